import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { desk } from './everyday-support.ts';

it('leaves a folder out: the local copy goes, the cloud keeps all of it', async () => {
  const { user, web, ask, sync, at, state } = await desk();
  user.write('Archive/2024/a.txt', 'a');
  user.write('Now/b.txt', 'b');
  await sync();
  await ask('exclude', { path: at('Archive') });
  const summary = await sync();
  expect(summary).toMatchObject({ held: 0, failed: 0 });
  expect(user.tree()).toEqual({ 'Now/': '', 'Now/b.txt': 'b' });
  expect(web.read('/Archive/2024/a.txt').toString()).toBe('a');
  expect(await state('Archive')).toBe('excluded');
  expect((await sync()).requests).toBeLessThanOrEqual(2);
});

it('sends what was changed in it first', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  await sync();
  user.write('Archive/a.txt', 'edited');
  user.write('Archive/new.txt', 'new');
  await ask('exclude', { path: at('Archive') });
  await sync();
  await sync();
  expect(existsSync(at('Archive'))).toBe(false);
  expect(web.read('/Archive/a.txt').toString()).toBe('edited');
  expect(web.read('/Archive/new.txt').toString()).toBe('new');
});

it('waits with the exclusion while something in it cannot be sent, and says so', async () => {
  const { user, web, ask, sync, at, state, colleague } = await desk();
  user.write('Archive/a.txt', 'a');
  user.write('Archive/b.txt', 'b');
  await sync();
  const other = colleague();
  other.lock('/Archive/a.txt');
  user.write('Archive/a.txt', 'edited while locked');
  await ask('exclude', { path: at('Archive') });
  await sync();
  expect(user.read('Archive/a.txt')).toBe('edited while locked');
  const { state: now, reason } = await ask('why', { path: at('Archive') });
  expect([now, reason]).toEqual(['held', 'unsent-changes']);
  expect(await state('Archive/a.txt')).toBe('locked');
  other.unlock('/Archive/a.txt');
  await sync();
  expect(existsSync(at('Archive'))).toBe(false);
  expect(web.read('/Archive/a.txt').toString()).toBe('edited while locked');
});

it('holds a folder of that name that is made here meanwhile, until the other is taken back', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  await sync();
  await ask('exclude', { path: at('Archive') });
  await sync();
  user.write('Archive/mine.txt', 'mine');
  await sync();
  expect(web.exists('/Archive/mine.txt')).toBe(false);
  const [item] = await ask('held', {});
  expect(item).toMatchObject({ path: '/Archive', reason: 'name-of-excluded-folder' });
  await ask('include', { path: `${web.rootId}:/Archive` });
  await sync();
  expect(user.tree()).toEqual({ 'Archive/': '', 'Archive/a.txt': 'a', 'Archive/mine.txt': 'mine' });
  expect(web.read('/Archive/mine.txt').toString()).toBe('mine');
});

it('follows renames, and brings the folder back under its new name', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  await sync();
  await ask('exclude', { path: at('Archive') });
  await sync();
  web.rename('/Archive', 'Old things');
  web.mkdir('/Else');
  web.move('/Old things', '/Else');
  await sync();
  expect(user.tree()).toEqual({ 'Else/': '' });
  await ask('include', { path: at('Else/Old things') });
  await sync();
  expect(user.tree()).toEqual({ 'Else/': '', 'Else/Old things/': '', 'Else/Old things/a.txt': 'a' });
});

it.each(['subtree', 'level'] as const)('follows moves across its border (%s)', async (hash) => {
  const { user, web, ask, sync, at, state } = await desk({ hash });
  user.write('Archive/Deep/a.txt', 'a');
  user.write('Now/b.txt', 'b');
  user.write('Now/Folder/c.txt', 'c');
  await sync();
  await ask('exclude', { path: at('Archive') });
  await sync();
  web.move('/Now/b.txt', '/Archive/Deep');
  web.move('/Now/Folder', '/Archive');
  web.move('/Archive/Deep/a.txt', '/Now');
  await sync();
  expect(user.tree()).toEqual({ 'Now/': '', 'Now/a.txt': 'a' });
  expect(web.read('/Archive/Deep/b.txt').toString()).toBe('b');
  expect(web.read('/Archive/Folder/c.txt').toString()).toBe('c');
  expect(await state('Archive')).toBe('excluded');
  const again = await sync();
  expect(again).toMatchObject({ cycles: 1, held: 0, failed: 0 });
  await ask('include', { path: `${web.rootId}:/Archive` });
  await sync();
  expect(user.tree()).toMatchObject({ 'Archive/Deep/b.txt': 'b', 'Archive/Folder/c.txt': 'c', 'Now/a.txt': 'a' });
});

it('sends an edit of a file that the cloud moved into it, before the copy goes', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  user.write('Now/b.txt', 'b');
  await sync();
  await ask('exclude', { path: at('Archive') });
  await sync();
  web.move('/Now/b.txt', '/Archive');
  user.write('Now/b.txt', 'edited');
  await sync();
  expect(user.tree()).toEqual({ 'Now/': '' });
  expect(web.read('/Archive/b.txt').toString()).toBe('edited');
});

it('leaves new folders in it out too, and deletes nothing when it is deleted here', async () => {
  const { user, web, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  await sync();
  await ask('exclude', { path: at('Archive') });
  user.remove('Archive');
  await sync();
  web.write('/Archive/New/n.txt', 'n');
  await sync();
  expect(user.tree()).toEqual({});
  expect(web.read('/Archive/a.txt').toString()).toBe('a');
});

it('fetches nothing of a folder that is left out from the start', async () => {
  const { cloud, user, sync } = await desk({
    exclude: ['/Big'],
    before: (web) => {
      web.write('/Big/one.bin', 'x'.repeat(1000));
      web.write('/small.txt', 's');
    },
  });
  cloud.resetRequests();
  const summary = await sync();
  expect(summary.downloaded).toBe(1);
  expect(user.tree()).toEqual({ 'small.txt': 's' });
});

it('keeps ignored and linked things of the folder in the local trash with it', async () => {
  const { user, ask, sync, at } = await desk();
  user.write('Archive/a.txt', 'a');
  user.write('Archive/~$a.docx', 'lock');
  await sync();
  await ask('exclude', { path: at('Archive') });
  await sync();
  expect(user.tree()).toEqual({});
  expect(await ask('trash', { side: 'local' })).toMatchObject([{ path: '/Archive', why: 'left-out' }]);
});
