/** Runs the engine in the foreground until somebody asks it to end. */
import { type Host, type HostOptions, openHost } from './host.ts';

/** After this long the process ends although the engine has not: a crash is an ordinary event, a hang is not. */
const CLOSE_MS = 30_000;

export type EndedBy = 'stop' | 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves with the first signal. A second one ends the process at once, with the status of an interrupted one. */
export function firstSignal(): { readonly signal: Promise<EndedBy>; readonly forget: () => void } {
  const { promise, resolve } = Promise.withResolvers<EndedBy>();
  let seen = false;
  const listeners = SIGNALS.map((name) => {
    const listener = () => {
      if (seen) process.exit(130);
      seen = true;
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
 * Opens the home, calls `onReady`, watches until a client's `stop` or a signal, ends cleanly, and tells by what it was
 * ended. Throws `home-in-use` where another process holds the home.
 */
export async function runDaemon(
  options: Omit<HostOptions, 'serve'> & { readonly onReady: (host: Host) => Promise<void> | void },
): Promise<EndedBy> {
  const { signal, forget } = firstSignal();
  try {
    const host = await openHost({ ...options, serve: true });
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
