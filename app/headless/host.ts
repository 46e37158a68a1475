/** A process that holds a home: its lock, the engine under it and, if wanted, the socket. */
import type { Engine, OpenEngine } from './engine.ts';
import { type Holder, takeHome } from './lock.ts';
import { PROTOCOL } from './protocol.ts';
import { startServer } from './server.ts';

export interface Host {
  readonly engine: Engine;
  readonly holder: Holder;
  /** Resolves when a client asked the process to end. */
  readonly stopAsked: Promise<void>;
  /** From now on whoever asks over the socket gets addresses of the page from here. */
  offerPage(invite: () => string): void;
  /** Ends in the order in which clients notice least: no more calls, the engine, the lock. */
  close(): Promise<void>;
}

export interface HostOptions {
  /** Exists and is private; see `openHome`. */
  readonly home: string;
  /** The verb for which it is held. */
  readonly command: string;
  readonly version: string;
  readonly openEngine: OpenEngine;
  /** Whether others may talk to it meanwhile. */
  readonly serve: boolean;
  readonly waitMs?: number;
  /** Ends the waiting for the lock early. */
  readonly giveUp?: () => boolean;
}

export async function openHost(options: HostOptions): Promise<Host> {
  const { home, command, version } = options;
  const lock = await takeHome(home, command, {
    waitMs: options.waitMs ?? 0,
    ...(options.giveUp === undefined ? {} : { giveUp: options.giveUp }),
  });
  const stop = Promise.withResolvers<void>();
  let engine: Engine | undefined;
  let invite: (() => string) | undefined;
  try {
    engine = await options.openEngine({ home });
    const opened = engine;
    const { pid, since } = lock.holder;
    const server = options.serve
      ? await startServer({
          home,
          engine: opened,
          hello: { protocol: PROTOCOL, version, pid, since, command },
          onStop: () => stop.resolve(),
          invite: () => invite?.(),
        })
      : undefined;
    if (server !== undefined) lock.announce(server.path);
    return {
      engine: opened,
      holder: lock.holder,
      stopAsked: stop.promise,
      offerPage: (give) => {
        invite = give;
      },
      close: async () => {
        // The engine ends first, so that callers still get the answers of what it finishes.
        await opened.close();
        await server?.close();
        lock.release();
      },
    };
  } catch (thrown) {
    await engine?.close();
    lock.release();
    throw thrown;
  }
}
