/**
 * Every content that ever existed, and whether a user gave it up. The engine may never be the reason that bytes are
 * gone: what no user deleted or overwrote has to be live at the end, and nothing may ever show bytes that nobody wrote.
 */

export interface Version {
  readonly text: string;
  /** Who wrote it, where and when, for the story. */
  readonly origin: string;
  /** A user deleted or overwrote a file with this content, somewhere. */
  released: boolean;
  /** It really came to be somewhere. */
  born: boolean;
}

const decoder = new TextDecoder();

export class Ledger {
  readonly #versions = new Map<string, Version>();
  readonly broken: string[] = [];
  #next = 1;

  /** New bytes that exist nowhere else, of that length or of one that never comes again. */
  fresh(origin: string, length: number | undefined): Uint8Array {
    const number = this.#next++;
    const text = `v${String(number).padStart(4, '0')}`.padEnd(length ?? 100 + number, '.');
    this.#versions.set(text, { text, origin, released: false, born: false });
    return Buffer.from(text);
  }

  /** A text of a story, which may be said more than once. */
  said(text: string, origin: string): Uint8Array {
    if (!this.#versions.has(text)) this.#versions.set(text, { text, origin, released: false, born: false });
    return Buffer.from(text);
  }

  /** The bytes are in a file now. */
  bear(bytes: Uint8Array): void {
    const version = this.#versions.get(decoder.decode(bytes));
    if (version !== undefined) version.born = true;
  }

  /** A user takes these bytes away. */
  release(bytes: Uint8Array): void {
    const version = this.#versions.get(decoder.decode(bytes));
    if (version !== undefined) version.released = true;
  }

  /** Bytes were shown under a name: they have to be ones that somebody wrote. */
  shown(bytes: Uint8Array, where: string): void {
    if (bytes.byteLength === 0) return;
    const text = decoder.decode(bytes);
    if (!this.#versions.has(text))
      this.broken.push(`law 3: ${where} shows bytes that nobody wrote: "${text.slice(0, 40)}"`);
  }

  /** What must be live everywhere and is not among `live`. */
  lost(live: ReadonlySet<string>): Version[] {
    return [...this.#versions.values()].filter(({ text, released, born }) => born && !released && !live.has(text));
  }
}

export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);
