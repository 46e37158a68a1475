/**
 * Everything that is outside the engine, as interfaces. The engine touches the world through one `World` object and
 * nothing else, so that a simulation can put a made-up disk, cloud and clock in its place. `real-world.ts` has the
 * real selves.
 */
import type { ProxyServer } from './proxies.ts';
import type { LocalSide } from './sides.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'special';

/** One lstat. Sizes in bytes, times in milliseconds since 1970 (fractions kept: they carry the nanoseconds). */
export interface DiskStat {
  readonly kind: EntryKind;
  /** Device and inode; both are identities only, folded into 53 bits where the platform's are wider. */
  readonly dev: number;
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** 0 where the file system does not keep it. */
  readonly birthMs: number;
  /** Number of names of this inode; more than one means the inode alone is no identity. */
  readonly links: number;
}

export interface DiskEntry extends DiskStat {
  /** As the file system gives it, in no normal form. */
  readonly name: string;
  /** False where the bytes of the name are not valid Unicode, so that `name` cannot lead back to the file. */
  readonly nameIsExact: boolean;
}

export type FolderListing =
  | { readonly folder: string; readonly ok: true; readonly entries: readonly DiskEntry[] }
  /** `missing`: no such folder, or it is no folder; `unreadable`: it is there and cannot be read. */
  | {
      readonly folder: string;
      readonly ok: false;
      readonly problem: 'missing' | 'unreadable';
      readonly detail: string;
    };

export interface ReadHandle {
  stat(): Promise<DiskStat>;
  /** Fills the buffer from `position` (bytes); gives the number of bytes read, 0 at the end. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

export interface WriteHandle {
  /** Writes all of the bytes at `position`. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(size: number): Promise<void>;
  setModified(mtimeMs: number): Promise<void>;
  sync(): Promise<void>;
  stat(): Promise<DiskStat>;
  close(): Promise<void>;
}

/** Paths are absolute. Every method throws `SyncError` and nothing else; links are never followed at the last step. */
export interface Disk {
  /** Names and lstats of everything directly inside each folder; in the order asked. Never throws for one folder. */
  list(folders: readonly string[]): Promise<readonly FolderListing[]>;
  /** `undefined` where nothing has that name (or a parent is missing or no folder); throws `unreadable` otherwise. */
  stat(path: string): Promise<DiskStat | undefined>;
  openRead(path: string): Promise<ReadHandle>;
  /** Creates the file; `changed` if the name is taken. With `resume`, opens the file that is there. */
  openWrite(path: string, options?: { readonly resume?: boolean }): Promise<WriteHandle>;
  /** Whole small files of our own (marker, settings): written beside, fsynced, renamed over. */
  readWhole(path: string): Promise<Uint8Array | undefined>;
  writeWhole(path: string, bytes: Uint8Array): Promise<void>;
  /** Makes one folder; `changed` if the name is taken. */
  makeFolder(path: string): Promise<void>;
  /** Gives the file or folder the new name; `changed` if that is taken or the old one is not there. Atomic for files. */
  move(from: string, to: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Removes an empty folder; `changed` if it is not empty. */
  removeFolder(path: string): Promise<void>;
  setModified(path: string, mtimeMs: number): Promise<void>;
  /** Makes the names inside the folder durable. */
  syncFolder(path: string): Promise<void>;
  /** Bytes free for us, and an identity of the volume that survives a remount where the platform has one. */
  volume(path: string): Promise<{ readonly free: number; readonly id: string }>;
  /** True where two names that differ only in case, or only in normal form, are one name on this volume. */
  folding(path: string): Promise<{ readonly case: boolean; readonly normalForm: boolean }>;
}

export interface Hint {
  /** The folder in which something may have changed, absolute; `undefined` = hints were lost, look everywhere. */
  readonly folder: string | undefined;
}

export interface WatchSession {
  /** Ends the watching; no hint comes afterwards. */
  close(): Promise<void>;
}

export interface WatchState {
  /** `partial`: some folders are not watched (limit reached); they are found by the slow full scan. */
  readonly state: 'starting' | 'watching' | 'partial' | 'failed';
  readonly detail?: string;
}

export interface Watcher {
  /** Watches the folder and all below; what is named in `ignore` (absolute folders) is left out. */
  watch(
    folder: string,
    options: {
      readonly ignore: (path: string) => boolean;
      readonly onHint: (hint: Hint) => void;
      readonly onState: (state: WatchState) => void;
    },
  ): Promise<WatchSession>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute https address. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>;
  /** Exact number of bytes of a streamed body. */
  readonly bodyLength?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte in either direction after which the request counts as cut off. */
  readonly idleTimeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body, at most `limit` bytes; throws `not-an-api-answer` beyond. */
  bytes(limit: number): Promise<Uint8Array>;
  /** The body as it comes. Leaving the loop early ends the transfer. */
  stream(): AsyncIterable<Uint8Array>;
  /** Lets go of a body nobody reads. */
  discard(): Promise<void>;
}

/**
 * Throws `SyncError` (`offline`, `cut-off`, `certificate-refused`, `client-certificate-refused`, `proxy-refused`,
 * `insecure-transport`, `cancelled`) and nothing else.
 */
export interface Http {
  request(request: HttpRequest): Promise<HttpAnswer>;
  /**
   * The next requests get new connections, on a way that is asked for anew. What runs is finished, but for what is on
   * dead connections.
   */
  letGo?(how: LetGo): void;
  close(): Promise<void>;
}

/** Which connections are dead: none, those from an address that this computer has no longer, or all. */
export type LetGo = 'finish' | 'stale' | 'cut';

/** What this computer shows to a server that wants to know it: PEM texts, or one PKCS #12 file in base64. */
export type ClientIdentity =
  | { readonly certificate: string; readonly key: string; readonly passphrase?: string | undefined }
  | { readonly pkcs12: string; readonly passphrase?: string | undefined };

/** How a server is reached. */
export interface NetworkWay {
  /** Left out: directly. */
  readonly proxy?: ProxyServer;
  readonly client?: ClientIdentity;
}

export interface HttpOptions {
  /** One more certificate authority to trust (PEM). */
  readonly ca?: string;
  /** Asked for each server before its first connection, and again after `letGo`. Left out: directly, as nobody. */
  readonly way?: (origin: string) => Promise<NetworkWay>;
  /** Told the SHA-256 of the certificate that a new connection showed, where it showed one. */
  readonly onCertificate?: (origin: string, fingerprint: string) => void;
}

/** `woke`: the computer slept; `lost`: an address is gone that connections may be on; `gained`: there is another one. */
export type NetworkChange = 'woke' | 'lost' | 'gained';

/** What the computer knows of the network it is in. */
export interface Network {
  /** The proxy that the environment or the operating system names for this server. */
  systemProxy(
    origin: string,
  ): Promise<{ readonly proxy: ProxyServer; readonly from: 'environment' | 'system' } | undefined>;
  /** Address of a script that would choose the proxy; undefined where none is set. Such scripts are not run. */
  proxyScript(): Promise<string | undefined>;
  /** Tells of every change until the function it gives is called. */
  watch(onChange: (change: NetworkChange) => void): () => void;
}

export interface Clock {
  /** Milliseconds since 1970 by this machine's clock, which may be wrong and may jump. */
  now(): number;
  /** Milliseconds of a clock that never goes back; only differences mean anything. */
  monotonic(): number;
  /** Resolves after the time, or rejects with `cancelled` as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Random {
  /** A fraction in [0, 1), for jitter. */
  fraction(): number;
  /** An unguessable name part of lower-case letters and digits. */
  token(length: number): string;
}

/** Secrets by name, at rest encrypted; a missing one is `undefined`. */
export interface Secrets {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** How well they are kept, in words for `doctor` and the settings screen. */
  readonly protection: 'credential-store' | 'owner-only-file' | 'memory';
}

export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with these fields on every line. */
  with(fields: LogFields): Log;
  /** Runs the work; every line that is written in it, by whichever log of this process, carries the fields. */
  within?<T>(fields: LogFields, work: () => T): T;
}

export interface Host {
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** This computer's name, for conflict copies and the cloud's machine list. */
  readonly hostname: string;
  readonly osVersion: string;
}

export interface World {
  readonly disk: Disk;
  /** Lets threads do the short operations of a linked folder; a world without threads does without. */
  readonly withThreads?: (side: LocalSide) => LocalSide;
  readonly watcher: Watcher;
  /** A client for one account. */
  readonly http: (options: HttpOptions) => Http;
  /** Left out where there is none but the way to the cloud. */
  readonly network?: Network;
  readonly clock: Clock;
  readonly random: Random;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly host: Host;
}
