/** One Chromium for all windows of the program, started with the first. Nothing that its pages ask for leaves the machine. */
import { type Browser, type BrowserContext, chromium, type Request, type Route } from 'playwright-core';
import { fromWeb, Session, serve, session } from './protocols.ts';
import { seen } from './recorder.ts';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

let running: Promise<{ readonly browser: Browser; readonly context: BrowserContext }> | undefined;

/** Looks at a request like Electron does; gives true where it was answered. */
type Guard = (request: Request) => Promise<boolean>;
const guards = new Set<Guard>();

/** Asked first for each request; true: do not load it. */
export function addGuard(guard: Guard): void {
  guards.add(guard);
}

async function answer(route: Route): Promise<void> {
  const request = route.request();
  const address = fromWeb(request.url());
  const refuse = async (): Promise<void> => {
    seen.refusedLoads.push(address);
    // An aborted navigation leaves the page where it is, as a prevented one does in Electron.
    await route.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient');
  };
  for (const guard of guards) if (await guard(request)) return refuse();
  if (!(await Session.mayLoad(session.defaultSession, address))) return refuse();
  const response = await serve(address, request.method());
  if (response === undefined) return refuse();
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

async function start(): Promise<{ readonly browser: Browser; readonly context: BrowserContext }> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ARGUMENTS,
  });
  const context = await browser.newContext({ viewport: { width: 1040, height: 720 } });
  await context.route('**/*', answer);
  return { browser, context };
}

export function chromiumContext(): Promise<BrowserContext> {
  running ??= start();
  return running.then(({ context }) => context);
}
