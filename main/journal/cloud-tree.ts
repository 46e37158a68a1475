/** The CLOUD tree: the root as last seen through the API, with the hash each folder was last listed with. */
import type { CloudKey, CloudNode } from '../plan/types.ts';
import type { Db } from './database.ts';
import type { Differing } from './differing.ts';
import { type CloudRow, cloudNode, kindNumber } from './rows.ts';

interface HashRow {
  listed_hash: string | null;
  told_hash: string | null;
}

/** What a path is made of, without the rest of the row. */
interface Step {
  readonly parent: number;
  readonly name: string;
}

export class CloudTree {
  readonly #differing: Differing;
  readonly #fold: (name: string) => string;
  readonly #byKey;
  readonly #step;
  readonly #byFolded;
  readonly #children;
  readonly #put;
  readonly #below;
  readonly #delete;
  readonly #hash;
  readonly #setListed;
  readonly #setTold;
  readonly #isAnyLeftOut;
  readonly #unlisted;
  readonly #folders;

  constructor(db: Db, differing: Differing, fold: (name: string) => string) {
    this.#differing = differing;
    this.#fold = fold;
    this.#byKey = db.prepare<[number], CloudRow>('SELECT * FROM cloud_node WHERE key = ?');
    this.#step = db.prepare<[number], Step>('SELECT parent, name FROM cloud_node WHERE key = ?');
    this.#byFolded = db.prepare<[number, string], CloudRow>('SELECT * FROM cloud_node WHERE parent = ? AND folded = ?');
    this.#children = db.prepare<[number], CloudRow>('SELECT * FROM cloud_node WHERE parent = ?');
    this.#put = db.prepare(
      `INSERT INTO cloud_node (key, parent, name, folded, kind, revision, size, modified, locked)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET parent = excluded.parent, name = excluded.name, folded = excluded.folded,
       revision = excluded.revision, size = excluded.size, modified = excluded.modified, locked = excluded.locked`,
    );
    this.#below = db.prepare<[number], { key: number }>(
      `WITH RECURSIVE below(key) AS (VALUES(?) UNION SELECT n.key FROM cloud_node n JOIN below b ON n.parent = b.key)
       SELECT key FROM below`,
    );
    this.#delete = db.prepare('DELETE FROM cloud_node WHERE key = ?');
    this.#hash = db.prepare<[number], HashRow>('SELECT listed_hash, told_hash FROM cloud_node WHERE key = ?');
    this.#setListed = db.prepare('UPDATE cloud_node SET listed_hash = ? WHERE key = ?');
    this.#setTold = db.prepare('UPDATE cloud_node SET told_hash = ? WHERE key = ?');
    this.#isAnyLeftOut = db.prepare<[], number>('SELECT 1 FROM excluded LIMIT 1').pluck();
    const unlisted =
      'SELECT key FROM cloud_node WHERE kind = 1 AND (listed_hash IS NULL OR told_hash IS NOT listed_hash)';
    const folders = 'SELECT key, listed_hash FROM cloud_node WHERE kind = 1 AND key > ?';
    // Left-out folders and all below them are not looked into, but for those whose local copy is still to be taken away:
    // edits of ours in them go up first, and for that the cloud's side must be known. The plus keeps SQLite from making
    // an index of the whole tree for it.
    const seen = `AND key NOT IN (WITH RECURSIVE away(key) AS (SELECT key FROM excluded UNION
      SELECT n.key FROM cloud_node n JOIN away a ON n.parent = a.key WHERE +n.kind = 1)
      SELECT key FROM away WHERE key NOT IN (SELECT cloud FROM synced_node s WHERE s.cloud = away.key AND s.local IS NOT NULL))`;
    const page = 'ORDER BY key LIMIT ?';
    const prepareUnlisted = (which: string) => db.prepare<[number], { key: number }>(`${unlisted} ${which} ${page}`);
    const prepareFolders = (which: string) =>
      db.prepare<[number, number], { key: number; listed_hash: string | null }>(`${folders} ${which} ${page}`);
    // Most links leave nothing out, and are asked often.
    this.#unlisted = { of: prepareUnlisted(seen), ofAll: prepareUnlisted('') };
    this.#folders = { of: prepareFolders(seen), ofAll: prepareFolders('') };
  }

  get(key: CloudKey): CloudNode | undefined {
    const row = this.#byKey.get(key);
    return row && cloudNode(row);
  }

  childrenFolded(parent: CloudKey, folded: string): CloudNode[] {
    return this.#byFolded.all(parent, folded).map(cloudNode);
  }

  children(parent: CloudKey): CloudNode[] {
    return this.#children.all(parent).map(cloudNode);
  }

  put(node: CloudNode): void {
    this.#put.run(
      node.key,
      node.parent,
      node.name,
      this.#fold(node.name),
      kindNumber(node.kind),
      node.revision,
      node.size,
      node.modifiedMs,
      node.locked ? 1 : 0,
    );
    this.#differing.markCloud(node.key);
  }

  remove(key: CloudKey): void {
    for (const row of this.#below.all(key)) {
      this.#differing.markCloud(row.key);
      this.#differing.settle({ tree: 'cloud', id: row.key });
      this.#delete.run(row.key);
    }
  }

  path(key: CloudKey): string {
    const names: string[] = [];
    for (let at = this.#step.get(key); at !== undefined && at.parent !== 0; at = this.#step.get(at.parent))
      names.push(at.name);
    return names.reverse().join('/');
  }

  hash(key: CloudKey): { listed: string | undefined; told: string | undefined } {
    const row = this.#hash.get(key);
    return { listed: row?.listed_hash ?? undefined, told: row?.told_hash ?? undefined };
  }

  setHash(key: CloudKey, hash: { readonly listed?: string | undefined; readonly told?: string | undefined }): void {
    if ('listed' in hash) this.#setListed.run(hash.listed ?? null, key);
    if ('told' in hash) this.#setTold.run(hash.told ?? null, key);
  }

  unlisted(limit: number): CloudKey[] {
    const { of, ofAll } = this.#unlisted;
    const statement = this.#isAnyLeftOut.get() === undefined ? ofAll : of;
    return statement.all(limit).map(({ key }) => key);
  }

  folders(after: CloudKey, limit: number): { key: CloudKey; listed: string | undefined }[] {
    const { of, ofAll } = this.#folders;
    const statement = this.#isAnyLeftOut.get() === undefined ? ofAll : of;
    return statement.all(after, limit).map((row) => ({ key: row.key, listed: row.listed_hash ?? undefined }));
  }
}
