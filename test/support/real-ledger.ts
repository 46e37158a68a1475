/** Every version that somebody wrote and nobody replaced or deleted since, so that a story can ask whether it exists. */
import { hash } from 'node:crypto';

export const digest = (bytes: Uint8Array | string): string => hash('sha256', bytes);

/** The two sides on which people write. */
export type Where = 'here' | 'web';

export class Ledger {
  /** What each digest is, in words. */
  readonly #needed = new Map<string, string>();
  /** The digest that a person last put under a name on that side. */
  readonly #current = new Map<string, string>();

  /** Somebody wrote these bytes; what they themselves put there before is replaced by it. */
  wrote(where: Where, path: string, bytes: Uint8Array | string): void {
    const key = `${where} ${path}`;
    const fresh = digest(bytes);
    const old = this.#current.get(key);
    if (old !== undefined && old !== fresh) this.#needed.delete(old);
    this.#current.set(key, fresh);
    this.#needed.set(
      fresh,
      `${typeof bytes === 'string' ? JSON.stringify(bytes.slice(0, 40)) : `${bytes.length} bytes`} of ${key}`,
    );
  }

  moved(where: Where, from: string, to: string): void {
    for (const [key, value] of [...this.#current]) {
      const path = key.startsWith(`${where} `) ? key.slice(where.length + 1) : undefined;
      if (path === undefined || (path !== from && !path.startsWith(`${from}/`))) continue;
      this.#current.delete(key);
      this.#current.set(`${where} ${to}${path.slice(from.length)}`, value);
    }
  }

  /** Somebody deleted it on purpose: its bytes are needed no more. */
  deleted(bytes: string): void {
    this.#needed.delete(bytes);
  }

  /** The cloud itself threw these away (it went back to a backup): nobody but the cloud can be blamed. */
  excuse(digests: Iterable<string>): void {
    for (const each of digests) this.#needed.delete(each);
  }

  /** In words, what is needed and not among the digests that exist. */
  missing(existing: ReadonlySet<string>): readonly string[] {
    return [...this.#needed].filter(([each]) => !existing.has(each)).map(([, words]) => words);
  }
}
