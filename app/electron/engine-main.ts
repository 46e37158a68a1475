/**
 * The process that runs the engine under the shell, so that no scan and no transfer ever keeps a menu or a window
 * waiting. It holds the home's lock and serves its socket like the daemon does: the command line reaches it there.
 */

import { openEngine } from '../../main/index.ts';
import { createRealWorld } from '../../main/real-world.ts';
import { invoke } from '../../shared/contract/contract.ts';
import { toFailure } from '../../shared/contract/result.ts';
import { connect } from '../headless/client.ts';
import type { Engine } from '../headless/engine.ts';
import { type Host, openHost } from '../headless/host.ts';
import { readPolicy } from '../headless/policy.ts';
import { governed } from '../headless/policy-engine.ts';
import { Refused } from '../headless/refused.ts';
import { BridgedSecrets } from './bridged-secrets.ts';
import { Batches } from './coalesce.ts';
import { type FromEngine, type ToEngine, toEngine } from './engine-messages.ts';

/** A process that was just killed may hold the home for a moment. */
const PATIENCE_MS = 5000;
/** How often events go over, in milliseconds: often enough for the eye, seldom enough for the shell. */
const EVENTS_EVERY_MS = 50;

type Open = Extract<ToEngine, { kind: 'open' }>;

const port = process.parentPort;
const post = (message: FromEngine): void => port.postMessage(message);
const batches = new Batches(EVENTS_EVERY_MS, (events) => post({ kind: 'events', events }));
let bridged: BridgedSecrets | undefined;
let host: Promise<Host> | undefined;

async function engineOf({ home, secrets }: Open): Promise<Engine> {
  const real = createRealWorld(home);
  const own = new BridgedSecrets(post, real.world.secrets);
  bridged = own;
  const world = secrets === 'shell' ? { ...real.world, secrets: own } : real.world;
  const engine = await openEngine({ home, world });
  return {
    handlers: engine.handlers,
    on: (listener) => engine.on(listener),
    start: () => engine.start(),
    close: async () => {
      await engine.close();
      real.close();
    },
  };
}

async function open(message: Open): Promise<Host> {
  const { home, version } = message;
  if (message.takeOver) await (await connect(home))?.stop();
  const opened = await openHost({
    home,
    version,
    command: 'desktop',
    serve: true,
    waitMs: PATIENCE_MS,
    // What an administrator decided holds for the window as it does for the command line.
    openEngine: governed(() => engineOf(message), readPolicy),
  });
  opened.engine.on((event) => batches.add(event));
  void opened.stopAsked.then(() => post({ kind: 'stop-asked' }));
  post({ kind: 'ready', methods: Object.keys(opened.engine.handlers) });
  await opened.engine.start();
  return opened;
}

async function call({ id, method, input }: Extract<ToEngine, { kind: 'call' }>): Promise<void> {
  const { engine } = (await host) ?? {};
  const result =
    engine === undefined
      ? ({ ok: false, error: { code: 'connection-lost' } } as const)
      : await invoke(engine.handlers, method, input);
  // What an answer tells must not come before the events that led to it.
  batches.flush();
  post({ kind: 'answer', id, result });
}

async function close(): Promise<void> {
  await (await host?.catch(() => undefined))?.close();
  batches.flush();
  process.exit(0);
}

function take(message: ToEngine): void {
  if (message.kind === 'secret') bridged?.told(message);
  else if (message.kind === 'call') void call(message);
  else if (message.kind === 'close') void close();
  else {
    host = open(message);
    host.catch((thrown: unknown) => {
      post({ kind: 'refused', failure: thrown instanceof Refused ? thrown.failure : toFailure(thrown) });
      // The message above is on its way once this turn is over.
      setTimeout(() => process.exit(1), 100);
    });
  }
}

port.on('message', ({ data }) => {
  const parsed = toEngine.safeParse(data);
  if (parsed.success) take(parsed.data);
});
