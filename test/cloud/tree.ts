/** Reads the cloud's folders and files. A folder's `parent` is a folder id, or 0 for the top of its root. */
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { errors } from './errors.ts';
import { fold } from './names.ts';

interface NodeRow {
  readonly id: number;
  readonly root_id: number;
  readonly parent: number;
  readonly name: string;
  readonly created: number;
  readonly changed_at: number;
  readonly deleted_at: number | null;
  readonly purged: number;
  readonly lock_by: number | null;
  readonly lock_until: number | null;
}

export interface FolderRow extends NodeRow {
  readonly kind: 'folder';
  readonly version: number;
  readonly tree_version: number;
  readonly tree_size: number;
}

export interface FileRow extends NodeRow {
  readonly kind: 'file';
  readonly revision_id: number;
  readonly size: number;
  readonly modified: number;
}

export type Node = FileRow | FolderRow;

export interface RootRow {
  readonly id: number;
  readonly organization_id: number;
  readonly owner_id: number | null;
  readonly name: string;
  readonly root_type: 'sync' | 'share' | 'backup';
  readonly version: number;
  readonly tree_version: number;
  readonly tree_size: number;
  readonly revision_size: number;
}

export interface RevisionRow {
  readonly id: number;
  readonly file_id: number;
  readonly root_id: number;
  readonly size: number;
  readonly modified: number;
  readonly person_id: number;
  readonly sha256: string;
  readonly blob: string;
}

interface Place {
  readonly path: string;
  readonly deleted: boolean;
}

const TOP: Place = { path: '', deleted: false };
const PLACES = 50_000;
const FOLDER = "SELECT 'folder' AS kind, * FROM folders";
const FILE = "SELECT 'file' AS kind, * FROM files";

function prepare(db: Database) {
  return {
    root: db.prepare<[number], RootRow>('SELECT * FROM roots WHERE id = ?'),
    folder: db.prepare<[number], FolderRow>(`${FOLDER} WHERE id = ?`),
    file: db.prepare<[number], FileRow>(`${FILE} WHERE id = ?`),
    folderNamed: db.prepare<[number, number, string], FolderRow>(
      `${FOLDER} WHERE root_id = ? AND parent = ? AND fold = ? AND deleted_at IS NULL`,
    ),
    fileNamed: db.prepare<[number, number, string], FileRow>(
      `${FILE} WHERE root_id = ? AND parent = ? AND fold = ? AND deleted_at IS NULL`,
    ),
    liveFolders: db.prepare<[number, number], FolderRow>(
      `${FOLDER} WHERE root_id = ? AND parent = ? AND deleted_at IS NULL`,
    ),
    liveFiles: db.prepare<[number, number], FileRow>(`${FILE} WHERE root_id = ? AND parent = ? AND deleted_at IS NULL`),
    deadFolders: db.prepare<[number, number], FolderRow>(
      `${FOLDER} WHERE root_id = ? AND parent = ? AND deleted_at IS NOT NULL AND purged = 0`,
    ),
    deadFiles: db.prepare<[number, number], FileRow>(
      `${FILE} WHERE root_id = ? AND parent = ? AND deleted_at IS NOT NULL AND purged = 0`,
    ),
    lockedFiles: db.prepare<[number], FileRow>(`${FILE} WHERE root_id = ? AND lock_by IS NOT NULL`),
    lockedFolders: db.prepare<[number], FolderRow>(`${FOLDER} WHERE root_id = ? AND lock_by IS NOT NULL`),
    revision: db.prepare<[number], RevisionRow>('SELECT * FROM revisions WHERE id = ?'),
    revisions: db.prepare<[number], RevisionRow>('SELECT * FROM revisions WHERE file_id = ? ORDER BY id DESC'),
    allFolders: db.prepare<[number], FolderRow>(`${FOLDER} WHERE root_id = ? AND deleted_at IS NULL`),
    allFiles: db.prepare<[number], FileRow & { sha256: string }>(
      "SELECT 'file' AS kind, files.*, revisions.sha256 FROM files JOIN revisions ON revisions.id = files.revision_id WHERE files.root_id = ? AND deleted_at IS NULL",
    ),
  };
}

export class Tree {
  readonly statements: ReturnType<typeof prepare>;
  readonly #clock: Clock;
  readonly #places = new Map<number, Place>();
  readonly #roots = new Set<number>();

  constructor(database: Database, clock: Clock) {
    this.statements = prepare(database);
    this.#clock = clock;
  }

  /** Throws 404 for a root that does not exist. */
  root(rootId: number): RootRow {
    const row = this.statements.root.get(rootId);
    if (row === undefined) throw errors.notFound();
    return row;
  }

  /** Throws 404 for a root that does not exist. */
  requireRoot(rootId: number): void {
    if (this.#roots.has(rootId)) return;
    this.root(rootId);
    this.#roots.add(rootId);
  }

  /** The folder, deleted or not. Throws 404 for none of this root, 410 for a purged one. */
  folder(rootId: number, id: number): FolderRow {
    return this.#inRoot(this.statements.folder.get(id), rootId);
  }

  file(rootId: number, id: number): FileRow {
    return this.#inRoot(this.statements.file.get(id), rootId);
  }

  #inRoot<N extends Node>(row: N | undefined, rootId: number): N {
    if (row === undefined || row.root_id !== rootId) throw errors.notFound();
    if (row.purged === 1) throw errors.gone();
    return row;
  }

  /** As given, but 404 where it or a folder above it lies in the trash. */
  live<N extends Node>(node: N): N {
    if (this.isDeleted(node)) throw errors.notFound();
    return node;
  }

  /** A place to put something: the top (0) or a live folder. */
  liveParent(rootId: number, folderId: number): number {
    if (folderId !== 0) this.live(this.folder(rootId, folderId));
    return folderId;
  }

  named(rootId: number, parent: number, name: string): Node | undefined {
    const key = fold(name);
    return this.statements.fileNamed.get(rootId, parent, key) ?? this.statements.folderNamed.get(rootId, parent, key);
  }

  /** Live children, or the deleted ones that are not purged. */
  children(rootId: number, parent: number, which: 'live' | 'deleted'): Node[] {
    const all = this.statements;
    return which === 'live'
      ? [...all.liveFolders.all(rootId, parent), ...all.liveFiles.all(rootId, parent)]
      : [...all.deadFolders.all(rootId, parent), ...all.deadFiles.all(rootId, parent)];
  }

  /** Path (empty for the top) of a folder and whether it or one above it is deleted. Remembered until a folder changes. */
  place(folderId: number): Place {
    if (folderId === 0) return TOP;
    const known = this.#places.get(folderId);
    if (known !== undefined) return known;
    const row = this.statements.folder.get(folderId);
    if (row === undefined) throw errors.notFound();
    const above = this.place(row.parent);
    const place = { path: `${above.path}/${row.name}`, deleted: above.deleted || row.deleted_at !== null };
    if (this.#places.size >= PLACES) this.#places.clear();
    this.#places.set(folderId, place);
    return place;
  }

  forgetPlaces(): void {
    this.#roots.clear();
    this.#places.clear();
  }

  pathOf(node: Node): string {
    return `${this.place(node.parent).path}/${node.name}`;
  }

  isDeleted(node: Node): boolean {
    return node.deleted_at !== null || this.place(node.parent).deleted;
  }

  /** True while somebody holds a lock that has not run out. */
  isLocked(node: Node): boolean {
    return node.lock_by !== null && (node.lock_until === null || node.lock_until > this.#clock.now());
  }

  /** True if the folder is `folderId` or lies under it. */
  isWithin(inner: number, folderId: number): boolean {
    for (let id = inner; id !== 0; id = this.statements.folder.get(id)?.parent ?? 0) if (id === folderId) return true;
    return false;
  }

  /** The node at a path such as `/a/b.txt`, live only. */
  at(rootId: number, path: string): Node | undefined {
    let node: Node | undefined;
    for (const name of path.split('/').filter((part) => part !== '')) {
      if (node?.kind === 'file') return undefined;
      node = this.named(rootId, node?.id ?? 0, name);
      if (node === undefined) return undefined;
    }
    return node;
  }
}
