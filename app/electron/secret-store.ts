/**
 * The shell's side of the secrets: each value encrypted by the system's own store, all of them in one file that only its
 * owner can read. The key never touches our hands.
 */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

/** What of Electron's `safeStorage` is used. */
export interface Cipher {
  encryptString(plain: string): Buffer;
  decryptString(encrypted: Buffer): string;
}

const kept = z.object({ version: z.literal(1), values: z.record(z.string(), z.base64()) });
type Values = Readonly<Record<string, string>>;

export class SecretStore {
  readonly #file: string;
  readonly #cipher: Cipher;
  /** One thing after the other: each change reads what is there and writes it whole. */
  #queue: Promise<unknown> = Promise.resolve();

  /** @param file absolute; made with the first secret */
  constructor(file: string, cipher: Cipher) {
    this.#file = file;
    this.#cipher = cipher;
  }

  /** Undefined where there is none, or the system does not give it out any more (another user, a new keyring). */
  get(name: string): Promise<string | undefined> {
    return this.#next(async () => {
      const encrypted = (await this.#read())[name];
      if (encrypted === undefined) return undefined;
      try {
        return this.#cipher.decryptString(Buffer.from(encrypted, 'base64'));
      } catch {
        return undefined;
      }
    });
  }

  set(name: string, value: string): Promise<void> {
    return this.#next(async () => {
      const encrypted = this.#cipher.encryptString(value).toString('base64');
      await this.#write({ ...(await this.#read()), [name]: encrypted });
    });
  }

  delete(name: string): Promise<void> {
    return this.#next(async () => {
      const { [name]: gone, ...rest } = await this.#read();
      if (gone !== undefined) await this.#write(rest);
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }

  async #read(): Promise<Values> {
    try {
      return kept.parse(JSON.parse(await readFile(this.#file, 'utf8'))).values;
    } catch {
      // Missing at first; damaged, it holds nothing that could be read: signing in again writes it anew.
      return {};
    }
  }

  async #write(values: Values): Promise<void> {
    await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    const fresh = `${this.#file}.${process.pid}`;
    const handle = await open(fresh, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify({ version: 1, values }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.#file);
  }
}
