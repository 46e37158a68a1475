/** What the journal keeps for going back: steps that can be undone, the holders of locks, bases of text files. */
import type { BaseStore, LockRecord, LockStore, UndoRecord, UndoStep, UndoStore } from '../records-back.ts';
import type { Db } from './database.ts';

/** Bytes of all bases together; what was used longest ago goes first. */
const BASES_BYTES = 64 * 1024 * 1024;

interface UndoRow {
  id: number;
  at: number;
  batch: string;
  path: string;
  step: string;
}

interface LockRow {
  person: number | null;
  holder: string | null;
  until: number | null;
}

export function undoStore(db: Db): UndoStore {
  const insert = db.prepare('INSERT INTO undo (at, batch, path, step) VALUES (?, ?, ?, ?)');
  const last = db.prepare<[], UndoRow>(
    'SELECT * FROM undo WHERE batch = (SELECT batch FROM undo ORDER BY id DESC LIMIT 1) ORDER BY id DESC',
  );
  const remove = db.prepare('DELETE FROM undo WHERE id = ?');
  const old = db.prepare('DELETE FROM undo WHERE at < ?');
  return {
    addUndo: ({ atMs, batch, path, step }) => void insert.run(atMs, batch, path, JSON.stringify(step)),
    lastUndoable: () =>
      last.all().map(
        (row): UndoRecord => ({
          id: row.id,
          atMs: row.at,
          batch: row.batch,
          path: row.path,
          // Written by `addUndo` from a value of this type.
          step: JSON.parse(row.step) as UndoStep,
        }),
      ),
    dropUndo: (id) => void remove.run(id),
    dropUndoBefore: (ms) => void old.run(ms),
  };
}

export function lockStore(db: Db): LockStore {
  const get = db.prepare<[number], LockRow>('SELECT person, holder, until FROM lock WHERE key = ?');
  const put = db.prepare('INSERT OR REPLACE INTO lock (key, person, holder, until) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM lock WHERE key = ?');
  return {
    lockOf: (key): LockRecord | undefined => {
      const row = get.get(key);
      return (
        row && { person: row.person ?? undefined, holder: row.holder ?? undefined, untilMs: row.until ?? undefined }
      );
    },
    setLock: (key, lock) => {
      if (lock === undefined) remove.run(key);
      else put.run(key, lock.person ?? null, lock.holder ?? null, lock.untilMs ?? null);
    },
  };
}

export function baseStore(db: Db): BaseStore {
  const get = db.prepare<[Uint8Array], Uint8Array>('SELECT bytes FROM base WHERE hash = ?').pluck();
  // `used` is a count that only grows, so that the order does not hang on the clock.
  const put = db.prepare(
    `INSERT INTO base (hash, bytes, used) VALUES (?, ?, (SELECT coalesce(max(used), 0) + 1 FROM base))
     ON CONFLICT (hash) DO UPDATE SET used = excluded.used`,
  );
  const total = db.prepare<[], number>('SELECT coalesce(sum(length(bytes)), 0) FROM base').pluck();
  const oldest = db.prepare('DELETE FROM base WHERE hash = (SELECT hash FROM base ORDER BY used LIMIT 1)');
  return {
    base: (hash) => get.get(hash),
    keepBase: (hash, bytes) => {
      put.run(hash, bytes);
      while ((total.get() ?? 0) > BASES_BYTES) oldest.run();
    },
  };
}
