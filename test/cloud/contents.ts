/** The bytes of all revisions under `contents/`: small ones in packs, large ones in a file each. A blob never changes once it is kept. */
import { createHash, hash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  type ReadStream,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Packs } from './packs.ts';

export interface Stored {
  readonly blob: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

const PER_FOLDER = 1000;
const SMALL = 64 * 1024;
/** Bytes that may wait for the disk, so that many small pieces are written at once. */
const WINDOW = 1024 * 1024;

export class Contents {
  readonly #folder: string;
  readonly #run = randomBytes(4).toString('hex');
  readonly #empty = hash('sha256', '');
  readonly #packs: Packs;
  #count = 0;
  /** Set once a backup of the cloud was taken: what it refers to must stay, even if it is purged. */
  keepEverything = false;

  constructor(dataFolder: string) {
    this.#folder = path.join(dataFolder, 'contents');
    this.#packs = new Packs(path.join(this.#folder, 'packs'), this.#run);
  }

  /** Names are unique over restarts and restored backups, so nothing that an older state refers to is overwritten. */
  #next(): string {
    const group = `${this.#run}-${Math.floor(this.#count / PER_FOLDER)}`;
    if (this.#count % PER_FOLDER === 0) mkdirSync(path.join(this.#folder, group), { recursive: true });
    this.#count += 1;
    return `${group}/${this.#count}`;
  }

  #path(blob: string): string {
    return path.join(this.#folder, blob);
  }

  /** Keeps a content at once. Its place is new and unknown until the database names it, so no rename is needed. */
  keep(bytes: Uint8Array): Stored {
    if (bytes.length === 0) return { blob: '', size: 0, sha256: this.#empty };
    const sha256 = hash('sha256', bytes);
    if (bytes.length <= SMALL) return { blob: this.#packs.append(bytes), size: bytes.length, sha256 };
    const blob = this.#next();
    writeFileSync(this.#path(blob), bytes);
    return { blob, size: bytes.length, sha256 };
  }

  /**
   * Keeps a stream of any length. Rejects, leaving nothing behind, if the stream fails; over `limit` bytes it reads on without storing
   * and gives undefined.
   */
  async keepStream(source: Readable, limit: number): Promise<Stored | undefined> {
    const blob = this.#next();
    const temporary = `${this.#path(blob)}.part`;
    const digest = createHash('sha256');
    let size = 0;
    const meter = new Transform({
      highWaterMark: WINDOW,
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        if (size > limit) return done();
        digest.update(chunk);
        done(null, chunk);
      },
    });
    try {
      await pipeline(source, meter, createWriteStream(temporary, { highWaterMark: WINDOW }));
      if (size > limit) {
        rmSync(temporary, { force: true });
        return undefined;
      }
      await rename(temporary, this.#path(blob));
      return { blob, size, sha256: digest.digest('hex') };
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }

  read(blob: string): Buffer {
    if (blob === '') return Buffer.alloc(0);
    return Packs.holds(blob) ? this.#packs.read(blob) : readFileSync(this.#path(blob));
  }

  /** Bytes `start` to `end`, both included. For contents that are not small. */
  stream(blob: string, start: number, end: number): ReadStream {
    return createReadStream(this.#path(blob), { start, end, highWaterMark: 256 * 1024 });
  }

  /** Packs are not made smaller: a stand-in does not live that long. */
  forget(blob: string): void {
    if (blob !== '' && !Packs.holds(blob) && !this.keepEverything) rmSync(this.#path(blob), { force: true });
  }

  close(): void {
    this.#packs.close();
  }
}
