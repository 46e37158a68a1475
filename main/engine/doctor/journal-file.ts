/** A look into a database file of ours from outside, as anybody could: whether it is sound, and how much is in it. */
import { statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { bad, type Check, good, inBytes, skipped } from './check.ts';

export interface FileStatistics {
  readonly file: string;
  readonly bytes: number;
  readonly version: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
}

function withFile<T>(file: string, run: (db: Database.Database) => T): T {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 2000 });
  try {
    return run(db);
  } finally {
    db.close();
  }
}

/** Reads every page; takes about a second for 100 MB. */
export function integrityCheck(name: string, file: string): Check {
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    return skipped(name, `${path.basename(file)} is not there yet`);
  const fix =
    'Stop the program and start it again: a damaged journal is set aside and made anew by comparing both sides; nothing is deleted for it.';
  try {
    const verdict = withFile(file, (db) => db.pragma('quick_check(1)', { simple: true }));
    if (verdict !== 'ok') return bad(name, `${path.basename(file)} is damaged: ${String(verdict)}`, fix);
  } catch (thrown) {
    return bad(name, `${path.basename(file)} cannot be read: ${thrown instanceof Error ? thrown.message : ''}`, fix);
  }
  return good(name, `${path.basename(file)} is sound, ${inBytes(statSync(file).size)}`);
}

/** Undefined where the file cannot be read. */
export function statisticsOf(file: string): FileStatistics | undefined {
  try {
    return withFile(file, (db) => {
      const tables = db
        .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`)
        .pluck()
        .all();
      const rows = tables.map((table) => {
        const count = db
          .prepare<[], number>(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`)
          .pluck()
          .get();
        return [table, count ?? 0] as const;
      });
      const version = Number(db.pragma('user_version', { simple: true }));
      return { file: path.basename(file), bytes: statSync(file).size, version, rows: Object.fromEntries(rows) };
    });
  } catch {
    return undefined;
  }
}
