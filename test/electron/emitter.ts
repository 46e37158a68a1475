/** Node's emitter with the loose listener type that one class for all of Electron's events needs. */
import { EventEmitter } from 'node:events';

// biome-ignore lint/suspicious/noExplicitAny: each event has arguments of its own; Electron's declarations check them.
type Listener = (...words: any[]) => void;

export class Emitter {
  readonly #events = new EventEmitter();

  on(event: string, listener: Listener): this {
    this.#events.on(event, listener);
    return this;
  }

  once(event: string, listener: Listener): this {
    this.#events.once(event, listener);
    return this;
  }

  emit(event: string, ...words: readonly unknown[]): boolean {
    return this.#events.emit(event, ...words);
  }
}

/** An event that listeners can cancel. */
export function cancellable(): { readonly event: { preventDefault(): void }; readonly isCancelled: () => boolean } {
  let cancelled = false;
  return {
    event: {
      preventDefault: () => {
        cancelled = true;
      },
    },
    isCancelled: () => cancelled,
  };
}
