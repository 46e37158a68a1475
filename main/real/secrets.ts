/**
 * Secrets in a file of our own, for machines without a credential store (servers, NAS).
 *
 * What this protects against: other users of the machine, by the folder's and the files' permissions; and a copy of the
 * one file alone, in a backup or a support bundle, because it is encrypted with AES-256-GCM under a key in another file;
 * and changes to it, which show. What it does not protect against: whoever can read both files, so the same user's other
 * programs, an administrator, a copy of the whole folder. The program must read them with nobody there to type a
 * password, so there is no secret left that could keep them out; the desktop shell uses the system's store instead.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ErrorCode, SyncError, toSyncError } from '../errors.ts';
import type { Log, Secrets } from '../world.ts';

const KEY_FILE = 'secrets.key';
const DATA_FILE = 'secrets.bin';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bound into the encryption, so that a file of another format or version does not decrypt. */
const FORMAT = Buffer.from('leitz-cloud secrets 1');

const DISK_CODES: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
};

function errnoOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

function diskError(thrown: unknown, file: string): SyncError {
  const errno = errnoOf(thrown);
  if (errno === undefined) return toSyncError(thrown, file);
  return new SyncError(DISK_CODES[errno] ?? 'disk-error', { path: file, detail: errno, cause: thrown });
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw diskError(error, file);
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no way to do this and needs none.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Written beside, fsynced, renamed over: after a crash the file is the old one or the new one, whole. */
async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.${randomBytes(6).toString('hex')}.new`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw diskError(error, file);
  }
}

function encrypt(key: Uint8Array, values: ReadonlyMap<string, string>): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(FORMAT);
  const text = cipher.update(JSON.stringify([...values]), 'utf8');
  return Buffer.concat([nonce, text, cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where the bytes are not what we wrote under this key. */
function decrypt(key: Uint8Array, bytes: Buffer): Map<string, string> | undefined {
  try {
    const end = bytes.length - TAG_BYTES;
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    cipher.setAAD(FORMAT).setAuthTag(bytes.subarray(end));
    const text = Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES, end)), cipher.final()]);
    const pairs: unknown = JSON.parse(text.toString('utf8'));
    return Array.isArray(pairs) ? new Map(pairs) : undefined;
  } catch {
    return undefined;
  }
}

class FileSecrets implements Secrets {
  readonly protection = 'owner-only-file';
  readonly #folder: string;
  readonly #log: Log;
  /** One thing after the other: each change reads what is there and writes it whole. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  get(name: string): Promise<string | undefined> {
    return this.#next(async () => (await this.#read()).get(name));
  }

  set(name: string, value: string): Promise<void> {
    return this.#next(async () => {
      const values = await this.#read();
      if (values.get(name) !== value) await this.#write(values.set(name, value));
    });
  }

  delete(name: string): Promise<void> {
    return this.#next(async () => {
      const values = await this.#read();
      if (values.delete(name)) await this.#write(values);
    });
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }

  #file(name: string): string {
    return path.join(this.#folder, name);
  }

  /** Read anew each time: another process of the same home may have signed in meanwhile. */
  async #read(): Promise<Map<string, string>> {
    const [key, bytes] = [await readIfThere(this.#file(KEY_FILE)), await readIfThere(this.#file(DATA_FILE))];
    if (bytes === undefined) return new Map();
    const values = key?.length === KEY_BYTES ? decrypt(key, bytes) : undefined;
    if (values !== undefined) return values;
    await this.#setAside();
    return new Map();
  }

  async #write(values: ReadonlyMap<string, string>): Promise<void> {
    await replaceFile(this.#file(DATA_FILE), encrypt(await this.#key(), values));
  }

  async #key(): Promise<Buffer> {
    await this.#secureFolder();
    const key = await readIfThere(this.#file(KEY_FILE));
    if (key?.length === KEY_BYTES) return key;
    const fresh = randomBytes(KEY_BYTES);
    await replaceFile(this.#file(KEY_FILE), fresh);
    return fresh;
  }

  async #secureFolder(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await chmod(this.#folder, 0o700);
    } catch (error) {
      throw diskError(error, this.#folder);
    }
  }

  async #setAside(): Promise<void> {
    const aside = this.#file(`${DATA_FILE}.damaged-${Date.now()}`);
    this.#log.error('The stored sign-in cannot be read and was set aside; sign in again.', { aside });
    try {
      await rename(this.#file(DATA_FILE), aside);
    } catch (error) {
      throw diskError(error, this.#file(DATA_FILE));
    }
  }
}

/** Secrets in `folder`, which is made for them alone. Throws `not-writable`, `disk-full` or `disk-error`. */
export function createFileSecrets(folder: string, log: Log): Secrets {
  return new FileSecrets(folder, log);
}
