/** The LOCAL tree: this disk as last seen. Every change of a row puts its node on the list of differing ones. */
import type { LocalId, LocalNode } from '../plan/types.ts';
import type { LocalPatch, NewLocal } from '../records.ts';
import type { Db } from './database.ts';
import type { Differing } from './differing.ts';
import { kindNumber, type LocalRow, localNode } from './rows.ts';

/** What a path is made of, without the rest of the row. */
interface Step {
  readonly parent: number;
  readonly name: string;
}

export class LocalTree {
  readonly #differing: Differing;
  readonly #fold: (name: string) => string;
  readonly #byId;
  readonly #step;
  readonly #byName;
  readonly #byFolded;
  readonly #children;
  readonly #byInode;
  readonly #insert;
  readonly #update;
  readonly #below;
  readonly #delete;
  readonly #skipped;

  /** @param fold what this volume takes for one name */
  constructor(db: Db, differing: Differing, fold: (name: string) => string) {
    this.#differing = differing;
    this.#fold = fold;
    this.#byId = db.prepare<[number], LocalRow>('SELECT * FROM local_node WHERE id = ?');
    this.#step = db.prepare<[number], Step>('SELECT parent, name FROM local_node WHERE id = ?');
    this.#byName = db.prepare<[number, string], LocalRow>('SELECT * FROM local_node WHERE parent = ? AND name = ?');
    this.#byFolded = db.prepare<[number, string], LocalRow>('SELECT * FROM local_node WHERE parent = ? AND folded = ?');
    this.#children = db.prepare<[number], LocalRow>('SELECT * FROM local_node WHERE parent = ?');
    this.#byInode = db.prepare<[number, number], LocalRow>('SELECT * FROM local_node WHERE ino = ? AND dev = ?');
    this.#insert = db.prepare(
      `INSERT INTO local_node (parent, name, folded, kind, dev, ino, birth, size, mtime, ctime, hash, skip, unreadable)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = db.prepare(
      `UPDATE local_node SET parent = ?, name = ?, folded = ?, kind = ?, dev = ?, ino = ?, birth = ?, size = ?, mtime = ?,
       ctime = ?, hash = ?, skip = ?, unreadable = ? WHERE id = ?`,
    );
    this.#below = db.prepare<[number], { id: number }>(
      `WITH RECURSIVE below(id) AS (VALUES(?) UNION SELECT n.id FROM local_node n JOIN below b ON n.parent = b.id)
       SELECT id FROM below`,
    );
    this.#delete = db.prepare('DELETE FROM local_node WHERE id = ?');
    this.#skipped = db.prepare<[number], LocalRow>(
      'SELECT * FROM local_node WHERE skip IS NOT NULL ORDER BY id LIMIT ?',
    );
  }

  get(id: LocalId): LocalNode | undefined {
    const row = this.#byId.get(id);
    return row && localNode(row);
  }

  child(parent: LocalId, name: string): LocalNode | undefined {
    const row = this.#byName.get(parent, name);
    return row && localNode(row);
  }

  childrenFolded(parent: LocalId, folded: string): LocalNode[] {
    // `folded` is stored only where the volume folds names at all; elsewhere a name is itself.
    const rows = this.#byFolded.all(parent, folded);
    const exact = this.#byName.get(parent, folded);
    if (exact !== undefined && !rows.some(({ id }) => id === exact.id)) rows.push(exact);
    return rows.map(localNode);
  }

  children(parent: LocalId): LocalNode[] {
    return this.#children.all(parent).map(localNode);
  }

  byInode(dev: number, ino: number): LocalNode[] {
    return this.#byInode.all(ino, dev).map(localNode);
  }

  add(node: NewLocal): LocalId {
    const { lastInsertRowid } = this.#insert.run(...this.#values(node));
    const id = Number(lastInsertRowid);
    if (node.skip === undefined) this.#differing.mark({ tree: 'local', id });
    return id;
  }

  change(id: LocalId, patch: LocalPatch): void {
    const before = this.get(id);
    if (before === undefined) return;
    this.#update.run(...this.#values({ ...before, ...patch }), id);
    this.#differing.markLocal(id);
  }

  remove(id: LocalId): void {
    for (const row of this.#below.all(id)) {
      this.#differing.markLocal(row.id);
      this.#differing.settle({ tree: 'local', id: row.id });
      this.#delete.run(row.id);
    }
  }

  path(id: LocalId): string {
    const names: string[] = [];
    for (let at = this.#step.get(id); at !== undefined && at.parent !== 0; at = this.#step.get(at.parent))
      names.push(at.name);
    return names.reverse().join('/');
  }

  skipped(limit: number): LocalNode[] {
    return this.#skipped.all(limit).map(localNode);
  }

  #values(node: NewLocal): unknown[] {
    const folded = this.#fold(node.name);
    return [
      node.parent,
      node.name,
      folded === node.name ? null : folded,
      kindNumber(node.kind),
      node.dev,
      node.ino,
      node.birthMs,
      node.size,
      node.mtimeMs,
      node.ctimeMs,
      node.hash ?? null,
      node.skip ?? null,
      node.unreadable ? 1 : 0,
    ];
  }
}
