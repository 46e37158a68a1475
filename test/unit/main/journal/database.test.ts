import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { openDatabase } from '../../../../main/journal/database.ts';
import { LINK_MIGRATIONS } from '../../../../main/journal/journal.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

function madeFile(): string {
  const file = path.join(temporaryFolder(), 'journal.db');
  const { db } = openDatabase(file, LINK_MIGRATIONS, 'then');
  const insert = db.prepare('INSERT INTO fact (name, value) VALUES (?, ?)');
  for (let row = 0; row < 2_000; row += 1) insert.run(`fact ${row}`, 'value '.repeat(20));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return file;
}

it('what was written is there after opening again', () => {
  const file = madeFile();
  const { db, setAside } = openDatabase(file, LINK_MIGRATIONS, 'now');
  expect(setAside).toBeUndefined();
  expect(db.prepare('SELECT count(*) FROM fact').pluck().get()).toBe(2_000);
  db.close();
});

it('a journal with flipped bits is set aside, not deleted, and an empty one takes its place', () => {
  const file = madeFile();
  const bytes = readFileSync(file);
  for (let at = 4096; at < bytes.length; at += 977) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
  const { db, setAside } = openDatabase(file, LINK_MIGRATIONS, 'now');
  expect(setAside).toBe(`${file}.damaged-now`);
  expect(readFileSync(`${file}.damaged-now`).equals(bytes)).toBe(true);
  expect(db.prepare('SELECT count(*) FROM fact').pluck().get()).toBe(0);
  db.close();
});

it('a journal that was cut off is set aside', () => {
  const file = madeFile();
  truncateSync(file, 10_000);
  const { db, setAside } = openDatabase(file, LINK_MIGRATIONS, 'now');
  expect(setAside).toBeDefined();
  db.close();
});

it('something else under the name of the journal is set aside', () => {
  const file = path.join(temporaryFolder(), 'journal.db');
  writeFileSync(file, 'this is no database, but it is long enough to be read as the header of one: '.repeat(20));
  const { db, setAside } = openDatabase(file, LINK_MIGRATIONS, 'now');
  expect(setAside).toBeDefined();
  db.close();
});

it('a journal of a later version is refused and left as it is', () => {
  const file = madeFile();
  const later = new Database(file);
  later.pragma('user_version = 9999');
  later.close();
  const before = readdirSync(path.dirname(file));
  const opening = (): unknown => openDatabase(file, LINK_MIGRATIONS, 'now');
  expect(opening).toThrow(SyncError);
  expect(opening).toThrow(/journal-newer/u);
  expect(readdirSync(path.dirname(file))).toEqual(before);
});
