/** Opens the stand-in's SQLite file. Types for the few calls of better-sqlite3 that are used here. */
import { createRequire } from 'node:module';

export type Value = string | number | null | Uint8Array;

export interface Statement<P extends readonly Value[], R> {
  run(...parameters: P): { readonly changes: number };
  get(...parameters: P): R | undefined;
  all(...parameters: P): R[];
  iterate(...parameters: P): IterableIterator<R>;
}

export interface Database {
  prepare<P extends readonly Value[] = [], R = unknown>(sql: string): Statement<P, R>;
  exec(sql: string): void;
  pragma(text: string): unknown;
  transaction<T>(body: () => T): () => T;
  readonly inTransaction: boolean;
  close(): void;
}

// The package carries no type declarations; this is the one place that says what it is.
const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (file: string) => Database;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS organizations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, policy TEXT NOT NULL, quota INTEGER NOT NULL, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS people (
  id INTEGER PRIMARY KEY, organization_id INTEGER NOT NULL, email TEXT NOT NULL UNIQUE, first_name TEXT NOT NULL, last_name TEXT NOT NULL,
  root_id INTEGER NOT NULL, quota INTEGER NOT NULL, code TEXT, admin INTEGER NOT NULL, can_share INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS roots (
  id INTEGER PRIMARY KEY, organization_id INTEGER NOT NULL, owner_id INTEGER, name TEXT NOT NULL, root_type TEXT NOT NULL,
  version INTEGER NOT NULL, tree_version INTEGER NOT NULL, tree_size INTEGER NOT NULL DEFAULT 0, revision_size INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS access (
  root_id INTEGER NOT NULL, person_id INTEGER NOT NULL, can_read INTEGER NOT NULL, can_write INTEGER NOT NULL, can_delete INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (root_id, person_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS folders (
  id INTEGER PRIMARY KEY, root_id INTEGER NOT NULL, parent INTEGER NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL, created INTEGER NOT NULL,
  version INTEGER NOT NULL, tree_version INTEGER NOT NULL, tree_size INTEGER NOT NULL DEFAULT 0, changed_at INTEGER NOT NULL,
  deleted_at INTEGER, purged INTEGER NOT NULL DEFAULT 0, lock_by INTEGER, lock_until INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS folders_live ON folders (root_id, parent, fold) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS folders_trash ON folders (root_id, parent) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS folders_changed ON folders (root_id, changed_at);
CREATE INDEX IF NOT EXISTS folders_locked ON folders (root_id) WHERE lock_by IS NOT NULL;
CREATE TABLE IF NOT EXISTS files (
  id INTEGER PRIMARY KEY, root_id INTEGER NOT NULL, parent INTEGER NOT NULL, name TEXT NOT NULL, fold TEXT NOT NULL, created INTEGER NOT NULL,
  revision_id INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL, changed_at INTEGER NOT NULL,
  deleted_at INTEGER, purged INTEGER NOT NULL DEFAULT 0, lock_by INTEGER, lock_until INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS files_live ON files (root_id, parent, fold) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS files_trash ON files (root_id, parent) WHERE deleted_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS files_changed ON files (root_id, changed_at);
CREATE INDEX IF NOT EXISTS files_locked ON files (root_id) WHERE lock_by IS NOT NULL;
CREATE TABLE IF NOT EXISTS revisions (
  id INTEGER PRIMARY KEY, file_id INTEGER NOT NULL, root_id INTEGER NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
  person_id INTEGER NOT NULL, sha256 TEXT NOT NULL, blob TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS revisions_file ON revisions (file_id, id);
CREATE TABLE IF NOT EXISTS share_links (
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, creator_id INTEGER NOT NULL, root_id INTEGER NOT NULL, file_id INTEGER, folder_id INTEGER,
  login_required INTEGER NOT NULL, expires INTEGER, subscribers TEXT NOT NULL, notify_subscribers INTEGER NOT NULL,
  download_limit INTEGER, download_count INTEGER NOT NULL DEFAULT 0, download_notify INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS share_links_creator ON share_links (creator_id, id);
CREATE TABLE IF NOT EXISTS activity (
  id INTEGER PRIMARY KEY, type_id INTEGER NOT NULL, actor_id INTEGER, root_id INTEGER, object_type TEXT, object_id INTEGER,
  path TEXT NOT NULL, created INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS activity_actor ON activity (actor_id, id);
CREATE TABLE IF NOT EXISTS mails (
  id INTEGER PRIMARY KEY, recipient TEXT NOT NULL, about TEXT NOT NULL, path TEXT NOT NULL, hash TEXT NOT NULL, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS machines (
  id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE, person_id INTEGER NOT NULL, dns_name TEXT NOT NULL, os_type TEXT NOT NULL,
  os_version TEXT NOT NULL, last_login INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS tokens (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, family TEXT NOT NULL, person_id INTEGER NOT NULL, client_id TEXT NOT NULL, guid TEXT NOT NULL,
  generation INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tokens_family ON tokens (family);
`;

/** Opens or makes the file. A stand-in may lose its last moment in a power cut, so it does not wait for the disk. */
export function openDatabase(file: string): Database {
  const database = new Sqlite(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -65536');
  database.pragma('temp_store = MEMORY');
  database.exec(SCHEMA);
  return database;
}
