/** `start`: the daemon in the foreground, with what it does as lines, and with its page if that is wanted. */
import path from 'node:path';
import * as z from 'zod';
import { callOf } from '../../../shared/contract/contract.ts';
import { event, type Listener } from '../../../shared/contract/events.ts';
import { type EndedBy, runDaemon } from '../../headless/daemon.ts';
import { openHome } from '../../headless/home.ts';
import type { Host } from '../../headless/host.ts';
import { type Metrics, startMetrics } from '../../headless/metrics.ts';
import type { Page } from '../../headless/page.ts';
import { Refused } from '../../headless/refused.ts';
import { activityLine } from '../activity-line.ts';
import { wholeNumber } from '../arguments.ts';
import { EXIT } from '../exit-status.ts';
import type { Face } from '../face.ts';
import { followActivity } from '../follow.ts';
import { shown } from '../format.ts';
import type { Verb } from '../verb.ts';
import { VERSION } from '../version.ts';

interface StartOptions {
  readonly metricsFile?: string;
  readonly metricsPort?: number;
  readonly page?: boolean;
  readonly pagePort?: number;
}

/** The address lets one browser in, once. */
const pageOpened = z.object({ type: z.literal('page'), address: z.string() });

/** Opens the page and prints its address. The page's parts are loaded only where it is wanted. */
async function openPage(face: Face, host: Host, port: number | undefined): Promise<Page> {
  const { startPage } = await import('../../headless/page.ts');
  const wanted = port === undefined ? {} : { port };
  const page = await startPage({ engine: host.engine, version: VERSION, ...wanted }).catch((thrown: unknown) => {
    const taken = thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE';
    throw taken
      ? new Refused({ code: 'wrong-usage', path: `--page-port ${port}`, detail: 'this port is taken' })
      : thrown;
  });
  host.offerPage(() => page.invite());
  const address = page.invite();
  face.show({ type: 'page', address }, () => address);
  face.note('This address lets one browser in, once, within an hour.');
  return page;
}

/** Tells its state to a monitoring, where that is wanted. */
async function openMetrics(face: Face, host: Host, options: StartOptions): Promise<Metrics | undefined> {
  const { metricsFile, metricsPort } = options;
  if (metricsFile === undefined && metricsPort === undefined) return undefined;
  const file = metricsFile === undefined ? {} : { file: path.resolve(face.around.cwd, metricsFile) };
  const port = metricsPort === undefined ? {} : { port: metricsPort };
  const metrics = await startMetrics({ engine: host.engine, version: VERSION, ...file, ...port }).catch(
    (thrown: unknown) => {
      const detail = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
      throw new Refused({ code: 'wrong-usage', path: metricsFile ?? `--metrics-port ${metricsPort}`, detail });
    },
  );
  if (metrics.address !== undefined) face.note(`Metrics at ${metrics.address}`);
  return metrics;
}

async function begin(face: Face, host: Host, hasPage: boolean): Promise<void> {
  const { account, status } = host.engine.handlers;
  // With the page one can sign in there.
  if (account !== undefined && !hasPage && !(await account({})).signedIn) throw new Refused({ code: 'sign-in-needed' });
  const links = (await status?.({}))?.links ?? [];
  face.note(
    links.length === 0
      ? 'No folder is linked yet: `leitz-cloud link ROOT_ID FOLDER` links one. Waiting for it; Ctrl-C ends.'
      : `Watching ${links.map((link) => shown(link.folder)).join(', ')} and the cloud. Ctrl-C or \`leitz-cloud stop\` ends.`,
  );
  const { engine } = host;
  if (face.flags.json) engine.on((news) => face.show(news, () => []));
  else if (!face.flags.quiet) {
    const call = callOf(engine.handlers);
    const subscribe = async (listener: Listener) => void engine.on(listener);
    await followActivity({ call, subscribe }, (entry) => face.show(entry, () => activityLine(entry)));
  }
}

async function watch(face: Face, options: StartOptions): Promise<EndedBy> {
  const { home } = face.flags;
  await openHome(home);
  let page: Page | undefined;
  let metrics: Metrics | undefined;
  try {
    return await runDaemon({
      home,
      command: 'start',
      version: VERSION,
      openEngine: face.around.openEngine,
      onReady: async (host) => {
        const hasPage = options.page === true || options.pagePort !== undefined;
        if (hasPage) page = await openPage(face, host, options.pagePort);
        metrics = await openMetrics(face, host, options);
        await begin(face, host, hasPage);
      },
    });
  } finally {
    await page?.close();
    await metrics?.close();
  }
}

export const start: Verb = {
  name: 'start',
  summary: 'watch both sides in the foreground until `stop` or a signal',
  needs: ['status'],
  answer: z.union([event, pageOpened]),
  declare: (command, run) =>
    command
      .option('--page', 'serve the page on loopback and print its one-time address')
      .option('--page-port <n>', 'the port of the page; a free one by default', wholeNumber(1, 65_535))
      .option('--metrics-file <file>', "write the state in Prometheus's text format into this file")
      .option('--metrics-port <n>', 'serve it on loopback at this port, 0 for a free one', wholeNumber(0, 65_535))
      .action((options: StartOptions) =>
        run(async (face) => {
          const endedBy = await watch(face, options);
          face.note(endedBy === 'stop' ? 'Stopped.' : 'Ended; what was on its way goes on at the next start.');
          // A service manager ends it with SIGTERM and expects 0; Ctrl-C is an interruption as for any other command.
          return endedBy === 'SIGINT' ? EXIT.interrupted : EXIT.done;
        }),
      ),
};
