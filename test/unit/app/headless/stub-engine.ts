/** An engine without files: a few handlers, and events on demand. */
import type { Engine } from '../../../../app/headless/engine.ts';
import type { SomeHandlers } from '../../../../shared/contract/contract.ts';
import type { Event, Listener } from '../../../../shared/contract/events.ts';

export interface StubEngine extends Engine {
  emit(event: Event): void;
  readonly calls: string[];
}

export function stubEngine(handlers: SomeHandlers = {}): StubEngine {
  const listeners = new Set<Listener>();
  const calls: string[] = [];
  return {
    handlers: { roots: async () => [], ...handlers },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: async () => void calls.push('start'),
    close: async () => void calls.push('close'),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    calls,
  };
}
