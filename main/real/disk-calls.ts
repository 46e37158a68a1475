/**
 * The file calls that the real disk is made of. The main thread must never wait for a disk, so there each is a trip
 * through the thread pool. In a worker thread nobody else waits, and the same call made directly costs a tenth of such a
 * trip; what is built on these calls does not know which of the two it has.
 */
import {
  type BigIntStats,
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  linkSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import * as pooled from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';

/** An open file; the part of Node's `FileHandle` that we use. */
export interface OpenFile {
  readonly fd: number;
  stat(): Promise<Stats>;
  stat(options: { readonly bigint: true }): Promise<BigIntStats>;
  read(buffer: Uint8Array, offset: number, length: number, at: number): Promise<{ readonly bytesRead: number }>;
  write(bytes: Uint8Array, offset: number, length: number, at: number): Promise<{ readonly bytesWritten: number }>;
  readFile(): Promise<Uint8Array>;
  writeFile(bytes: Uint8Array): Promise<void>;
  truncate(size: number): Promise<void>;
  /** Seconds since 1970. */
  utimes(accessed: number, modified: number): Promise<void>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Each as in `node:fs/promises`, whose errors they throw. */
export interface FileCalls {
  open(path: string, flags: number | string, mode?: number): Promise<OpenFile>;
  lstat(path: string): Promise<Stats>;
  lstat(path: string, options: { readonly bigint: true }): Promise<BigIntStats>;
  readlink(path: string): Promise<string>;
  readdir(path: string): Promise<string[]>;
  link(existing: string, name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  mkdir(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  chmod(path: string, mode: number): Promise<void>;
  lutimes(path: string, accessed: number, modified: number): Promise<void>;
}

/** A call that throws becomes a promise that rejects. */
function promised<Given extends readonly unknown[], Got>(call: (...given: Given) => Got) {
  return (...given: Given): Promise<Got> => {
    try {
      return Promise.resolve(call(...given));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}

function directFile(fd: number): OpenFile {
  function stat(): Promise<Stats>;
  function stat(options: { readonly bigint: true }): Promise<BigIntStats>;
  function stat(options?: { readonly bigint: true }): Promise<Stats | BigIntStats> {
    return promised(() => (options === undefined ? fstatSync(fd) : fstatSync(fd, options)))();
  }
  return {
    fd,
    stat,
    read: promised((buffer: Uint8Array, offset: number, length: number, at: number) => ({
      bytesRead: readSync(fd, buffer, offset, length, at),
    })),
    write: promised((bytes: Uint8Array, offset: number, length: number, at: number) => ({
      bytesWritten: writeSync(fd, bytes, offset, length, at),
    })),
    readFile: promised(() => readFileSync(fd)),
    writeFile: promised((bytes: Uint8Array) => writeFileSync(fd, bytes)),
    truncate: promised((size: number) => ftruncateSync(fd, size)),
    utimes: promised((accessed: number, modified: number) => futimesSync(fd, accessed, modified)),
    chmod: promised((mode: number) => fchmodSync(fd, mode)),
    sync: promised(() => fsyncSync(fd)),
    close: promised(() => closeSync(fd)),
  };
}

function directLstat(path: string): Promise<Stats>;
function directLstat(path: string, options: { readonly bigint: true }): Promise<BigIntStats>;
function directLstat(path: string, options?: { readonly bigint: true }): Promise<Stats | BigIntStats> {
  return promised(() => (options === undefined ? lstatSync(path) : lstatSync(path, options)))();
}

const direct: FileCalls = {
  open: promised((path: string, flags: number | string, mode?: number) => directFile(openSync(path, flags, mode))),
  lstat: directLstat,
  readlink: promised((path: string) => readlinkSync(path)),
  readdir: promised((path: string) => readdirSync(path)),
  link: promised(linkSync),
  rename: promised(renameSync),
  unlink: promised(unlinkSync),
  mkdir: promised((path: string) => mkdirSync(path, { recursive: false })),
  rmdir: promised((path: string) => rmdirSync(path)),
  chmod: promised(chmodSync),
  lutimes: promised(lutimesSync),
};

export const { open, lstat, readlink, readdir, link, rename, unlink, mkdir, rmdir, chmod, lutimes }: FileCalls =
  isMainThread ? { ...pooled, mkdir: (path) => pooled.mkdir(path, { recursive: false }) } : direct;
