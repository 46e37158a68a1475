/** The stand-in's page of a window: a real Chromium page with the real preload in a world of its own. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Frame, Page, Request } from 'playwright-core';
import { addGuard, chromiumContext } from './chromium.ts';
import { cancellable, Emitter } from './emitter.ts';
import { answerInvoke, ipcMain } from './ipc.ts';
import { BINDING, FROM_HOST, PAGE_WORLD, PRELOAD_WORLD, preloadWorld } from './page-worlds.ts';
import { fromWeb, toWeb } from './protocols.ts';
import { seen } from './recorder.ts';

type OpenHandler = (details: { readonly url: string }) => { action: 'deny' } | { action: 'allow' };

interface Message {
  readonly channel: string;
  readonly words: unknown[];
  readonly id?: number;
}

let nextId = 1;

export class WebContents extends Emitter {
  readonly id = nextId++;
  readonly #preload: string | undefined;
  readonly #page: Promise<Page>;
  #loading: Promise<void> = Promise.resolve();
  #cdp: CDPSession | undefined;
  #world: number | undefined;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** A navigation that the program itself asked for is not asked about. */
  #ownNavigation: string | undefined;

  constructor(preload: string | undefined) {
    super();
    this.#preload = preload;
    this.#page = this.#open();
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** Like Electron: what is sent while no page is there is lost. */
  send(channel: string, ...words: unknown[]): void {
    void this.#tell({ channel, words });
  }

  reload(): void {
    void this.#page.then((page) => page.reload());
  }

  /** The page, once what the program loads is there. */
  static async loaded(contents: WebContents): Promise<Page> {
    await contents.#loading;
    return contents.#page;
  }

  static load(contents: WebContents, address: string): Promise<void> {
    contents.#loading = WebContents.#load(contents, address);
    return contents.#loading;
  }

  static async #load(contents: WebContents, address: string): Promise<void> {
    const page = await contents.#page;
    contents.#ownNavigation = toWeb(address);
    contents.emit('did-start-navigation', { url: address, isMainFrame: true, isSameDocument: false });
    await page.goto(toWeb(address));
  }

  static async close(contents: WebContents): Promise<void> {
    await (await contents.#page).close();
  }

  async #open(): Promise<Page> {
    const context = await chromiumContext();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    this.#cdp = cdp;
    cdp.on('Runtime.executionContextCreated', ({ context: world }) => {
      if (world.name === PRELOAD_WORLD) this.#world = world.id;
    });
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#world = undefined;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) void this.#heard(JSON.parse(payload), page.url());
    });
    await cdp.send('Page.enable');
    await cdp.send('Runtime.enable');
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD });
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: PAGE_WORLD });
    if (this.#preload !== undefined) {
      const source = preloadWorld(readFileSync(this.#preload, 'utf8'));
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: PRELOAD_WORLD });
    }
    this.#watch(page);
    return page;
  }

  #watch(page: Page): void {
    page.on('pageerror', (error) => void seen.pageErrors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && seen.pageErrors.push(message.text()));
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
    page.on('popup', (popup) => void popup.close());
    addGuard(async (request) => {
      if (!request.isNavigationRequest()) return false;
      const frame = frameOf(request);
      // Only a window that is just being opened has no frame yet; the program has one window, so it is this one's.
      if (frame === undefined) return this.#openHandler({ url: fromWeb(request.url()) }).action === 'deny';
      if (frame !== page.mainFrame()) return false;
      if (request.url() === this.#ownNavigation) return false;
      const { event, isCancelled } = cancellable();
      this.emit('will-navigate', { ...event, url: fromWeb(request.url()) });
      return isCancelled();
    });
  }

  async #heard({ channel, words, id }: Message, url: string): Promise<void> {
    const event = { sender: this, senderFrame: { url: fromWeb(url), parent: null } };
    if (id === undefined) {
      ipcMain.emit(channel, event, ...words);
      return;
    }
    try {
      await this.#tell({ id, value: await answerInvoke(event, channel, words) });
    } catch (thrown) {
      await this.#tell({ id, error: String(thrown) });
    }
  }

  async #tell(message: unknown): Promise<void> {
    const world = this.#world;
    if (world === undefined) return;
    const expression = `${FROM_HOST}(${JSON.stringify(message)})`;
    // The page may go away on the way; as in Electron, nobody hears of it.
    await this.#cdp?.send('Runtime.evaluate', { expression, contextId: world }).catch(() => undefined);
  }
}

function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame();
  } catch {
    return undefined;
  }
}
