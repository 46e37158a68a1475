/** Small contents one after the other in large files, because making a file costs more than all the rest of a small upload. */
import { closeSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import path from 'node:path';

const PACK_BYTES = 64 * 1024 * 1024;
const OPEN_PACKS = 32;
/** Where a small content lies: `pack@offset+length`. */
const PLACE = /^([\w-]+)@(\d+)\+(\d+)$/;

export class Packs {
  readonly #folder: string;
  readonly #run: string;
  readonly #open = new Map<string, number>();
  #count = 0;
  #current: { name: string; fd: number; size: number } | undefined;

  /** `run` must be new for each start, as packs of earlier ones are only read. */
  constructor(folder: string, run: string) {
    this.#folder = folder;
    this.#run = run;
  }

  static holds(blob: string): boolean {
    return PLACE.test(blob);
  }

  append(bytes: Uint8Array): string {
    if (this.#current === undefined || this.#current.size >= PACK_BYTES) this.#current = this.#begin();
    const { name, fd, size } = this.#current;
    for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, size + done);
    this.#current.size += bytes.length;
    return `${name}@${size}+${bytes.length}`;
  }

  read(blob: string): Buffer {
    const [, name = '', offset, length] = PLACE.exec(blob) ?? [];
    const bytes = Buffer.allocUnsafe(Number(length));
    const fd = this.#fd(name);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(fd, bytes, done, bytes.length - done, Number(offset) + done);
      if (count === 0) throw new Error(`The stand-in's content ${blob} is missing.`);
      done += count;
    }
    return bytes;
  }

  close(): void {
    for (const fd of this.#open.values()) closeSync(fd);
    this.#open.clear();
    if (this.#current !== undefined) closeSync(this.#current.fd);
    this.#current = undefined;
  }

  #path(name: string): string {
    return path.join(this.#folder, `${name}.pack`);
  }

  #begin() {
    if (this.#current !== undefined) closeSync(this.#current.fd);
    mkdirSync(this.#folder, { recursive: true });
    this.#count += 1;
    const name = `${this.#run}-${this.#count}`;
    return { name, fd: openSync(this.#path(name), 'wx'), size: 0 };
  }

  #fd(name: string): number {
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    if (this.#open.size >= OPEN_PACKS) {
      for (const fd of this.#open.values()) closeSync(fd);
      this.#open.clear();
    }
    const fd = openSync(this.#path(name), 'r');
    this.#open.set(name, fd);
    return fd;
  }
}
