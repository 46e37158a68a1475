/** The engine's front door: everything in `app/` comes in here. */
import type { SomeHandlers } from '../shared/contract/contract.ts';
import type { Listener } from '../shared/contract/events.ts';
import { Engine } from './engine/engine.ts';
import { allHandlers } from './engine/handlers/all.ts';
import { createRealWorld } from './real-world.ts';
import { wire } from './wiring.ts';
import type { World } from './world.ts';

export type { ErrorCode } from './errors.ts';
export { SyncError, toSyncError } from './errors.ts';

export interface RunningEngine {
  readonly handlers: SomeHandlers;
  /** Gives the function that ends the listening. */
  on(listener: Listener): () => void;
  /** Begins to watch both sides of every link. */
  start(): Promise<void>;
  /** Ends what runs, then lets go of everything. */
  close(): Promise<void>;
}

export interface OpenEngineOptions {
  /** Absolute folder of this installation; the caller holds its lock. */
  readonly home: string;
  /** The world to work in; the real one if left out. */
  readonly world?: World;
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
}

/** Opens the engine of a home. Throws `journal-newer` where a later version of the program wrote its journals. */
export async function openEngine({ home, world, logLevel }: OpenEngineOptions): Promise<RunningEngine> {
  const real = world === undefined ? createRealWorld(home, logLevel) : undefined;
  const parts = wire(home, world ?? real?.world ?? createRealWorld(home).world);
  const engine = new Engine(parts);
  await engine.open();
  return {
    handlers: allHandlers(engine),
    on: (listener) => engine.on(listener),
    start: () => engine.start(),
    close: async () => {
      await engine.close();
      real?.close();
    },
  };
}
