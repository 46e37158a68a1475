/** Opening a journal file: pragmas, migrations, and what to do with one that is damaged or from a newer version. */
import { chmodSync, closeSync, existsSync, openSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';
import { SyncError } from '../errors.ts';

export type Db = Database.Database;

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** Bytes of SQLite's page cache; the trees stay on disk, so memory does not grow with them. */
const CACHE_KIB = 16 * 1024;

/** Pages (4 KiB) of the log after which it is worked into the file, which takes an fsync of both. */
const CHECKPOINT_PAGES = 4_000;

export interface Opened {
  readonly db: Db;
  /** Where the damaged file was put, if there was one. */
  readonly setAside: string | undefined;
}

/** Gives the connection to a database file. */
export type Connect = (file: string) => Db;

const PRIVATE = 0o600;

/** Private from its first byte on: SQLite would make it readable, and gives the files beside it the mode of this one. */
const connectFile: Connect = (file) => {
  closeSync(openSync(file, 'a', PRIVATE));
  if (process.platform !== 'win32')
    for (const each of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(each)) chmodSync(each, PRIVATE);
  return new Database(file);
};

/**
 * Opens (or makes) the database and brings it to the newest version.
 *
 * WAL with synchronous=NORMAL: after a power loss the journal may be a moment older than the disk, never damaged and
 * never newer, because files and their folders are fsynced before the transaction that tells of them.
 *
 * @param stamp a name part for a damaged file that is set aside
 * @param connect where databases are kept; real files if left out
 * @throws SyncError `journal-newer` where a later version of the program wrote it
 */
export function openDatabase(
  file: string,
  migrations: readonly Migration[],
  stamp: string,
  connect: Connect = connectFile,
): Opened {
  try {
    return { db: openSound(connect(file), file, migrations), setAside: undefined };
  } catch (error) {
    if (error instanceof SyncError && error.code === 'journal-newer') throw error;
    if (!isDamage(error)) throw error;
    const aside = `${file}.damaged-${stamp}`;
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
    }
    return { db: openSound(connect(file), file, migrations), setAside: aside };
  }
}

function isDamage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ)/u.test(code) || error instanceof Damaged;
}

class Damaged extends Error {}

function openSound(db: Db, file: string, migrations: readonly Migration[]): Db {
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.pragma('temp_store = MEMORY');
    db.pragma('foreign_keys = OFF');
    const found = Number(db.pragma('user_version', { simple: true }));
    const newest = Math.max(...migrations.map(({ version }) => version));
    if (found > newest)
      throw new SyncError('journal-newer', { path: file, detail: `version ${found}, this program knows ${newest}` });
    if (found > 0 && db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new Damaged('quick_check');
    for (const { version, sql } of migrations) {
      if (version <= found) continue;
      db.transaction(() => {
        db.exec(sql);
        db.pragma(`user_version = ${version}`);
      })();
    }
    // A file cut off at a page border can open as an empty database that calls itself current.
    if (db.prepare(`SELECT count(*) FROM sqlite_master WHERE type = 'table'`).pluck().get() === 0)
      throw new Damaged('no tables');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
