/**
 * Changes the cloud's folders and files. Each method is one transaction, keeps the versions and sizes up the chain of
 * folders, and refuses what is locked by somebody else. Permissions, policies and quotas are the callers'.
 */
import type { ActivityLog, ActivityName } from './activity.ts';
import type { Clock } from './clock.ts';
import type { Contents, Stored } from './contents.ts';
import type { Counters, NodeKind } from './counters.ts';
import type { Database } from './database.ts';
import { errors } from './errors.ts';
import { fold, isLegalName } from './names.ts';
import type { FileRow, FolderRow, Node, Tree } from './tree.ts';

/** Times in milliseconds. */
export interface FileTimes {
  readonly modified?: number | undefined;
  readonly created?: number | undefined;
}

function prepare(db: Database) {
  const either = (kind: NodeKind, sql: string) => sql.replaceAll('NODES', kind === 'file' ? 'files' : 'folders');
  const pair = <P extends readonly (string | number | null)[]>(sql: string) => ({
    file: db.prepare<P>(either('file', sql)),
    folder: db.prepare<P>(either('folder', sql)),
  });
  return {
    // Prepared, because making a transaction of the library's own kind costs as much as a statement.
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollBack: db.prepare('ROLLBACK'),
    addFolder: db.prepare<[number, number, number, string, string, number, number, number, number]>(
      'INSERT INTO folders (id, root_id, parent, name, fold, created, version, tree_version, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    addFile: db.prepare<[number, number, number, string, string, number, number, number, number, number]>(
      'INSERT INTO files (id, root_id, parent, name, fold, created, revision_id, size, modified, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    addRevision: db.prepare<[number, number, number, number, number, number, string, string]>(
      'INSERT INTO revisions (id, file_id, root_id, size, modified, person_id, sha256, blob) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    reviseFile: db.prepare<[number, number, number, number, number]>(
      'UPDATE files SET revision_id = ?, size = ?, modified = ?, changed_at = ? WHERE id = ?',
    ),
    rename: pair<[string, string, number, number]>('UPDATE NODES SET name = ?, fold = ?, changed_at = ? WHERE id = ?'),
    move: pair<[number, number, number]>('UPDATE NODES SET parent = ?, changed_at = ? WHERE id = ?'),
    remove: pair<[number | null, number, number]>('UPDATE NODES SET deleted_at = ?, changed_at = ? WHERE id = ?'),
    purge: pair<[number, number]>('UPDATE NODES SET purged = 1, deleted_at = COALESCE(deleted_at, ?) WHERE id = ?'),
    lock: pair<[number | null, number | null, number]>('UPDATE NODES SET lock_by = ?, lock_until = ? WHERE id = ?'),
    above: db.prepare<[number], { parent: number }>('SELECT parent FROM folders WHERE id = ?'),
    bumpFolder: db.prepare<[number, number, number, number]>(
      'UPDATE folders SET version = ?, tree_version = ?, tree_size = tree_size + ? WHERE id = ?',
    ),
    bumpFolderTree: db.prepare<[number, number, number]>(
      'UPDATE folders SET tree_version = ?, tree_size = tree_size + ? WHERE id = ?',
    ),
    bumpRoot: db.prepare<[number, number, number, number]>(
      'UPDATE roots SET version = ?, tree_version = ?, tree_size = tree_size + ? WHERE id = ?',
    ),
    bumpRootTree: db.prepare<[number, number, number]>(
      'UPDATE roots SET tree_version = ?, tree_size = tree_size + ? WHERE id = ?',
    ),
    oldRevisionSize: db.prepare<[number, number]>('UPDATE roots SET revision_size = revision_size + ? WHERE id = ?'),
    dropRevisions: db.prepare<[number]>('DELETE FROM revisions WHERE file_id = ?'),
    blobUsers: db.prepare<[string], { n: number }>('SELECT COUNT(*) AS n FROM revisions WHERE blob = ?'),
  };
}

export interface ChangesParts {
  readonly database: Database;
  readonly tree: Tree;
  readonly contents: Contents;
  readonly counters: Counters;
  readonly clock: Clock;
  readonly activity: ActivityLog;
}

export class Changes {
  readonly #parts: ChangesParts;
  readonly #sql: ReturnType<typeof prepare>;
  readonly #tree: Tree;

  constructor(parts: ChangesParts) {
    this.#parts = parts;
    this.#sql = prepare(parts.database);
    this.#tree = parts.tree;
  }

  /** All or nothing. Inside a transaction that somebody else began, that one decides. */
  #atomically<T>(body: () => T): T {
    if (this.#parts.database.inTransaction) return body();
    this.#sql.begin.run();
    try {
      const result = body();
      this.#sql.commit.run();
      return result;
    } catch (error) {
      this.#sql.rollBack.run();
      throw error;
    }
  }

  /** New versions from a folder up to its root: the folder's own line changed, and so did everything that holds it. */
  #bump(rootId: number, folderId: number, sizeDelta: number): void {
    const version = this.#parts.counters.version();
    if (folderId === 0) {
      this.#sql.bumpRoot.run(version, version, sizeDelta, rootId);
      return;
    }
    this.#sql.bumpFolder.run(version, version, sizeDelta, folderId);
    for (let id = this.#sql.above.get(folderId)?.parent ?? 0; id !== 0; id = this.#sql.above.get(id)?.parent ?? 0)
      this.#sql.bumpFolderTree.run(version, sizeDelta, id);
    this.#sql.bumpRootTree.run(version, sizeDelta, rootId);
  }

  #log(name: ActivityName, actorId: number, node: Node, path = this.#tree.pathOf(node)): void {
    this.#parts.activity.record(name, {
      actorId,
      rootId: node.root_id,
      objectType: node.kind,
      objectId: node.id,
      path,
    });
  }

  /** The row as it is now. */
  #again<N extends Node>(node: N): N {
    const row =
      node.kind === 'file' ? this.#tree.file(node.root_id, node.id) : this.#tree.folder(node.root_id, node.id);
    return row as N;
  }

  #isForeign(node: Node, actorId: number): boolean {
    return node.lock_by !== actorId && this.#tree.isLocked(node);
  }

  /** 403 where a folder from here up to the root is locked by somebody else. */
  refuseLockedParent(actorId: number, rootId: number, parent: number): void {
    for (let id = parent; id !== 0; ) {
      const folder = this.#tree.folder(rootId, id);
      if (this.#isForeign(folder, actorId)) throw errors.locked();
      id = folder.parent;
    }
  }

  /** 403 where the node, a folder above it, or something in it is locked by somebody else. */
  refuseLocked(actorId: number, node: Node): void {
    if (this.#isForeign(node, actorId)) throw errors.locked();
    this.refuseLockedParent(actorId, node.root_id, node.parent);
    if (node.kind === 'file') return;
    const { lockedFiles, lockedFolders } = this.#tree.statements;
    for (const held of [...lockedFiles.all(node.root_id), ...lockedFolders.all(node.root_id)])
      if (this.#isForeign(held, actorId) && this.#tree.isWithin(held.parent, node.id)) throw errors.locked();
  }

  createFolder(actorId: number, rootId: number, parent: number, name: string): FolderRow {
    if (!isLegalName(name)) throw errors.invalidName();
    return this.#atomically(() => {
      this.refuseLockedParent(actorId, rootId, parent);
      if (this.#tree.named(rootId, parent, name) !== undefined) throw errors.nameConflict();
      const { counters, clock } = this.#parts;
      const id = counters.node('folder');
      const version = counters.version();
      const now = clock.now();
      this.#sql.addFolder.run(id, rootId, parent, name, fold(name), now, version, version, now);
      this.#bump(rootId, parent, 0);
      const row = this.#tree.folder(rootId, id);
      this.#log('folder_added', actorId, row);
      return row;
    });
  }

  /**
   * An upload: a new file, or a new revision of the live file of that name, which keeps its id, name and creation time.
   * `found` is what has the name, for a caller who has just looked.
   */
  putFile(
    actorId: number,
    rootId: number,
    parent: number,
    name: string,
    stored: Stored,
    times: FileTimes,
    found?: { readonly node: Node | undefined },
  ): FileRow {
    if (!isLegalName(name)) throw errors.invalidName();
    return this.#atomically(() => {
      const old = found === undefined ? this.#tree.named(rootId, parent, name) : found.node;
      if (old?.kind === 'folder') throw errors.nameConflict();
      if (old !== undefined) return this.#revise(actorId, old, stored, times.modified, 'file_revised');
      this.refuseLockedParent(actorId, rootId, parent);
      const { counters, clock } = this.#parts;
      const id = counters.node('file');
      const revision = counters.revision();
      const now = clock.now();
      const modified = times.modified ?? now;
      const created = times.created ?? now;
      this.#sql.addFile.run(id, rootId, parent, name, fold(name), created, revision, stored.size, modified, now);
      this.#sql.addRevision.run(revision, id, rootId, stored.size, modified, actorId, stored.sha256, stored.blob);
      this.#bump(rootId, parent, stored.size);
      const row = this.#tree.file(rootId, id);
      this.#log('file_added', actorId, row);
      return row;
    });
  }

  #revise(actorId: number, old: FileRow, stored: Stored, modifiedAt: number | undefined, name: ActivityName): FileRow {
    this.refuseLocked(actorId, old);
    const now = this.#parts.clock.now();
    const modified = modifiedAt ?? now;
    const revision = this.#parts.counters.revision();
    this.#sql.addRevision.run(
      revision,
      old.id,
      old.root_id,
      stored.size,
      modified,
      actorId,
      stored.sha256,
      stored.blob,
    );
    this.#sql.reviseFile.run(revision, stored.size, modified, now, old.id);
    this.#sql.oldRevisionSize.run(old.size, old.root_id);
    this.#bump(old.root_id, old.parent, stored.size - old.size);
    this.#log(name, actorId, old);
    return this.#again(old);
  }

  /** Makes an older revision's content the newest one. */
  rollBack(actorId: number, file: FileRow, revisionId: number): FileRow {
    return this.#atomically(() => {
      const old = this.#tree.statements.revision.get(revisionId);
      if (old === undefined || old.file_id !== file.id) throw errors.notFound();
      return this.#revise(actorId, file, old, old.modified, 'rolled_back');
    });
  }

  /** Keeps id and revision. The same name again is no change; a change of case only is one. */
  rename<N extends Node>(actorId: number, node: N, name: string): N {
    if (!isLegalName(name)) throw errors.invalidName();
    if (name === node.name) return node;
    return this.#atomically(() => {
      this.refuseLocked(actorId, node);
      const other = this.#tree.named(node.root_id, node.parent, name);
      if (other !== undefined && !(other.kind === node.kind && other.id === node.id)) throw errors.nameConflict();
      const before = this.#tree.pathOf(node);
      this.#sql.rename[node.kind].run(name, fold(name), this.#parts.clock.now(), node.id);
      this.#changedPlace(node);
      this.#bump(node.root_id, node.kind === 'folder' ? node.id : node.parent, 0);
      if (node.kind === 'folder') this.#bump(node.root_id, node.parent, 0);
      this.#log('renamed', actorId, node, before);
      return this.#again(node);
    });
  }

  /** To another folder of the same root, or 0 for its top; 409 for a folder into itself. */
  move<N extends Node>(actorId: number, node: N, parent: number): N {
    if (parent === node.parent) return node;
    return this.#atomically(() => {
      this.refuseLocked(actorId, node);
      this.refuseLockedParent(actorId, node.root_id, parent);
      if (node.kind === 'folder' && this.#tree.isWithin(parent, node.id))
        throw errors.conflict('A folder cannot be moved into itself.');
      if (this.#tree.named(node.root_id, parent, node.name) !== undefined) throw errors.nameConflict();
      const before = this.#tree.pathOf(node);
      const size = sizeOf(node);
      this.#bump(node.root_id, node.parent, -size);
      this.#sql.move[node.kind].run(parent, this.#parts.clock.now(), node.id);
      this.#changedPlace(node);
      this.#bump(node.root_id, parent, size);
      if (node.kind === 'folder') this.#bump(node.root_id, node.id, 0);
      this.#log('moved', actorId, node, before);
      return this.#again(node);
    });
  }

  /** To the trash; what is in a folder goes with it without being touched. */
  remove(actorId: number, node: Node): void {
    this.#atomically(() => {
      this.refuseLocked(actorId, node);
      const now = this.#parts.clock.now();
      const path = this.#tree.pathOf(node);
      this.#sql.remove[node.kind].run(now, now, node.id);
      this.#sql.lock[node.kind].run(null, null, node.id);
      this.#changedPlace(node);
      if (node.kind === 'folder') this.#bump(node.root_id, node.id, 0);
      this.#bump(node.root_id, node.parent, -sizeOf(node));
      this.#log('deleted', actorId, node, path);
    });
  }

  /** Back from the trash under its old name and place; 409 where the name is taken or the folder itself is in the trash. */
  restore<N extends Node>(actorId: number, node: N): N {
    if (node.deleted_at === null) return node;
    return this.#atomically(() => {
      if (this.#tree.place(node.parent).deleted) throw errors.conflict('The folder that held it is deleted.');
      this.refuseLockedParent(actorId, node.root_id, node.parent);
      if (this.#tree.named(node.root_id, node.parent, node.name) !== undefined) throw errors.nameConflict();
      this.#sql.remove[node.kind].run(null, this.#parts.clock.now(), node.id);
      this.#changedPlace(node);
      this.#bump(node.root_id, node.parent, sizeOf(node));
      if (node.kind === 'folder') this.#bump(node.root_id, node.id, 0);
      this.#log('restored', actorId, node);
      return this.#again(node);
    });
  }

  /** For good: the id answers 410 from now on and the bytes are gone. Only from the trash. */
  purge(actorId: number, node: Node): void {
    if (!this.#tree.isDeleted(node)) throw errors.conflict('Only what is in the trash can be deleted for good.');
    this.#atomically(() => {
      this.#log('purged', actorId, node);
      this.#purgeWhole(node);
      this.#changedPlace(node);
      this.#bump(node.root_id, node.parent, 0);
    });
  }

  #purgeWhole(node: Node): void {
    this.#sql.purge[node.kind].run(this.#parts.clock.now(), node.id);
    if (node.kind === 'file') {
      this.#dropRevisions(node);
      return;
    }
    for (const which of ['live', 'deleted'] as const)
      for (const child of this.#tree.children(node.root_id, node.id, which)) this.#purgeWhole(child);
  }

  #dropRevisions(file: FileRow): void {
    const revisions = this.#tree.statements.revisions.all(file.id);
    this.#sql.dropRevisions.run(file.id);
    const older = revisions.slice(1).reduce((sum, revision) => sum + revision.size, 0);
    this.#sql.oldRevisionSize.run(-older, file.root_id);
    for (const { blob } of revisions) if (this.#sql.blobUsers.get(blob)?.n === 0) this.#parts.contents.forget(blob);
  }

  /** `until` in milliseconds, or null for a lock without an end. The holder may lock again to prolong. */
  lock<N extends Node>(actorId: number, node: N, until: number | null): N {
    return this.#atomically(() => {
      this.refuseLocked(actorId, node);
      return this.#setLock(node, actorId, until, 'locked', actorId);
    });
  }

  /** Only the holder's, unless `force`; unlocking what is not locked is no error. */
  unlock<N extends Node>(actorId: number, node: N, force = false): N {
    if (node.lock_by === null) return node;
    return this.#atomically(() => {
      if (!force && this.#isForeign(node, actorId)) throw errors.locked();
      return this.#setLock(node, null, null, 'unlocked', actorId);
    });
  }

  #setLock<N extends Node>(node: N, holder: number | null, until: number | null, name: ActivityName, actor: number): N {
    this.#sql.lock[node.kind].run(holder, until, node.id);
    if (node.kind === 'folder') this.#bump(node.root_id, node.id, 0);
    this.#bump(node.root_id, node.parent, 0);
    this.#log(name, actor, node);
    return this.#again(node);
  }

  /** Lets go of locks that have run out, so that hashes tell of it. Cheap where nothing is locked. */
  expireLocks(rootId: number): void {
    const { lockedFiles, lockedFolders } = this.#tree.statements;
    const over = [...lockedFiles.all(rootId), ...lockedFolders.all(rootId)].filter(
      (node) => !this.#tree.isLocked(node),
    );
    if (over.length === 0) return;
    this.#atomically(() => {
      for (const node of over) if (node.lock_by !== null) this.#setLock(node, null, null, 'unlocked', node.lock_by);
    });
  }

  #changedPlace(node: Node): void {
    if (node.kind === 'folder') this.#tree.forgetPlaces();
  }
}

function sizeOf(node: Node): number {
  return node.kind === 'file' ? node.size : node.tree_size;
}
