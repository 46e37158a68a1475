/** What the journal keeps beside the trees: intents, activity, conflicts, the local trash's index, exclusions, facts. */
import type { Action } from '../plan/types.ts';
import type {
  ActivityRecord,
  ConflictRecord,
  Intent,
  IntentNote,
  Journal,
  NewConflict,
  TrashRecord,
} from '../records.ts';
import type { Db } from './database.ts';
import { type ActivityRow, activityOf, FOLDER, kindNumber } from './rows.ts';

/** Activity is kept for people and for support; the oldest goes first. */
const ACTIVITY_KEPT = 50_000;
const ACTIVITY_TRIM_EVERY = 1_000;

interface ConflictRow {
  id: number;
  at: number;
  path: string;
  copy_path: string;
  copy: number;
  cloud: number;
  why: string;
  resolution: string | null;
  base: Uint8Array | null;
  base_revision: number | null;
  asked: number;
}

interface TrashRow {
  name: string;
  path: string;
  kind: number;
  size: number;
  at: number;
  why: string;
}

type Verbs = Pick<
  Journal,
  | 'writeIntents'
  | 'dropIntent'
  | 'openIntents'
  | 'record'
  | 'activity'
  | 'addConflict'
  | 'conflicts'
  | 'conflict'
  | 'resolveConflict'
  | 'addTrash'
  | 'trash'
  | 'dropTrash'
  | 'exclude'
  | 'include'
  | 'excluded'
  | 'isExcluded'
  | 'fact'
  | 'setFact'
>;

export class Records {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  verbs(): Verbs {
    return { ...this.#intents(), ...this.#activity(), ...this.#conflicts(), ...this.#trash(), ...this.#facts() };
  }

  #intents() {
    const insert = this.#db.prepare('INSERT INTO intent (action, note) VALUES (?, ?)');
    const remove = this.#db.prepare('DELETE FROM intent WHERE id = ?');
    const all = this.#db.prepare<[], { id: number; action: string; note: string }>('SELECT * FROM intent ORDER BY id');
    return {
      writeIntents: (intents: readonly { readonly action: Action; readonly note: IntentNote }[]) =>
        intents.map(({ action, note }) =>
          Number(insert.run(JSON.stringify(action), JSON.stringify(note)).lastInsertRowid),
        ),
      dropIntent: (id: number) => void remove.run(id),
      openIntents: (): Intent[] =>
        all.all().map((row) => ({
          id: row.id,
          action: JSON.parse(row.action) as Action,
          note: JSON.parse(row.note) as IntentNote,
        })),
    };
  }

  #activity() {
    const insert = this.#db.prepare(
      'INSERT INTO activity (at, kind, path, to_path, bytes, why, detail, operation) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    const trim = this.#db.prepare('DELETE FROM activity WHERE id <= ?');
    const last = this.#db.prepare<[number], ActivityRow>('SELECT * FROM activity ORDER BY id DESC LIMIT ?');
    const ofPath = this.#db.prepare<[string, string, number], ActivityRow>(
      'SELECT * FROM activity WHERE path = ? OR to_path = ? ORDER BY id DESC LIMIT ?',
    );
    return {
      record: (entry: Omit<ActivityRecord, 'id'>) => {
        const { lastInsertRowid } = insert.run(
          entry.atMs,
          entry.kind,
          entry.path,
          entry.to ?? null,
          entry.bytes,
          entry.why,
          entry.detail ?? null,
          entry.operation ?? null,
        );
        const id = Number(lastInsertRowid);
        if (id % ACTIVITY_TRIM_EVERY === 0) trim.run(id - ACTIVITY_KEPT);
      },
      activity: (limit: number, path?: string): ActivityRecord[] =>
        (path === undefined ? last.all(limit) : ofPath.all(path, path, limit)).map(activityOf),
    };
  }

  #conflicts() {
    const insert = this.#db.prepare(
      `INSERT INTO conflict (at, path, copy_path, copy, cloud, why, base, base_revision, asked)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const open = this.#db.prepare<[], ConflictRow>('SELECT * FROM conflict WHERE resolution IS NULL ORDER BY id');
    const all = this.#db.prepare<[], ConflictRow>('SELECT * FROM conflict ORDER BY id');
    const one = this.#db.prepare<[number], ConflictRow>('SELECT * FROM conflict WHERE id = ?');
    const resolve = this.#db.prepare('UPDATE conflict SET resolution = ? WHERE id = ?');
    const record = (row: ConflictRow): ConflictRecord => ({
      id: row.id,
      atMs: row.at,
      path: row.path,
      copyPath: row.copy_path,
      copy: row.copy,
      cloud: row.cloud,
      why: row.why,
      resolution: row.resolution ?? undefined,
      base: row.base ?? undefined,
      baseRevision: row.base_revision ?? undefined,
      asked: row.asked !== 0,
    });
    return {
      addConflict: ({ atMs, path, copyPath, copy, cloud, why, base, baseRevision, asked }: NewConflict) =>
        Number(
          insert.run(atMs, path, copyPath, copy, cloud, why, base ?? null, baseRevision ?? null, asked ? 1 : 0)
            .lastInsertRowid,
        ),
      conflicts: (onlyOpen: boolean) => (onlyOpen ? open : all).all().map(record),
      conflict: (id: number) => {
        const row = one.get(id);
        return row && record(row);
      },
      resolveConflict: (id: number, resolution: string | undefined) => void resolve.run(resolution ?? null, id),
    };
  }

  #trash() {
    const insert = this.#db.prepare(
      'INSERT OR REPLACE INTO trash (name, path, kind, size, at, why) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const all = this.#db.prepare<[], TrashRow>('SELECT * FROM trash ORDER BY at DESC, name');
    const remove = this.#db.prepare('DELETE FROM trash WHERE name = ?');
    return {
      addTrash: (entry: TrashRecord) =>
        void insert.run(entry.name, entry.path, kindNumber(entry.kind), entry.size, entry.atMs, entry.why),
      trash: (): TrashRecord[] =>
        all.all().map((row) => ({
          name: row.name,
          path: row.path,
          kind: row.kind === FOLDER ? 'folder' : 'file',
          size: row.size,
          atMs: row.at,
          why: row.why,
        })),
      dropTrash: (name: string) => void remove.run(name),
    };
  }

  #facts() {
    const exclude = this.#db.prepare('INSERT OR IGNORE INTO excluded (key) VALUES (?)');
    const include = this.#db.prepare('DELETE FROM excluded WHERE key = ?');
    const excluded = this.#db.prepare<[], number>('SELECT key FROM excluded ORDER BY key').pluck();
    // Asked of every node above every node that is decided about.
    let known: ReadonlySet<number> | undefined;
    const get = this.#db.prepare<[string], string>('SELECT value FROM fact WHERE name = ?').pluck();
    const set = this.#db.prepare(
      'INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    const drop = this.#db.prepare('DELETE FROM fact WHERE name = ?');
    return {
      exclude: (key: number) => {
        known = undefined;
        exclude.run(key);
      },
      include: (key: number) => {
        known = undefined;
        include.run(key);
      },
      excluded: () => excluded.all(),
      isExcluded: (key: number) => {
        known ??= new Set(excluded.all());
        return known.has(key);
      },
      fact: (name: string) => get.get(name),
      setFact: (name: string, value: string | undefined) =>
        void (value === undefined ? drop.run(name) : set.run(name, value)),
    };
  }
}
