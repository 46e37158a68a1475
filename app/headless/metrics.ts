/**
 * The state in Prometheus's text format: into a file for the node exporter, or on loopback. Off unless asked for. Holds
 * numbers and the roots' ids; no name, path, person or server.
 */
import { rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { DeepReadonly } from '../../shared/contract/method.ts';
import type { Status } from '../../shared/contract/status.ts';
import { LINK_STATES } from '../../shared/model/states.ts';
import type { Engine } from './engine.ts';

const WRITE_EVERY_MS = 15_000;
const HOSTS = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u;
const LOOPBACK = '127.0.0.1';
const FOR_EVERYBODY = 0o644;

interface Family {
  readonly name: string;
  readonly help: string;
  readonly values: readonly (readonly [labels: string, value: number])[];
}

const escaped = (value: string): string => value.replace(/[\\"\n]/gu, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`));

function familiesOf(status: DeepReadonly<Status>, version: string): readonly Family[] {
  const { links, transfers, watching, state } = status;
  const ofLinks = (name: string, help: string, value: (link: (typeof links)[number]) => number): Family => ({
    name: `leitz_cloud_${name}`,
    help,
    values: links.map((link) => [`{root="${link.rootId}"}`, value(link)]),
  });
  return [
    { name: 'leitz_cloud_info', help: 'The version that runs.', values: [[`{version="${escaped(version)}"}`, 1]] },
    { name: 'leitz_cloud_watching', help: '1 while both sides are watched.', values: [['', watching ? 1 : 0]] },
    {
      name: 'leitz_cloud_signed_in',
      help: '1 while the cloud lets us in.',
      values: [['', state === 'signed-out' ? 0 : 1]],
    },
    {
      name: 'leitz_cloud_link_state',
      help: '1 for the state that a link is in.',
      values: links.flatMap((link) =>
        LINK_STATES.map((name) => [`{root="${link.rootId}",state="${name}"}`, link.state === name ? 1 : 0] as const),
      ),
    },
    ofLinks('pending', 'Items that differ and are not held.', ({ pending }) => pending),
    ofLinks('held', 'Items that wait for a decision.', ({ held }) => held),
    ofLinks('conflicts', 'Open conflicts.', ({ conflicts }) => conflicts),
    ofLinks('failed', 'Items that failed and are tried again.', ({ failed }) => failed),
    ofLinks('last_synced_timestamp_seconds', 'When nothing was left to do; 0 for never.', ({ lastSyncedAt }) =>
      lastSyncedAt === null ? 0 : Math.round(Date.parse(lastSyncedAt) / 1000),
    ),
    { name: 'leitz_cloud_transfers', help: 'Transfers under way.', values: [['', transfers.length]] },
  ];
}

/** The whole text; every family is a gauge. */
export function metricsText(status: DeepReadonly<Status>, version: string): string {
  return familiesOf(status, version)
    .filter(({ values }) => values.length > 0)
    .map(
      ({ name, help, values }) =>
        `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${values.map(([labels, value]) => `${name}${labels} ${value}\n`).join('')}`,
    )
    .join('');
}

export interface Metrics {
  /** `http://127.0.0.1:PORT/metrics` where it is served. */
  readonly address: string | undefined;
  close(): Promise<void>;
}

export interface MetricsOptions {
  readonly engine: Pick<Engine, 'handlers'>;
  readonly version: string;
  /** Absolute; replaced as a whole every 15 seconds, and removed at the end, so that its absence is the alarm. */
  readonly file?: string;
  /** On 127.0.0.1; 0 for any free one. */
  readonly port?: number;
}

async function writeOver(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.new`;
  await writeFile(beside, text, { mode: FOR_EVERYBODY });
  await rename(beside, file);
}

function serve(port: number, text: () => Promise<string>): Promise<Server> {
  const server = createServer((request, response) => {
    const refuse = (status: number): void => {
      response.writeHead(status).end();
    };
    // A foreign name that leads to loopback (DNS rebinding) is no name of ours.
    if (!HOSTS.test(request.headers.host ?? '')) return refuse(421);
    if (request.method !== 'GET' || request.url !== '/metrics') return refuse(404);
    text().then(
      (body) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body),
      () => refuse(500),
    );
  });
  server.requestTimeout = 10_000;
  server.maxConnections = 16;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

/** Begins to tell. Throws what the first writing or listening throws. */
export async function startMetrics({ engine, version, file, port }: MetricsOptions): Promise<Metrics> {
  const { status } = engine.handlers;
  const text = async (): Promise<string> => (status === undefined ? '' : metricsText(await status({}), version));
  let timer: NodeJS.Timeout | undefined;
  if (file !== undefined) {
    await writeOver(file, await text());
    timer = setInterval(() => {
      // A full disk is told by the file's age; the next turn tries again.
      void text()
        .then((body) => writeOver(file, body))
        .catch(() => undefined);
    }, WRITE_EVERY_MS);
    timer.unref();
  }
  const server = port === undefined ? undefined : await serve(port, text);
  const address = server?.address();
  return {
    address: typeof address === 'object' && address !== null ? `http://${LOOPBACK}:${address.port}/metrics` : undefined,
    close: async () => {
      clearInterval(timer);
      if (file !== undefined) await rm(file, { force: true });
      server?.closeAllConnections();
      await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
    },
  };
}
