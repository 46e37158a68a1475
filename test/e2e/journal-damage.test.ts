/** A journal that is gone, cut off, damaged, of an older version or out of date, under a link that has gone on on both sides. */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { LINK_MIGRATIONS } from '../../main/journal/journal.ts';
import { type RealClient, realClient } from '../support/real-client.ts';

const ENDINGS = ['', '-wal', '-shm'];

function journalOf({ home }: RealClient): string {
  const folder = path.join(home, 'journals');
  const name = readdirSync(folder).find((each) => each.endsWith('.db'));
  if (name === undefined) throw new Error('there is no journal');
  return path.join(folder, name);
}

/** All of it in the one file, as after a clean end. */
function settle(file: string): void {
  const db = new Database(file);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const columnsOf = (db: Database.Database, table: string): string[] =>
  db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();

/** What the first version of the program would have written: its tables, with the same rows. */
function makeOlder(file: string): void {
  const older = `${file}.older`;
  const [first] = LINK_MIGRATIONS;
  if (first === undefined) throw new Error('there are no migrations');
  const db = new Database(older);
  db.exec(first.sql);
  db.pragma(`user_version = ${first.version}`);
  db.exec(`ATTACH '${file}' AS newer`);
  const tables = db.prepare<[], string>(`SELECT name FROM main.sqlite_master WHERE type = 'table'`).pluck().all();
  for (const table of tables.filter((name) => !name.startsWith('sqlite_'))) {
    const columns = columnsOf(db, table).join(', ');
    db.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM newer.${table}`);
  }
  db.close();
  for (const ending of ENDINGS) rmSync(file + ending, { force: true });
  copyFileSync(older, file);
}

interface Case {
  readonly name: string;
  readonly harm: (file: string) => void;
  /** What was deleted meanwhile is deleted on the other side too; without a journal nobody can tell, and it comes back. */
  readonly remembers: boolean;
}

const CASES: readonly Case[] = [
  {
    name: 'deleted',
    harm: (file) => {
      for (const ending of ENDINGS) rmSync(file + ending, { force: true });
    },
    remembers: false,
  },
  { name: 'empty', harm: (file) => truncateSync(file, 0), remembers: false },
  { name: 'cut off in the middle', harm: (file) => truncateSync(file, 20_000), remembers: false },
  {
    name: 'full of flipped bits',
    harm: (file) => {
      const bytes = readFileSync(file);
      for (let at = 4096; at < bytes.length; at += 977) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      writeFileSync(file, bytes);
    },
    remembers: false,
  },
  { name: 'of the first version of the program', harm: makeOlder, remembers: true },
];

/** Both sides have agreed on this much. */
async function linked(): Promise<RealClient> {
  const client = await realClient();
  for (let n = 1; n <= 30; n += 1) client.here.write(`folder ${n % 5}/${n}.txt`, `content ${n}`);
  for (const file of ['edited here', 'edited there', 'edited both', 'deleted here', 'deleted there', 'moved here'])
    client.here.write(file, `first ${file}`);
  await client.sync();
  expect(client.difference()).toEqual([]);
  return client;
}

function goOn({ here, web }: RealClient): void {
  here.write('edited here', 'edited, here');
  web.write('edited there', 'edited, there');
  here.remove('deleted here');
  web.remove('deleted there');
  here.rename('moved here', 'moved');
  here.write('new here', 'new, here');
  web.write('new there', 'new, there');
}

function disagree({ here, web }: RealClient): void {
  here.write('edited both', 'edited on both sides, here');
  web.write('edited both', 'edited on both sides, there');
}

test.each(CASES)('a journal that is $name costs no content and deletes nothing', async ({ harm, remembers }) => {
  const client = await linked();
  const { here, web } = client;
  await client.apart(async () => {
    const file = journalOf(client);
    settle(file);
    harm(file);
  });
  goOn(client);
  disagree(client);
  const { uploaded, downloaded, deletedLocal, deletedCloud } = await client.sync();
  await client.syncUntilEqual();
  expect(client.difference()).toEqual([]);
  expect(client.lost()).toEqual([]);
  // What is equal is recognised, not sent again: only what was really changed travels.
  expect(uploaded + downloaded).toBeLessThanOrEqual(10);
  if (!remembers) expect([deletedLocal, deletedCloud]).toEqual([0, 0]);
  expect(here.exists('deleted here')).toBe(!remembers);
  expect(here.exists('deleted there')).toBe(!remembers);
  expect(web.exists('moved')).toBe(true);
  const copies = Object.keys(here.tree()).filter((name) => name.includes('conflict'));
  expect(copies.some((name) => name.startsWith('edited both'))).toBe(true);
  for (let n = 1; n <= 30; n += 1) expect(copies).not.toContain(`folder ${n % 5}/${n} (conflict`);
  expect(await client.sync()).toMatchObject({ uploaded: 0, downloaded: 0 });
});

test('a journal that came back from an old backup neither brings back what was deleted nor loses what is new', async () => {
  const client = await linked();
  const backup = await client.apart(async () => {
    const file = journalOf(client);
    settle(file);
    copyFileSync(file, `${file}.backup`);
    return file;
  });
  goOn(client);
  await client.syncUntilEqual();
  const before = client.web.tree();
  await client.apart(async () => {
    for (const ending of ENDINGS) rmSync(backup + ending, { force: true });
    copyFileSync(`${backup}.backup`, backup);
    expect(existsSync(backup)).toBe(true);
  });
  expect(await client.sync()).toMatchObject({ uploaded: 0, deletedLocal: 0, deletedCloud: 0 });
  await client.syncUntilEqual();
  expect(client.web.tree()).toEqual(before);
  expect(client.here.tree()).toEqual(before);
  expect(client.lost()).toEqual([]);
});
