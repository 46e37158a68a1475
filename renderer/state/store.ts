/** One value that can be watched. The smallest thing that React's `useSyncExternalStore` can read. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Gives the function that ends the watching. */
  watch(listener: () => void): () => void;
  readonly isWatched: boolean;
}

export function createStore<T>(first: T): Store<T> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get isWatched() {
      return listeners.size > 0;
    },
  };
}
