/** The engine as whatever starts it sees it. `main/index.ts` opens the real one; tests bring their own. */
import type { SomeHandlers } from '../../shared/contract/contract.ts';
import type { Listener } from '../../shared/contract/events.ts';

export interface Engine {
  readonly handlers: SomeHandlers;
  /** Gives the function that ends the listening. */
  on(listener: Listener): () => void;
  /** Begins to watch both sides of every link. */
  start(): Promise<void>;
  /** Finishes or parks what is running, then lets go of everything. */
  close(): Promise<void>;
}

/** Opens the engine of a home whose lock the caller holds. */
export type OpenEngine = (options: { readonly home: string; readonly logLevel?: 'debug' }) => Promise<Engine>;
