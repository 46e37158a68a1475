import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('shows both trashes in one list and brings things back from either', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('Plans/here.txt', 'here');
  user.write('Plans/there.txt', 'there');
  user.write('stays.txt', 'stays');
  await sync();
  user.remove('Plans/here.txt');
  web.remove('/Plans/there.txt');
  await sync();
  const items = await ask('trash', {});
  expect(items.map(({ side, path, size }) => [side, path, size]).toSorted()).toEqual([
    ['cloud', '/Plans/here.txt', 4],
    ['cloud', '/Plans/there.txt', 5],
    ['local', '/Plans/there.txt', 5],
  ]);
  const here = items.find(({ path }) => path === '/Plans/here.txt');
  const there = items.find(({ side }) => side === 'local');
  await ask('untrash', { id: here?.id ?? '' });
  await ask('untrash', { id: there?.id ?? '' });
  await sync();
  expect(user.tree()).toEqual({
    'Plans/': '',
    'Plans/here.txt': 'here',
    'Plans/there.txt': 'there',
    'stays.txt': 'stays',
  });
  expect(web.read('/Plans/there.txt').toString()).toBe('there');
  expect(await ask('trash', { side: 'local' })).toEqual([]);
});

it('gives a name beside it to what comes back while its name is taken', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('a.txt', 'old');
  user.write('b.txt', 'b');
  await sync();
  web.remove('/a.txt');
  await sync();
  user.write('a.txt', 'another');
  const [item] = await ask('trash', { side: 'local' });
  expect(await ask('untrash', { id: item?.id ?? '' })).toMatchObject({ path: '/a (restored).txt' });
  await sync();
  expect(user.tree()).toEqual({ 'a.txt': 'another', 'a (restored).txt': 'old', 'b.txt': 'b' });
});

it('asks a folder of the cloud about its trash again only when it changed', async () => {
  const { cloud, user, ask, sync } = await desk();
  for (const name of ['a', 'b', 'c']) user.write(`${name}/x.txt`, name);
  await sync();
  await ask('trash', {});
  cloud.resetRequests();
  await ask('trash', {});
  const counts = cloud.requests();
  expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(4);
});

it('takes a deletion back that went on to the cloud: the same node, with its revisions', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('Plans/a.txt', 'a');
  user.write('Plans/b.txt', 'b');
  user.write('c.txt', 'c');
  await sync();
  const id = web.node('/Plans/a.txt').id;
  user.remove('Plans');
  await sync();
  expect(web.exists('/Plans')).toBe(false);
  expect(await ask('undo', {})).toMatchObject({ action: 'delete', did: 'restored' });
  await sync();
  expect(user.tree()).toMatchObject({ 'Plans/a.txt': 'a', 'Plans/b.txt': 'b' });
  expect(web.node('/Plans/a.txt').id).toBe(id);
});

it('takes a deletion back that came from the cloud, without a transfer', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('Plans/a.txt', 'a');
  user.write('c.txt', 'c');
  await sync();
  const id = web.node('/Plans/a.txt').id;
  web.remove('/Plans/a.txt');
  web.remove('/c.txt');
  await sync();
  expect(await ask('undo', {})).toMatchObject({ action: 'delete', did: 'restored', count: 2 });
  const summary = await sync();
  expect(summary).toMatchObject({ uploaded: 0, downloaded: 0, conflicts: 0, held: 0 });
  expect(user.tree()).toMatchObject({ 'Plans/a.txt': 'a', 'c.txt': 'c' });
  expect(web.node('/Plans/a.txt').id).toBe(id);
});

it('puts a replaced file back, as an edit that syncs', async () => {
  const { user, web, ask, sync } = await desk();
  user.write('a.txt', 'mine');
  await sync();
  web.write('/a.txt', 'from the cloud');
  await sync();
  expect(user.read('a.txt')).toBe('from the cloud');
  user.move('a.txt', 'renamed.txt');
  await sync();
  expect(await ask('undo', {})).toMatchObject({ action: 'download', path: '/renamed.txt', did: 'put-back' });
  expect(user.read('renamed.txt')).toBe('mine');
  await sync();
  expect(web.read('/renamed.txt').toString()).toBe('mine');
  expect(web.revisions('/renamed.txt')).toHaveLength(3);
});

it('goes back one step after the other, also after a restart, until nothing is left', async () => {
  const { user, web, ask, sync, restart, refusal } = await desk();
  user.write('a.txt', 'a');
  user.write('b.txt', 'b');
  await sync();
  user.remove('a.txt');
  await sync();
  user.remove('b.txt');
  await sync();
  await restart();
  expect(await ask('undo', {})).toMatchObject({ path: '/b.txt' });
  expect(await ask('undo', {})).toMatchObject({ path: '/a.txt' });
  expect(await refusal('undo', {})).toBe('wrong-usage');
  await sync();
  expect(web.exists('/a.txt') && web.exists('/b.txt')).toBe(true);
  expect(user.tree()).toEqual({ 'a.txt': 'a', 'b.txt': 'b' });
});

it('says what cannot be taken back any more, and goes on with what was before', async () => {
  const { user, web, ask, sync, refusal } = await desk();
  user.write('a.txt', 'a');
  user.write('b.txt', 'b');
  await sync();
  user.remove('a.txt');
  await sync();
  user.remove('b.txt');
  await sync();
  web.purge('/b.txt');
  expect(await refusal('undo', {})).toBe('gone');
  expect(await ask('undo', {})).toMatchObject({ path: '/a.txt' });
});

it('empties the local trash by age and by size, never of what is new', async () => {
  const { user, web, ask, sync, clock } = await desk();
  const DAY = 24 * 60 * 60_000;
  for (const name of ['a', 'b', 'c']) user.write(`${name}.bin`, name.repeat(700_000));
  await sync();
  const local = async () => (await ask('trash', { side: 'local' })).map(({ path }) => path);
  web.remove('/a.bin');
  await sync();
  clock.ahead(29 * DAY);
  await ask('changeSetting', { key: 'trash.megabytes', value: 1 });
  web.remove('/b.bin');
  await sync();
  expect(await local()).toEqual(['/b.bin']);
  clock.ahead(DAY);
  web.remove('/c.bin');
  await sync();
  expect(await local()).toEqual(['/c.bin']);
  await ask('changeSetting', { key: 'trash.megabytes', value: 0 });
  clock.ahead(29 * DAY);
  await sync();
  expect(await local()).toEqual(['/c.bin']);
  clock.ahead(2 * DAY);
  await sync();
  expect(await local()).toEqual([]);
  expect(await ask('trash', { side: 'cloud' })).toHaveLength(3);
});
