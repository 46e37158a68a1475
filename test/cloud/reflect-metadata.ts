/**
 * The certificate library's container asks for the `reflect-metadata` package at its start, of which it needs these four functions.
 * To be imported before it. Types are of no matter here: the container is JavaScript.
 */
type Key = unknown;
const stores = new WeakMap<object, Map<Key, unknown>>();

const metadata = {
  defineMetadata(key: Key, value: unknown, target: object): void {
    const store = stores.get(target) ?? new Map<Key, unknown>();
    store.set(key, value);
    stores.set(target, store);
  },
  getOwnMetadata(key: Key, target: object): unknown {
    return stores.get(target)?.get(key);
  },
  getMetadata(key: Key, target: object): unknown {
    for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at))
      if (stores.get(at)?.has(key)) return stores.get(at)?.get(key);
    return undefined;
  },
  hasOwnMetadata(key: Key, target: object): boolean {
    return stores.get(target)?.has(key) ?? false;
  },
};

for (const [name, value] of Object.entries(metadata))
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value, configurable: true, writable: true });

/** Makes this a module that can be imported for what it does. */
export const metadataIsThere = true;
