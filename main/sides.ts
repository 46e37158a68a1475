/**
 * The two sides as the executor and the cycle see them. `local/` and `remote/` implement these; tests and the
 * simulation bring their own world underneath. Every method throws `SyncError` and nothing else.
 */
import type { DiskStat, FolderListing, LetGo } from './world.ts';

/** What a decision was based on; checked again right before the touch, `changed` if it no longer holds. */
export interface Expected {
  readonly kind: 'file' | 'folder';
  readonly ino: number;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Bytes of a local file that are proven to be one consistent state of it. */
export interface UploadSource {
  readonly size: number;
  /**
   * The bytes. A small file comes as one buffer. A big one is streamed; the last piece is held back until the file
   * was looked at again, and `changed` is thrown instead of it when it is no longer the same, so that the request
   * breaks off before the cloud has all of it.
   */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  /** SHA-256 of what was given out; known at once for small files, after the last byte for big ones. */
  hash(): Uint8Array;
  close(): Promise<void>;
}

export interface Staged {
  readonly path: string;
  readonly size: number;
  readonly hash: Uint8Array;
}

/** One linked folder on this disk. Paths are relative to its top, with `/` between names, '' for the top itself. */
export interface LocalSide {
  readonly folder: string;
  absolute(path: string): string;
  list(paths: readonly string[]): Promise<readonly FolderListing[]>;
  stat(path: string): Promise<DiskStat | undefined>;
  /** SHA-256 of the content; `changed` unless the file is `expected` before and after. */
  hash(path: string, expected: Expected): Promise<Uint8Array>;
  openForUpload(path: string, expected: Expected): Promise<UploadSource>;
  /**
   * Writes what comes into a temporary file of this volume, hashes it on the way, checks the size (`wrong-size`), sets
   * the modification time and fsyncs it. `name` is the temporary file's; `resumeFrom` bytes of it are kept. `onDurable`
   * tells how many bytes from the start have become durable; nothing beyond them may be kept after a power cut.
   */
  stage(
    name: string,
    source: AsyncIterable<Uint8Array>,
    options: {
      readonly size: number;
      readonly mtimeMs: number;
      readonly resumeFrom?: number;
      readonly onBytes?: (count: number) => void;
      readonly onDurable?: (count: number) => void;
    },
  ): Promise<Staged>;
  /** Bytes already staged under the name, 0 if none. */
  stagedSize(name: string): Promise<number>;
  discardStaged(name: string): Promise<void>;
  /** Names of all temporary files that are there, for the clean-up after a crash. */
  stagedNames(): Promise<readonly string[]>;
  /** Gives the staged file its name; `changed` if the name is taken. */
  placeNew(staged: Staged, path: string): Promise<DiskStat>;
  /**
   * Puts the staged file in the place of the expected one, whose bytes go to `trash` (an item name of the local trash)
   * or away where `trash` is undefined. `changed`, with everything as it was, if the old one is not the expected one.
   */
  replace(staged: Staged, path: string, expected: Expected, trash: string | undefined): Promise<DiskStat>;
  /** Renames or moves; `changed` if the old is not the expected one or the new name is taken. */
  move(from: string, to: string, expected: Expected): Promise<DiskStat>;
  /** Makes the folder; where a folder of that name is there already, gives that one's stat. `changed` if it is a file. */
  makeFolder(path: string): Promise<DiskStat>;
  /** Moves a file or a whole folder into the local trash under the item name. */
  toTrash(path: string, expected: Expected, trash: string): Promise<void>;
  /** Moves an item of the local trash back; `changed` if the name is taken. */
  fromTrash(trash: string, path: string): Promise<DiskStat>;
  trashItems(): Promise<readonly { readonly name: string; readonly size: number; readonly changedMs: number }[]>;
  /** Deletes an item of the trash for good. */
  purgeTrash(trash: string): Promise<void>;
  /** Makes the names inside these folders durable; called before the journal says that they are there. */
  sync(paths: readonly string[]): Promise<void>;
  setModified(path: string, mtimeMs: number): Promise<void>;
}

/** A lock as the cloud tells it; undefined is what it does not tell. */
export interface CloudLock {
  readonly person: number | undefined;
  readonly holder: string | undefined;
  /** Milliseconds since 1970 by the cloud's clock; undefined = until somebody unlocks it. */
  readonly untilMs: number | undefined;
}

export interface CloudFile {
  readonly kind: 'file';
  readonly id: number;
  /** Folder id; 0 is the root itself. */
  readonly parent: number;
  readonly name: string;
  readonly revision: number;
  readonly size: number;
  /** Milliseconds, whole seconds. */
  readonly modifiedMs: number;
  readonly createdMs: number;
  readonly locked: boolean;
  readonly lock?: CloudLock | undefined;
  readonly deleted: boolean;
  /** Absolute path in the root, where it was asked for by id. */
  readonly path?: string;
}

export interface CloudFolder {
  readonly kind: 'folder';
  readonly id: number;
  readonly parent: number;
  readonly name: string;
  /** The hash as this answer gives it; undefined where it gives none. */
  readonly hash: string | undefined;
  readonly locked: boolean;
  readonly lock?: CloudLock | undefined;
  readonly deleted: boolean;
  /** Absolute path in the root, where it was asked for by id. */
  readonly path?: string;
}

export type CloudObject = CloudFile | CloudFolder;

export type CloudListing =
  | { readonly modified: false }
  | { readonly modified: true; readonly hash: string | undefined; readonly children: readonly CloudObject[] };

export interface TransferOptions {
  readonly signal?: AbortSignal;
  /** Resolves when so many bytes may go; for limits of bandwidth. */
  readonly pace?: (bytes: number) => Promise<void>;
  readonly onBytes?: (count: number) => void;
}

export interface CloudRoot {
  readonly id: number;
  readonly name: string;
  readonly type: 'sync' | 'share' | 'backup';
  /** Bytes. */
  readonly spaceUsed: number;
  /** Whether we may change anything in it; undefined where the cloud does not say. */
  readonly canWrite?: boolean | undefined;
}

export interface CloudShare {
  readonly id: number;
  readonly rootId: number;
  readonly kind: 'file' | 'folder';
  readonly objectId: number;
  /** The rest is undefined where the cloud does not tell it. */
  readonly url: string | undefined;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  readonly loginRequired: boolean;
  readonly downloadLimit: number | undefined;
  readonly downloads: number | undefined;
  readonly path: string | undefined;
}

export interface ShareOptions {
  readonly expires?: string;
  readonly loginRequired?: boolean;
  readonly downloadLimit?: number;
  /** Email addresses. */
  readonly subscribers?: readonly string[];
  readonly notifySubscribers?: boolean;
  readonly notifyDownloads?: boolean;
}

/** Something that was done in the cloud; undefined is what the cloud does not tell. */
export interface CloudDeed {
  readonly id: number;
  readonly atMs: number;
  /** A short word of the cloud's, such as `file_added`, or its sentence. */
  readonly what: string;
  readonly by: string | undefined;
  readonly rootId: number | undefined;
  readonly path: string | undefined;
}

export interface CloudRevision {
  readonly revision: number;
  readonly size: number;
  readonly modifiedMs: number;
  readonly personId: number | undefined;
}

/** One cloud root. `folder` 0 is the root itself. */
export interface CloudSide {
  readonly rootId: number;
  /** Live children, or `modified: false` where `hash` is still current. `withDeleted` lists the deleted ones too. */
  list(folder: number, options: { readonly hash?: string; readonly withDeleted?: boolean }): Promise<CloudListing>;
  /** Metadata by id, deleted or not; `undefined` where the cloud knows no such id (404); throws `gone` after a purge. */
  file(id: number): Promise<CloudFile | undefined>;
  folder(id: number): Promise<CloudFolder | undefined>;
  /** Files changed since (server's time, milliseconds); throws `not-supported` where the service has no such method. */
  modifiedSince(sinceMs: number): Promise<readonly CloudFile[]>;
  /** The server's clock at its last answer minus ours, in milliseconds (Date header). */
  clockOffsetMs(): number;
  upload(
    target: { readonly folder: number; readonly name: string },
    source: UploadSource,
    meta: { readonly modifiedMs: number; readonly createdMs: number },
    options: TransferOptions,
  ): Promise<CloudFile>;
  /** `from` bytes are left out (Range); the answer says where it really starts (0 where ranges are not honoured). */
  download(
    file: { readonly id: number; readonly revision: number },
    options: TransferOptions & { readonly from?: number },
  ): Promise<{
    readonly startsAt: number;
    readonly size: number | undefined;
    readonly stream: AsyncIterable<Uint8Array>;
  }>;
  createFolder(parent: number, name: string): Promise<CloudFolder>;
  rename(kind: 'file' | 'folder', id: number, name: string): Promise<void>;
  move(kind: 'file' | 'folder', id: number, toFolder: number): Promise<void>;
  delete(kind: 'file' | 'folder', id: number): Promise<void>;
  restore(kind: 'file' | 'folder', id: number): Promise<void>;
  /** Newest first; throws `not-supported` where the service has no such method. */
  revisions(id: number): Promise<readonly CloudRevision[]>;
  /** Makes an older revision's content the newest one; throws `not-supported` where the service has no such method. */
  rollBack(id: number, revision: number): Promise<void>;
  lock(kind: 'file' | 'folder', id: number, minutes: number): Promise<void>;
  unlock(kind: 'file' | 'folder', id: number): Promise<void>;
}

/** Another throttle at certain times. */
export interface ThrottleException {
  /** 0 is Sunday. */
  readonly days: readonly number[];
  /** Minutes of the day here; an end before the beginning is on the next day. */
  readonly from: number;
  readonly until: number;
  /** Undefined: none at these times. */
  readonly bytesPerSecond: number | undefined;
}

/** What an administrator laid down in the cloud. Bytes a second, in each direction; left out where there is no limit. */
export interface CloudRules {
  readonly organization?: number;
  readonly machine?: number;
  /** Of the machine. */
  readonly exception?: ThrottleException;
  /** This machine's number in the cloud, where it was found. */
  readonly machineId?: number;
  /** The machine's `manual_collisions`: conflicts wait for a person. */
  readonly asksAboutConflicts: boolean;
}

/** One signed-in person at one server. */
export interface CloudAccount {
  readonly server: string;
  readonly user: string;
  whoAmI(): Promise<{
    readonly id: number;
    readonly email: string;
    readonly displayName: string;
    readonly rootIds: readonly number[];
    readonly ownRootId: number | undefined;
    readonly excludedExtensions: readonly string[];
    readonly maxFileSize: number | undefined;
    readonly spaceQuota: number | undefined;
    readonly spaceUsage: number | undefined;
    readonly organizationId?: number | undefined;
  }>;
  /** @param known this machine's number, where it was found before */
  rules(organizationId: number, known: number | undefined): Promise<CloudRules>;
  roots(): Promise<readonly CloudRoot[]>;
  root(rootId: number): Promise<CloudRoot>;
  side(rootId: number): CloudSide;
  /** What the person did in the cloud lately, newest first; throws `not-supported` where the cloud does not tell. */
  activity?(): Promise<readonly CloudDeed[]>;
  /** The person's own share links. */
  shares(): Promise<readonly CloudShare[]>;
  share(rootId: number, kind: 'file' | 'folder', id: number, options: ShareOptions): Promise<CloudShare>;
  /** Changes what is given and leaves the rest. */
  changeShare(id: number, options: ShareOptions): Promise<CloudShare>;
  removeShare(id: number): Promise<void>;
  /** Features that the cloud was found not to have, with the endpoint that said so. */
  missing?(): readonly { readonly feature: string; readonly endpoint: string }[];
  /** Revokes the tokens and forgets them. */
  signOut(): Promise<void>;
  /** Requests sent and 304 answers received since the start. */
  counts(): {
    readonly requests: number;
    readonly notModified: number;
    readonly bytesUp: number;
    readonly bytesDown: number;
  };
  /** The next requests get new connections, on a way that is asked for anew; `how` says which of now are dead. */
  letGo?(how: LetGo): void;
  close(): Promise<void>;
}
