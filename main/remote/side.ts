/** One root of the cloud as the executor and the cycle see it. */
import { formatDateTime, readDateTime } from '../../shared/api/times.ts';
import { type ErrorCode, SyncError } from '../errors.ts';
import type { CloudFile, CloudFolder, CloudRevision, CloudSide } from '../sides.ts';
import type { Random } from '../world.ts';
import type { Auth } from './auth.ts';
import type { Caller } from './caller.ts';
import type { Features } from './features.ts';
import { SLOW_IDLE_MS } from './limits.ts';
import { list } from './listing.ts';
import { fileFrom, folderFrom, parentOf } from './objects.ts';
import { download, upload } from './transfer.ts';
import { readShape } from './wire.ts';

type Kind = 'file' | 'folder';

export interface SideWorld {
  readonly caller: Caller;
  readonly auth: Auth;
  readonly features: Features;
  readonly random: Random;
  /** Throws `root-forbidden` or `root-gone` where the root is not there for us any more. */
  readonly requireRoot: (rootId: number) => Promise<unknown>;
}

/** The endpoint for each kind of object. */
const BY_KIND = {
  rename: { file: 'renameFile', folder: 'renameFolder' },
  move: { file: 'moveFile', folder: 'moveFolder' },
  delete: { file: 'deleteFile', folder: 'deleteFolder' },
  restore: { file: 'restoreFile', folder: 'restoreFolder' },
  lock: { file: 'lockFile', folder: 'lockFolder' },
  unlock: { file: 'unlockFile', folder: 'unlockFolder' },
} as const;

function isCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof SyncError && error.code === code;
}

/** A name that has no UTF-8 would arrive as another one. */
function requireName(name: string): void {
  if (!name.isWellFormed()) throw new SyncError('invalid-name', { path: name, detail: 'not valid Unicode' });
}

class RemoteSide implements CloudSide {
  readonly rootId: number;
  readonly #world: SideWorld;

  constructor(world: SideWorld, rootId: number) {
    this.#world = world;
    this.rootId = rootId;
  }

  async list(folder: number, options: { readonly hash?: string; readonly withDeleted?: boolean }) {
    try {
      return await list(this.#world.caller, this.rootId, folder, options);
    } catch (error) {
      if (isCode(error, 'forbidden') || isCode(error, 'not-found') || isCode(error, 'gone')) await this.#requireRoot();
      throw error;
    }
  }

  /** `parent` is 0 for a file directly in the root and -1 for any other: the API tells its path only. */
  async file(id: number): Promise<CloudFile | undefined> {
    const call = { params: { root: this.rootId, file: id }, values: { include_lock_info: true } };
    const file = await this.#unlessMissing(() => this.#world.caller.json('file', call));
    if (file === undefined) return undefined;
    if (file.id !== id) throw new SyncError('not-an-api-answer', { detail: `file ${file.id} came for ${id}` });
    return { ...fileFrom(file, parentOf(file.path)), path: file.path };
  }

  /** `parent` as for `file`. */
  async folder(id: number): Promise<CloudFolder | undefined> {
    const call = {
      params: { root: this.rootId, folder: id },
      values: { include_children: false, include_lock_info: true },
    };
    const folder = await this.#unlessMissing(() => this.#world.caller.json('folder', call));
    if (folder === undefined) return undefined;
    if (folder.id !== id) throw new SyncError('not-an-api-answer', { detail: `folder ${folder.id} came for ${id}` });
    return { ...folderFrom(folder, parentOf(folder.path)), path: folder.path };
  }

  async modifiedSince(sinceMs: number): Promise<readonly CloudFile[]> {
    const { caller, features } = this.#world;
    const call = {
      params: { root: this.rootId },
      values: { since: formatDateTime(sinceMs) },
      idleMs: SLOW_IDLE_MS,
    };
    const files = await features.use(
      'modifiedSince',
      () => caller.pages('modifiedSince', call, (page) => readShape('modifiedSince', page)),
      () => this.#hasRoot(),
    );
    return files.map((file) => fileFrom(file, parentOf(file.path)));
  }

  clockOffsetMs(): number {
    return this.#world.caller.wire.clockOffsetMs();
  }

  upload(...[target, source, meta, options]: Parameters<CloudSide['upload']>): Promise<CloudFile> {
    return this.#world.features.use(
      target.folder === 0 ? 'uploadToRoot' : 'uploadToFolder',
      () => upload({ ...this.#world, rootId: this.rootId }, target, source, meta, options),
      () => this.#hasFolder(target.folder),
    );
  }

  download(...[file, options]: Parameters<CloudSide['download']>): ReturnType<CloudSide['download']> {
    return download({ ...this.#world, rootId: this.rootId }, file, options);
  }

  async createFolder(parent: number, name: string): Promise<CloudFolder> {
    requireName(name);
    const key = parent === 0 ? 'createInRoot' : 'createInFolder';
    const call = { params: { root: this.rootId, folder: parent }, values: { name }, path: name };
    const folder = await this.#world.features.use(
      key,
      () => this.#world.caller.json(key, call),
      () => this.#hasFolder(parent),
    );
    return folderFrom(folder, parent);
  }

  async rename(kind: Kind, id: number, name: string): Promise<void> {
    requireName(name);
    await this.#act('rename', kind, id, { name }, name);
  }

  /** Left out, the folder's id means the root [seed]. */
  async move(kind: Kind, id: number, toFolder: number): Promise<void> {
    await this.#act('move', kind, id, toFolder === 0 ? {} : { to_folder_id: toFolder });
  }

  async delete(kind: Kind, id: number): Promise<void> {
    await this.#act('delete', kind, id, {});
  }

  async restore(kind: Kind, id: number): Promise<void> {
    await this.#act('restore', kind, id, {});
  }

  async revisions(id: number): Promise<readonly CloudRevision[]> {
    const { caller, features } = this.#world;
    const call = { params: { root: this.rootId, file: id } };
    const revisions = await features.use(
      'revisions',
      () => caller.pages('revisions', call, (page) => readShape('revisions', page)),
      () => this.#isThere('file', id, false),
    );
    return revisions.map((revision) => ({
      revision: revision.revision_id,
      size: revision.size,
      modifiedMs: readDateTime(revision.modified ?? '') ?? 0,
      personId: revision.person_id ?? undefined,
    }));
  }

  async rollBack(id: number, revision: number): Promise<void> {
    const { caller, features } = this.#world;
    const call = { params: { root: this.rootId, file: id }, values: { revision_id: revision } };
    // A 404 may mean the revision: the method counts as missing only where the file and that revision are there.
    const isThere = async (): Promise<boolean> =>
      (await this.#isThere('file', id, false)) && (await this.revisions(id)).some((one) => one.revision === revision);
    await features.use('rollbackFile', () => caller.json('rollbackFile', call), isThere);
  }

  async lock(kind: Kind, id: number, minutes: number): Promise<void> {
    await this.#act('lock', kind, id, { duration: Math.max(1, Math.round(minutes)) });
  }

  async unlock(kind: Kind, id: number): Promise<void> {
    await this.#act('unlock', kind, id, {});
  }

  async #act(
    what: keyof typeof BY_KIND,
    kind: Kind,
    id: number,
    values: Readonly<Record<string, string | number>>,
    path?: string,
  ): Promise<void> {
    const key = BY_KIND[what][kind];
    const call = { params: { root: this.rootId, [kind]: id }, values, ...(path === undefined ? {} : { path }) };
    await this.#world.features.use(
      key,
      () => this.#world.caller.json(key, call),
      () => this.#isThere(kind, id, what === 'restore'),
    );
  }

  /** Undefined for a 404, but only while the root is there: a lost root is no statement about what was in it. */
  async #unlessMissing<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (isCode(error, 'forbidden') || isCode(error, 'gone')) await this.#requireRoot();
      if (!isCode(error, 'not-found')) throw error;
      await this.#requireRoot();
      return undefined;
    }
  }

  async #requireRoot(): Promise<void> {
    await this.#world.requireRoot(this.rootId);
  }

  async #hasRoot(): Promise<boolean> {
    await this.#requireRoot();
    return true;
  }

  async #hasFolder(id: number): Promise<boolean> {
    return id === 0 ? this.#hasRoot() : this.#isThere('folder', id, false);
  }

  async #isThere(kind: Kind, id: number, deleted: boolean): Promise<boolean> {
    const object = kind === 'file' ? await this.file(id) : await this.folder(id);
    return object !== undefined && object.deleted === deleted;
  }
}

export function createSide(world: SideWorld, rootId: number): CloudSide {
  return new RemoteSide(world, rootId);
}
