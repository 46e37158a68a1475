/** The SYNCED tree: what both sides last agreed on, and which rows of the other two trees it binds together. */
import type { SyncedId, SyncedNode } from '../plan/types.ts';
import type { NewSynced, SyncedPatch } from '../records.ts';
import type { Db } from './database.ts';
import type { Differing } from './differing.ts';
import { kindNumber, type SyncedRow, syncedNode } from './rows.ts';

export class SyncedTree {
  readonly #differing: Differing;
  readonly #byId;
  readonly #byLocal;
  readonly #byCloud;
  readonly #children;
  readonly #insert;
  readonly #renamed;
  readonly #update;
  readonly #below;
  readonly #delete;
  readonly #half;
  readonly #countFiles;
  readonly #survivorHere;
  readonly #survivorThere;
  readonly #unsentHere;
  readonly #count;
  /** Kept up with every change, because counting them takes as long as there are many. */
  #counts: { files: number; folders: number } | undefined;

  constructor(db: Db, differing: Differing) {
    this.#differing = differing;
    this.#byId = db.prepare<[number], SyncedRow>('SELECT * FROM synced_node WHERE id = ?');
    this.#byLocal = db.prepare<[number], SyncedRow>('SELECT * FROM synced_node WHERE local = ?');
    this.#byCloud = db.prepare<[number], SyncedRow>('SELECT * FROM synced_node WHERE cloud = ?');
    this.#children = db.prepare<[number], SyncedRow>('SELECT * FROM synced_node WHERE parent = ?');
    this.#insert = db.prepare(
      `INSERT INTO synced_node (parent, kind, name, local_name, local, cloud, revision, size, hash, proof)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#renamed = db.prepare<[number | null, string, number | null, string]>(
      `SELECT 1 FROM local_node WHERE id = ? AND name <> ? UNION ALL SELECT 1 FROM cloud_node WHERE key = ? AND name <> ?`,
    );
    this.#update = db.prepare(
      `UPDATE synced_node SET parent = ?, kind = ?, name = ?, local_name = ?, local = ?, cloud = ?, revision = ?, size = ?,
       hash = ?, proof = ? WHERE id = ?`,
    );
    const below = `WITH RECURSIVE below(id) AS (VALUES(?) UNION
      SELECT n.id FROM synced_node n JOIN below b ON n.parent = b.id)`;
    this.#below = db.prepare<[number], SyncedRow>(`${below} SELECT s.* FROM below JOIN synced_node s USING (id)`);
    this.#half = db
      .prepare<[number, number], number>(
        `${below} SELECT s.id FROM below JOIN synced_node s USING (id) LEFT JOIN local_node l ON l.id = s.local
         LEFT JOIN cloud_node c ON c.key = s.cloud WHERE s.id <> ? AND (l.id IS NULL OR c.key IS NULL)`,
      )
      .pluck();
    this.#delete = db.prepare('DELETE FROM synced_node WHERE id = ?');
    this.#countFiles = db
      .prepare<[number], number>(`${below} SELECT count(*) FROM below JOIN synced_node s USING (id) WHERE s.kind = 0`)
      .pluck();
    this.#count = db.prepare<[], { files: number; folders: number }>(
      `SELECT count(*) FILTER (WHERE kind = 0) AS files, count(*) FILTER (WHERE kind = 1) - 1 AS folders FROM synced_node`,
    );
    // Below a folder that the cloud deleted: what was never agreed on, what the cloud still has, what was edited here.
    this.#survivorHere = db
      .prepare<[number], number>(
        `WITH RECURSIVE below(id) AS (SELECT id FROM local_node WHERE parent = ? UNION
           SELECT n.id FROM local_node n JOIN below b ON n.parent = b.id)
         SELECT 1 FROM below JOIN local_node l USING (id) LEFT JOIN synced_node s ON s.local = l.id
         LEFT JOIN cloud_node c ON c.key = s.cloud
         WHERE l.skip IS NULL AND (s.id IS NULL OR c.key IS NOT NULL OR l.unreadable <> 0 OR
           (l.kind = 0 AND (l.size <> s.size OR l.hash IS NOT s.hash))) LIMIT 1`,
      )
      .pluck();
    // Below a folder that is to be left out: what the cloud does not have in exactly this form.
    this.#unsentHere = db
      .prepare<[number], number>(
        `WITH RECURSIVE below(id) AS (SELECT id FROM local_node WHERE parent = ? UNION
           SELECT n.id FROM local_node n JOIN below b ON n.parent = b.id)
         SELECT 1 FROM below JOIN local_node l USING (id) LEFT JOIN synced_node s ON s.local = l.id
         WHERE l.skip IS NULL AND (s.id IS NULL OR l.unreadable <> 0 OR
           (l.kind = 0 AND (l.size <> s.size OR l.hash IS NOT s.hash))) LIMIT 1`,
      )
      .pluck();
    // Below a folder deleted here: what was never agreed on (left-out folders too), what is still here, new revisions.
    this.#survivorThere = db
      .prepare<[number], number>(
        `WITH RECURSIVE below(key) AS (SELECT key FROM cloud_node WHERE parent = ? UNION
           SELECT n.key FROM cloud_node n JOIN below b ON n.parent = b.key)
         SELECT 1 FROM below JOIN cloud_node c USING (key) LEFT JOIN synced_node s ON s.cloud = c.key
         LEFT JOIN local_node l ON l.id = s.local
         WHERE s.id IS NULL OR l.id IS NOT NULL OR c.revision <> s.revision LIMIT 1`,
      )
      .pluck();
  }

  get(id: SyncedId): SyncedNode | undefined {
    const row = this.#byId.get(id);
    return row && syncedNode(row);
  }

  ofLocal(id: number): SyncedNode | undefined {
    const row = this.#byLocal.get(id);
    return row && syncedNode(row);
  }

  ofCloud(key: number): SyncedNode | undefined {
    const row = this.#byCloud.get(key);
    return row && syncedNode(row);
  }

  children(parent: SyncedId): SyncedNode[] {
    return this.#children.all(parent).map(syncedNode);
  }

  bind(node: NewSynced, differs: boolean): SyncedId {
    if (node.local !== undefined) this.#differing.settle({ tree: 'local', id: node.local });
    if (node.cloud !== undefined) this.#differing.settle({ tree: 'cloud', id: node.cloud });
    const id = Number(this.#insert.run(...values(node)).lastInsertRowid);
    if (this.#counts !== undefined) this.#counts[node.kind === 'file' ? 'files' : 'folders'] += 1;
    // What was agreed on is what was asked for; the rows may have been renamed while it was being done.
    const renamed = this.#renamed.get(node.local ?? null, node.localName, node.cloud ?? null, node.name) !== undefined;
    if (differs || renamed) this.#differing.mark({ tree: 'synced', id });
    return id;
  }

  change(id: SyncedId, patch: SyncedPatch): void {
    const before = this.get(id);
    if (before === undefined) return;
    const after = { ...before, ...patch };
    this.#update.run(...values(after), id);
    this.#differing.mark({ tree: 'synced', id });
    // A row that is agreed on is decided about under its agreement only; one that lost it is new again.
    if (after.local !== before.local) this.#handOver('local', before.local, after.local);
    if (after.cloud !== before.cloud) this.#handOver('cloud', before.cloud, after.cloud);
  }

  #handOver(tree: 'local' | 'cloud', from: number | undefined, to: number | undefined): void {
    if (to !== undefined) this.#differing.settle({ tree, id: to });
    if (from !== undefined) this.#differing.mark({ tree, id: from });
  }

  unbind(id: SyncedId, below: boolean): void {
    const rows = below ? this.#below.all(id) : [this.#byId.get(id)].filter((row) => row !== undefined);
    for (const row of rows) {
      this.#delete.run(row.id);
      if (this.#counts !== undefined) this.#counts[row.kind === kindNumber('file') ? 'files' : 'folders'] -= 1;
      this.#differing.settle({ tree: 'synced', id: row.id });
    }
    for (const row of rows) {
      if (row.local !== null) this.#differing.mark({ tree: 'local', id: row.local });
      if (row.cloud !== null) this.#differing.mark({ tree: 'cloud', id: row.cloud });
    }
    if (below) return;
    // The children now hang on a folder that is not agreed on; they are decided about again, with it.
    for (const child of this.#children.all(id)) this.#differing.mark({ tree: 'synced', id: child.id });
  }

  dropHalfAgreed(id: SyncedId): void {
    for (const row of this.#half.all(id, id)) this.unbind(row, false);
  }

  /** How many files and folders are agreed on, without the top. */
  counts(): { readonly files: number; readonly folders: number } {
    this.#counts ??= { ...(this.#count.get() ?? { files: 0, folders: 0 }) };
    return { ...this.#counts };
  }

  /** To be called when changes were rolled back. */
  recount(): void {
    this.#counts = undefined;
  }

  countFiles(id: SyncedId): number {
    return this.#countFiles.get(id) ?? 0;
  }

  hasSurvivors(side: 'local' | 'cloud' | 'evict', id: number): boolean {
    const statement = { local: this.#survivorHere, cloud: this.#survivorThere, evict: this.#unsentHere }[side];
    return statement.get(id) !== undefined;
  }
}

function values(node: NewSynced): unknown[] {
  return [
    node.parent,
    kindNumber(node.kind),
    node.name,
    node.localName,
    node.local ?? null,
    node.cloud ?? null,
    node.revision,
    node.size,
    node.hash ?? null,
    node.proof === 'bytes' ? 1 : 0,
  ];
}
