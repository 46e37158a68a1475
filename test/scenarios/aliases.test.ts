import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { type Desk, desk } from './everyday-support.ts';

/** 404 bytes in UTF-8, which no Linux disk takes for one name; the cloud counts characters. */
const LONG = `${'ä'.repeat(200)}.txt`;
const SHORT = `${'ä'.repeat(125)}.txt`;
const LONG_FOLDER = 'ö'.repeat(150);
const SHORT_FOLDER = 'ö'.repeat(127);

/** A desk where names that cannot exist here get other ones. */
async function withAliases(options: Parameters<typeof desk>[0] = {}): Promise<Desk> {
  const one = await desk(options);
  await one.ask('changeLink', { rootId: one.rootId, aliases: true });
  return one;
}

const quiet = async (one: Desk): Promise<void> =>
  expect(await one.sync()).toMatchObject({ cycles: 1, uploaded: 0, downloaded: 0, movedCloud: 0, held: 0, failed: 0 });

it('holds such a name until another one is allowed, and tells the true one then', async () => {
  const one = await desk({ before: (web) => web.write(`/${LONG}`, 'x') });
  expect(await one.sync()).toMatchObject({ downloaded: 0, held: 1 });
  await one.ask('changeLink', { rootId: one.rootId, aliases: true });
  expect(await one.sync()).toMatchObject({ downloaded: 1, held: 0 });
  expect(one.user.tree()).toEqual({ [SHORT]: 'x' });
  expect(await one.ask('aliases', {})).toEqual([
    { rootId: one.rootId, path: `/${LONG}`, kind: 'file', localName: SHORT, reason: 'name-too-long' },
  ]);
  const why = { state: 'synced', reason: 'named-otherwise-here', detail: LONG };
  expect(await one.ask('why', { path: one.at(SHORT) })).toMatchObject(why);
  expect(await one.ask('why', { path: `${one.rootId}:/${LONG}` })).toMatchObject(why);
  expect((await one.ask('status', {})).links[0]).toMatchObject({ aliases: true, state: 'synced' });
  await quiet(one);
});

it('syncs edits of both sides under the true name', async () => {
  const one = await withAliases({ before: (web) => web.write(`/${LONG}`, 'x') });
  await one.sync();
  const { id } = one.web.node(`/${LONG}`);
  one.user.write(SHORT, 'edited here');
  expect(await one.sync()).toMatchObject({ uploaded: 1 });
  expect(one.cloudTree()).toEqual({ [LONG]: 'edited here' });
  one.web.write(`/${LONG}`, 'edited there');
  expect(await one.sync()).toMatchObject({ downloaded: 1 });
  expect(one.user.tree()).toEqual({ [SHORT]: 'edited there' });
  expect(one.web.node(`/${LONG}`).id).toBe(id);
  await quiet(one);
});

it('keeps the true name through moves of both sides, and through folders that have another name themselves', async () => {
  const one = await withAliases({
    before: (web) => {
      web.write(`/${LONG}`, 'x');
      web.write(`/${LONG_FOLDER}/${LONG}`, 'y');
      web.write(`/${LONG_FOLDER}/plain.txt`, 'p');
      web.mkdir('/Folder');
    },
  });
  await one.sync();
  expect(one.user.tree()).toEqual({
    [SHORT]: 'x',
    'Folder/': '',
    [`${SHORT_FOLDER}/`]: '',
    [`${SHORT_FOLDER}/${SHORT}`]: 'y',
    [`${SHORT_FOLDER}/plain.txt`]: 'p',
  });
  one.user.move(SHORT, `Folder/${SHORT}`);
  one.user.write(`${SHORT_FOLDER}/new.txt`, 'n');
  expect(await one.sync()).toMatchObject({ movedCloud: 1, uploaded: 1, bytesDown: expect.any(Number) });
  expect(Object.keys(one.cloudTree()).sort()).toEqual(
    [
      'Folder/',
      `Folder/${LONG}`,
      `${LONG_FOLDER}/`,
      `${LONG_FOLDER}/${LONG}`,
      `${LONG_FOLDER}/new.txt`,
      `${LONG_FOLDER}/plain.txt`,
    ].sort(),
  );
  one.web.move(`/${LONG_FOLDER}`, '/Folder');
  expect(await one.sync()).toMatchObject({ movedLocal: 1, downloaded: 0 });
  expect(one.user.read(`Folder/${SHORT_FOLDER}/${SHORT}`)).toBe('y');
  await quiet(one);
});

it('follows renamings: by hand here, and in the cloud to a name that works or to another one that does not', async () => {
  const other = `${'ü'.repeat(200)}.txt`;
  const one = await withAliases({ before: (web) => web.write(`/${LONG}`, 'x') });
  await one.sync();
  const { id } = one.web.node(`/${LONG}`);
  one.web.rename(`/${LONG}`, other);
  expect(await one.sync()).toMatchObject({ movedLocal: 1, movedCloud: 0 });
  expect(one.user.tree()).toEqual({ [`${'ü'.repeat(125)}.txt`]: 'x' });
  one.web.rename(`/${other}`, 'works.txt');
  await one.sync();
  expect(one.user.tree()).toEqual({ 'works.txt': 'x' });
  expect(await one.ask('aliases', {})).toEqual([]);
  one.web.rename('/works.txt', LONG);
  await one.sync();
  one.user.move(SHORT, 'by hand.txt');
  expect(await one.sync()).toMatchObject({ movedCloud: 1 });
  expect(one.cloudTree()).toEqual({ 'by hand.txt': 'x' });
  expect(one.web.node('/by hand.txt').id).toBe(id);
  await quiet(one);
});

it('deletes on both sides', async () => {
  const one = await withAliases({
    before: (web) => {
      web.write(`/${LONG}`, 'x');
      web.write(`/${LONG_FOLDER}/a.txt`, 'a');
    },
  });
  await one.sync();
  one.user.remove(SHORT);
  await one.sync();
  expect(one.web.exists(`/${LONG}`)).toBe(false);
  one.web.remove(`/${LONG_FOLDER}`);
  await one.sync();
  expect(one.user.tree()).toEqual({});
  await quiet(one);
});

it('knows a file that was deleted and saved anew between two looks for what it is', async () => {
  const one = await withAliases({ before: (web) => web.write(`/${LONG}`, 'x') });
  await one.sync();
  const { id } = one.web.node(`/${LONG}`);
  one.user.remove(SHORT);
  await one.ask('plan', {});
  one.user.write(SHORT, 'saved anew');
  await one.sync();
  expect(one.cloudTree()).toEqual({ [LONG]: 'saved anew' });
  expect(one.web.node(`/${LONG}`).id).toBe(id);
});

it('keeps both of two edits, the true name on the one of the cloud', async () => {
  const one = await withAliases({ before: (web) => web.write(`/${LONG}`, 'x') });
  await one.sync();
  one.user.write(SHORT, 'mine');
  one.web.write(`/${LONG}`, 'theirs');
  expect(await one.sync()).toMatchObject({ conflicts: 1 });
  expect(one.user.read(SHORT)).toBe('theirs');
  const there = one.cloudTree();
  expect(there[LONG]).toBe('theirs');
  expect(Object.values(there).sort()).toEqual(['mine', 'theirs']);
  expect(Object.keys(there)).not.toContain(SHORT);
});

it('takes another name where the first one is somebody else’s', async () => {
  const one = await withAliases({
    before: (web) => {
      web.write(`/${LONG}`, 'x');
      web.write(`/${SHORT}`, 'neighbour');
    },
  });
  one.user.write('other.txt', 'o');
  await one.sync();
  expect(one.user.read(SHORT)).toBe('neighbour');
  const [alias] = await one.ask('aliases', {});
  expect(one.user.read(alias?.localName ?? '')).toBe('x');
  expect(Object.keys(one.cloudTree()).sort()).toEqual([LONG, SHORT, 'other.txt'].sort());
});

it('makes no alias for what is ignored, nor one that is', async () => {
  const one = await withAliases();
  one.user.write('.leitzignore', `${SHORT}\n`);
  await one.sync();
  one.web.write(`/${LONG}`, 'x');
  await one.sync();
  const [alias] = await one.ask('aliases', {});
  expect(alias?.localName).not.toBe(SHORT);
  expect(one.user.read(alias?.localName ?? '')).toBe('x');
  await quiet(one);
});

it('holds them as before when they are not wanted any more; what was changed goes up first', async () => {
  const one = await withAliases({
    before: (web) => {
      web.write(`/${LONG}`, 'x');
      web.write(`/${LONG_FOLDER}/a.txt`, 'a');
    },
  });
  await one.sync();
  one.user.write(`${SHORT_FOLDER}/a.txt`, 'edited');
  await one.ask('changeLink', { rootId: one.rootId, aliases: false });
  await one.sync();
  const { held } = await one.sync();
  expect(held).toBe(2);
  expect(one.user.tree()).toEqual({});
  expect(one.cloudTree()).toEqual({ [LONG]: 'x', [`${LONG_FOLDER}/`]: '', [`${LONG_FOLDER}/a.txt`]: 'edited' });
  expect((await one.ask('trash', { side: 'local' })).map(({ why }) => why)).toEqual(['alias-ended', 'alias-ended']);
  await one.ask('changeLink', { rootId: one.rootId, aliases: true });
  await one.sync();
  expect(one.user.tree()).toEqual({ [SHORT]: 'x', [`${SHORT_FOLDER}/`]: '', [`${SHORT_FOLDER}/a.txt`]: 'edited' });
});

const journalIn = (home: string): string => {
  const folder = path.join(home, 'journals');
  return path.join(folder, readdirSync(folder).find((name) => name.endsWith('.db')) ?? '');
};

it('knows what it placed before it died, and sends nothing of it', async () => {
  const one = await withAliases({
    before: (web) => {
      web.write(`/${LONG}`, 'x');
      web.write(`/${LONG_FOLDER}/a.txt`, 'a');
    },
  });
  await one.sync();
  const before = one.cloudTree();
  // As after a death between the placing and the note of it: the names are known, the rows are not.
  await one.restart({
    meanwhile: (_state, home) => {
      const db = new Database(journalIn(home));
      db.exec(`DELETE FROM synced_node WHERE id > 1; DELETE FROM local_node WHERE id > 1;
        INSERT OR IGNORE INTO differing (tree, id) SELECT 2, key FROM cloud_node WHERE key > 1`);
      db.close();
    },
  });
  expect(await one.sync()).toMatchObject({ uploaded: 0, downloaded: 0, conflicts: 0, held: 0 });
  expect(one.cloudTree()).toEqual(before);
  expect(await one.ask('aliases', {})).toHaveLength(2);
});

it('sends no alias after a damaged journal either', async () => {
  const one = await withAliases({ before: (web) => web.write(`/${LONG}`, 'x') });
  await one.sync();
  await one.restart({
    meanwhile: (_state, home) => {
      const file = journalIn(home);
      truncateSync(file, 5_000);
      for (const suffix of ['-wal', '-shm']) writeFileSync(`${file}${suffix}`, '');
    },
  });
  expect(await one.sync()).toMatchObject({ uploaded: 0, conflicts: 0, held: 0 });
  expect(one.cloudTree()).toEqual({ [LONG]: 'x' });
  expect(one.user.tree()).toEqual({ [SHORT]: 'x' });
});
