/** Gets to an engine: the one that runs for the home, or one of our own in this process under the home's lock. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Call, callOf } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';
import { connect } from '../headless/client.ts';
import type { OpenEngine } from '../headless/engine.ts';
import { openHome } from '../headless/home.ts';
import { openHost } from '../headless/host.ts';
import { readHolder } from '../headless/lock.ts';
import { Refused } from '../headless/refused.ts';
import { VERSION } from './version.ts';

export interface Reached {
  /** `running`: in the process that holds the home; `own`: in this one. */
  readonly where: 'running' | 'own';
  readonly call: Call;
  subscribe(listener: Listener): Promise<void>;
  /** Resolves when the running process is gone; never for our own. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface ReachOptions {
  readonly home: string;
  readonly verb: string;
  readonly openEngine: OpenEngine;
  /** Whether others may talk to our own engine meanwhile; wanted where it takes long. */
  readonly serve: boolean;
}

/** Another short command may hold the home for a moment; a process that stops may need longer to park its transfers. */
const PATIENCE_MS = 10_000;

/** The process that runs for the home, if any. */
export async function reachRunning(home: string): Promise<Reached | undefined> {
  const client = await connect(home);
  if (client === undefined) return undefined;
  return {
    where: 'running',
    call: client.call,
    subscribe: (listener) => client.subscribe(listener),
    ended: client.closed,
    close: async () => client.close(),
  };
}

async function openOwn(options: ReachOptions, waitMs: number): Promise<Reached> {
  const { home, verb, openEngine, serve } = options;
  const host = await openHost({
    home,
    command: verb,
    version: VERSION,
    openEngine,
    serve,
    waitMs,
    giveUp: () => readHolder(home)?.socket !== undefined,
  });
  return {
    where: 'own',
    call: callOf(host.engine.handlers),
    subscribe: async (listener) => {
      host.engine.on(listener);
    },
    ended: new Promise(() => undefined),
    close: () => host.close(),
  };
}

/** Makes the home if it is not there yet. Throws `home-in-use` where another process holds it and does not answer. */
export async function reach(options: ReachOptions): Promise<Reached> {
  await openHome(options.home);
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const running = await reachRunning(options.home);
    if (running !== undefined) return running;
    try {
      return await openOwn(options, Math.max(0, until - Date.now()));
    } catch (thrown) {
      // It may have begun to listen while we waited for its lock.
      const busy = thrown instanceof Refused && thrown.failure.code === 'home-in-use';
      if (!busy || Date.now() >= until) throw thrown;
      await pause(100);
    }
  }
}
