/** Where new numbers come from: ids, revision ids and folder versions. All of them only grow. */
import type { Database } from './database.ts';

export type NodeKind = 'file' | 'folder';

const KEYS = ['file', 'folder', 'revision', 'version'] as const;
type Key = (typeof KEYS)[number];

export class Counters {
  readonly #database: Database;
  readonly #separateIds: boolean;
  readonly #last: Record<Key, number>;

  /** With `separateIds` files and folders count apart, so a file and a folder can have the same id. */
  constructor(database: Database, separateIds: boolean) {
    this.#database = database;
    this.#separateIds = separateIds;
    this.#last = { file: 0, folder: 0, revision: 0, version: 0 };
    this.#raise(this.#highest());
    for (const key of KEYS) {
      const floor = database
        .prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
        .get(`last.${key}`);
      if (floor !== undefined) this.#last[key] = Math.max(this.#last[key], Number(floor.value));
    }
  }

  node(kind: NodeKind): number {
    if (this.#separateIds) return this.#next(kind);
    const next = Math.max(this.#last.file, this.#last.folder) + 1;
    this.#last[kind] = next;
    return next;
  }

  revision(): number {
    return this.#next('revision');
  }

  version(): number {
    return this.#next('version');
  }

  /**
   * To be called after an older state was put back. Versions never repeat, or a hash would mean two things. Ids and revision
   * ids go on growing too, unless `reuseIds`: then they start again where the older state ended, as a real database would.
   */
  afterRestore(reuseIds: boolean): void {
    const highest = this.#highest();
    if (reuseIds) Object.assign(this.#last, { ...highest, version: Math.max(this.#last.version, highest.version) });
    const keep = this.#database.prepare<[string, string]>('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)');
    for (const key of KEYS) keep.run(`last.${key}`, String(this.#last[key]));
  }

  #next(key: Key): number {
    this.#last[key] += 1;
    return this.#last[key];
  }

  #raise(to: Record<Key, number>): void {
    for (const key of KEYS) this.#last[key] = Math.max(this.#last[key], to[key]);
  }

  #highest(): Record<Key, number> {
    const highest = (column: string, table: string): number =>
      this.#database.prepare<[], { n: number }>(`SELECT COALESCE(MAX(${column}), 0) AS n FROM ${table}`).get()?.n ?? 0;
    return {
      file: highest('id', 'files'),
      folder: Math.max(highest('id', 'folders'), 100),
      revision: highest('id', 'revisions'),
      version: Math.max(highest('tree_version', 'roots'), highest('version', 'folders')),
    };
  }
}
