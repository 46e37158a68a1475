/** A person at the web page, for tests: changes the cloud in this process, without HTTP and without being counted. */
import { parseExtensions } from '../../shared/api/people.ts';
import type { Core } from './core.ts';
import { errors } from './errors.ts';
import { extensionOf } from './names.ts';
import type { PersonRow } from './people.ts';
import type { FileRow, FolderRow, Node } from './tree.ts';

export type TreeEntry =
  | { readonly kind: 'folder'; readonly id: number }
  | {
      readonly kind: 'file';
      readonly id: number;
      readonly size: number;
      readonly revisionId: number;
      readonly sha256: string;
      readonly modified: number;
    };

/** Paths are absolute in the root, such as `/Projekte/Plan.txt`. Methods throw ApiError where the cloud refuses. */
export class WebUser {
  readonly rootId: number;
  readonly person: PersonRow;
  readonly #core: Core;

  constructor(core: Core, person: PersonRow, rootId: number) {
    this.#core = core;
    this.person = person;
    this.rootId = rootId;
  }

  /** The same person in another root. */
  in(rootId: number): WebUser {
    return new WebUser(this.#core, this.person, rootId);
  }

  node(path: string): Node {
    const node = this.#core.tree.at(this.rootId, path);
    if (node === undefined) throw errors.notFound();
    return node;
  }

  exists(path: string): boolean {
    return this.#core.tree.at(this.rootId, path) !== undefined;
  }

  /** Makes the folder and those above it that are missing; gives its id, 0 for the top. */
  mkdir(path: string): number {
    let parent = 0;
    for (const name of path.split('/').filter((part) => part !== '')) {
      const known = this.#core.tree.named(this.rootId, parent, name);
      if (known?.kind === 'file') throw errors.nameConflict();
      parent = known?.id ?? this.#core.changes.createFolder(this.person.id, this.rootId, parent, name).id;
    }
    return parent;
  }

  /** Uploads; folders that are missing are made. Times in milliseconds. */
  write(path: string, bytes: Uint8Array | string, times: { modified?: number; created?: number } = {}): FileRow {
    const cut = path.lastIndexOf('/');
    const parent = this.mkdir(path.slice(0, cut));
    const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    const stored = this.#core.contents.keep(content);
    return this.#core.changes.putFile(this.person.id, this.rootId, parent, path.slice(cut + 1), stored, times);
  }

  read(path: string): Buffer {
    const node = this.node(path);
    if (node.kind !== 'file') throw errors.notFound();
    return this.readRevision(node.revision_id);
  }

  readRevision(revisionId: number): Buffer {
    const revision = this.#core.tree.statements.revision.get(revisionId);
    if (revision === undefined) throw errors.notFound();
    return this.#core.contents.read(revision.blob);
  }

  rename(path: string, newName: string): Node {
    return this.#core.changes.rename(this.person.id, this.node(path), newName);
  }

  move(path: string, toFolderPath: string): Node {
    const node = this.node(path);
    const target = toFolderPath === '/' ? undefined : this.node(toFolderPath);
    if (target?.kind === 'file') throw errors.notFound();
    return this.#core.changes.move(this.person.id, node, target?.id ?? 0);
  }

  remove(path: string): void {
    this.#core.changes.remove(this.person.id, this.node(path));
  }

  /** Brings the newest deleted object of that path back; the folder it lay in must be live. */
  restore(path: string): Node {
    const cut = path.lastIndexOf('/');
    const parent = cut === 0 ? 0 : this.node(path.slice(0, cut)).id;
    const name = path.slice(cut + 1);
    const dead = this.#core.tree.children(this.rootId, parent, 'deleted').filter((node) => node.name === name);
    const newest = dead.sort((a, b) => (b.deleted_at ?? 0) - (a.deleted_at ?? 0) || b.id - a.id)[0];
    if (newest === undefined) throw errors.notFound();
    return this.#core.changes.restore(this.person.id, newest);
  }

  /** Empties the trash of one path: that name's deleted objects are gone for good. */
  purge(path: string): void {
    const cut = path.lastIndexOf('/');
    const parent = cut === 0 ? 0 : this.node(path.slice(0, cut)).id;
    for (const node of this.#core.tree.children(this.rootId, parent, 'deleted'))
      if (node.name === path.slice(cut + 1)) this.#core.changes.purge(this.person.id, node);
  }

  lock(path: string, minutes = 60): Node {
    return this.#core.changes.lock(this.person.id, this.node(path), this.#core.clock.now() + minutes * 60_000);
  }

  unlock(path: string): Node {
    return this.#core.changes.unlock(this.person.id, this.node(path));
  }

  /**
   * Opens a file in the web editor: what has one of the organization's `locked_extensions` is locked while it is open,
   * an hour at most. `closeEditor` lets go of it.
   */
  openInEditor(path: string): Node {
    const { policy } = this.#core.people;
    const locks =
      policy.user_lock_files !== false && parseExtensions(policy.locked_extensions).includes(extensionOf(path));
    return locks ? this.lock(path) : this.node(path);
  }

  closeEditor(path: string): Node {
    return this.unlock(path);
  }

  /** Newest first. */
  revisions(path: string): { revisionId: number; size: number; sha256: string }[] {
    return this.#core.tree.statements.revisions
      .all(this.node(path).id)
      .map(({ id, size, sha256 }) => ({ revisionId: id, size, sha256 }));
  }

  /** What lies in the trash anywhere in the root: paths of files and folders that were deleted themselves. */
  trash(): string[] {
    const { database, tree } = this.#core;
    const rows = <N extends Node>(table: string, kind: N['kind']) =>
      database
        .prepare<[string, number], N>(
          `SELECT ? AS kind, * FROM ${table} WHERE root_id = ? AND deleted_at IS NOT NULL AND purged = 0`,
        )
        .all(kind, this.rootId);
    const all = [...rows<FolderRow>('folders', 'folder'), ...rows<FileRow>('files', 'file')];
    return all.map((node) => tree.pathOf(node)).sort();
  }

  /** SHA-256 of every content the root still has: live files, those in the trash, and all their revisions. */
  keptDigests(): string[] {
    const rows = this.#core.database.prepare<[number], { sha256: string }>(
      'SELECT DISTINCT sha256 FROM revisions WHERE root_id = ?',
    );
    return rows.all(this.rootId).map(({ sha256 }) => sha256);
  }

  /** Everything live in the root, by path, in the paths' order. */
  tree(): Map<string, TreeEntry> {
    const { tree } = this.#core;
    const entries = new Map<string, TreeEntry>();
    for (const folder of tree.statements.allFolders.all(this.rootId))
      if (!tree.isDeleted(folder)) entries.set(tree.pathOf(folder), { kind: 'folder', id: folder.id });
    for (const file of tree.statements.allFiles.all(this.rootId)) {
      if (tree.isDeleted(file)) continue;
      const { id, size, revision_id: revisionId, sha256, modified } = file;
      entries.set(tree.pathOf(file), { kind: 'file', id, size, revisionId, sha256, modified });
    }
    return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * Fills a folder with `count` files `PREFIX000001.txt`... of the same small content, fast: one transaction, one blob.
   * For trees of a million files.
   */
  fill(path: string, count: number, prefix = 'Datei '): void {
    const parent = this.mkdir(path);
    const stored = this.#core.contents.keep(Buffer.from('Musterfirma GmbH\n'));
    const digits = String(count).length;
    this.#core.database.transaction(() => {
      for (let n = 1; n <= count; n++) {
        const name = `${prefix}${String(n).padStart(digits, '0')}.txt`;
        this.#core.changes.putFile(this.person.id, this.rootId, parent, name, stored, {});
      }
    })();
  }
}
