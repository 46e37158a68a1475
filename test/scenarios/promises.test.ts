/** What the README promises in a sentence each, where no other story tells it in numbers. */
import { expect, it } from 'vitest';
import { type Desk, desk } from './everyday-support.ts';

const FILES = 300;
const path = (n: number): string => `Tree/Folder ${n % 10}/Deep ${n % 30}/file ${n}.txt`;

async function full(): Promise<Desk> {
  const one = await desk();
  for (let n = 0; n < FILES; n += 1) one.user.write(path(n), `content ${n}`);
  one.user.write('beside.txt', 'b');
  await one.sync();
  return one;
}

/** Requests of a sync by what they do, without the questions. */
function deeds(one: Desk): Record<string, number> {
  const asked = Object.entries(one.cloud.requests());
  return Object.fromEntries(asked.filter(([what]) => what.startsWith('POST') && !what.includes('oauth')));
}

it('deletes with a brake: a large part waits with its list, and can be let through or brought back', async () => {
  const one = await full();
  one.user.remove('Tree');
  expect(await one.sync()).toMatchObject({ deletedCloud: 0 });
  const [item] = await one.ask('held', {});
  expect(item).toMatchObject({ reason: 'mass-deletion', action: 'delete', side: 'cloud', count: FILES });
  expect(item?.examples).toEqual(['/Tree']);
  expect(one.web.exists(`/${path(7)}`)).toBe(true);
  await one.ask('decline', { id: item?.id ?? '' });
  await one.sync();
  expect(one.user.read(path(7))).toBe('content 7');

  one.user.remove('Tree');
  await one.sync();
  const [again] = await one.ask('held', {});
  await one.ask('release', { id: again?.id ?? '' });
  await one.sync();
  expect(one.cloudTree()).toEqual({ 'beside.txt': 'b' });
  // And once it went through, it can still be taken back.
  await one.ask('undo', {});
  await one.sync();
  expect(one.web.read(`/${path(7)}`).toString()).toBe('content 7');
  expect(one.user.read(path(7))).toBe('content 7');
});

it('brakes what comes from the cloud as well', async () => {
  const one = await full();
  one.web.remove('/Tree');
  await one.sync();
  expect(await one.ask('held', {})).toMatchObject([{ reason: 'mass-deletion', side: 'local' }]);
  expect(one.user.read(path(7))).toBe('content 7');
});

it('takes neither renames nor rules that begin to match for deletions', async () => {
  const one = await full();
  one.user.move('Tree', 'Renamed');
  expect(await one.sync()).toMatchObject({ movedCloud: 1, held: 0, deletedCloud: 0 });
  one.user.write('.leitzignore', 'Renamed/\n');
  expect(await one.sync()).toMatchObject({ held: 0, deletedCloud: 0, deletedLocal: 0 });
  expect(one.web.exists('/Renamed')).toBe(true);
});

it('renames and moves by one request each, whatever lies inside, and keeps ids, revisions and links', async () => {
  const one = await full();
  const { id } = one.web.node(`/${path(7)}`);
  const share = await one.ask('share', { path: one.at(path(7)) });
  one.cloud.resetRequests();
  one.user.move('Tree', 'Renamed/Inside');
  expect(await one.sync()).toMatchObject({
    uploaded: 0,
    downloaded: 0,
    deletedCloud: 0,
    movedCloud: 1,
    foldersMade: 1,
  });
  expect(Object.values(deeds(one)).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(3);
  const moved = `Renamed/Inside${path(7).slice('Tree'.length)}`;
  expect(one.web.node(`/${moved}`).id).toBe(id);
  expect(await one.ask('shares', {})).toMatchObject([{ id: share.id, path: `/${moved}` }]);

  // As editors save: a new file in the place of the old one.
  one.user.write('new bytes.tmp', 'saved');
  one.user.move('new bytes.tmp', moved);
  expect(await one.sync()).toMatchObject({ uploaded: 1, deletedCloud: 0 });
  expect(one.web.node(`/${moved}`).id).toBe(id);
  expect(one.web.revisions(`/${moved}`)).toHaveLength(2);
});

it('pays for one edit by its depth, not by the tree', async () => {
  const one = await full();
  // The first edit proves that this cloud's folder hashes tell of what is below; until then every folder is asked.
  one.web.write(`/${path(9)}`, 'edited once');
  await one.sync();
  one.web.write(`/${path(7)}`, 'edited there');
  const there = await one.sync();
  expect(there).toMatchObject({ downloaded: 1 });
  // The root, the four folders on the way, the file, and as many to see that nothing is left.
  expect(there.requests).toBeLessThanOrEqual(12);
  one.user.write(path(8), 'edited here');
  const here = await one.sync();
  expect(here).toMatchObject({ uploaded: 1 });
  expect(here.requests).toBeLessThanOrEqual(14);
  expect((await one.sync()).requests).toBe(1);
});
