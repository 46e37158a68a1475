/** Runs the engine in the foreground until somebody asks it to end. */
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from './client.ts';
import { type Host, type HostOptions, openHost } from './host.ts';
import { readHolder } from './lock.ts';
import { Refused } from './refused.ts';

/** After this long the process ends although the engine has not: a crash is an ordinary event, a hang is not. */
const CLOSE_MS = 30_000;

export type EndedBy = 'stop' | 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A terminal and a launcher may both pass on one and the same Ctrl-C; that is not somebody's second thought. */
const SAME_MS = 1000;

/** Resolves with the first signal. A later one ends the process at once, with the status of an interrupted one. */
export function firstSignal(): { readonly signal: Promise<EndedBy>; readonly forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<EndedBy>();
  let seenAt: number | undefined;
  const listeners = SIGNALS.map((name) => {
    const listener = () => {
      if (seenAt !== undefined && performance.now() - seenAt > SAME_MS) process.exit(130);
      seenAt ??= performance.now();
      resolve(name);
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  return {
    signal: promise,
    forget: () => {
      for (const off of listeners) off();
    },
  };
}

/** Closes the host, but does not wait for ever. */
export async function closeInTime(host: Host): Promise<void> {
  const late = setTimeout(() => process.exit(1), CLOSE_MS);
  late.unref();
  await host.close();
  clearTimeout(late);
}

/**
 * A short command may hold the home for a moment, and a process that was just killed until the system has cleared it
 * away; one that answers stays, and is named at once.
 */
const PATIENCE_MS = 10_000;

async function openPatiently(options: DaemonOptions): Promise<Host> {
  const until = Date.now() + PATIENCE_MS;
  const giveUp = () => readHolder(options.home)?.socket !== undefined;
  for (;;) {
    try {
      return await openHost({ ...options, serve: true, waitMs: Math.max(0, until - Date.now()), giveUp });
    } catch (thrown) {
      const busy = thrown instanceof Refused && thrown.failure.code === 'home-in-use';
      const other = busy ? await connect(options.home) : undefined;
      other?.close();
      if (!busy || other !== undefined || Date.now() >= until) throw thrown;
      await pause(100);
    }
  }
}

export interface DaemonOptions extends Pick<HostOptions, 'home' | 'command' | 'version' | 'openEngine'> {
  /** Called before the watching begins. */
  readonly onReady: (host: Host) => Promise<void> | void;
}

/**
 * Opens the home, calls `onReady`, watches until a client's `stop` or a signal, ends cleanly, and tells by what it was
 * ended. Throws `home-in-use` where another process holds the home.
 */
export async function runDaemon(options: DaemonOptions): Promise<EndedBy> {
  const { signal, forget } = firstSignal();
  try {
    const host = await openPatiently(options);
    try {
      await options.onReady(host);
      await host.engine.start();
      return await Promise.race([signal, host.stopAsked.then(() => 'stop' as const)]);
    } finally {
      await closeInTime(host);
    }
  } finally {
    forget();
  }
}
