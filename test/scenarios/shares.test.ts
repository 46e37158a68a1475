import { expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../main/real/http.ts';
import { desk } from './everyday-support.ts';

/** Follows a share link as anybody who has the address. */
async function follow(url: string, ca: string) {
  const http = createHttp({ ca });
  onTestFinished(() => http.close());
  const answer = await http.request({ method: 'GET', url, headers: {}, idleTimeoutMs: 10_000 });
  return { status: answer.status, text: Buffer.from(await answer.bytes(10_000)).toString() };
}

it('makes a link with every option, lists it, changes it and removes it', async () => {
  const { cloud, user, ask, sync, at, rootId } = await desk();
  user.write('Plans/a.txt', 'shared');
  await sync();
  const made = await ask('share', {
    path: at('Plans/a.txt'),
    expires: '2030-12-31',
    downloadLimit: 5,
    subscribers: ['x@example.org', 'y@example.org'],
    notifySubscribers: true,
    notifyDownloads: true,
  });
  expect(made).toMatchObject({
    rootId,
    path: '/Plans/a.txt',
    kind: 'file',
    expires: '2030-12-31',
    loginRequired: false,
    downloadLimit: 5,
    subscribers: ['x@example.org', 'y@example.org'],
  });
  expect(await follow(made.url ?? '', cloud.caPem)).toEqual({ status: 200, text: 'shared' });
  expect(await ask('shares', {})).toMatchObject([{ id: made.id, downloads: 1, path: '/Plans/a.txt' }]);
  const changed = await ask('changeShare', { id: made.id, loginRequired: true });
  expect(changed).toMatchObject({ url: made.url, loginRequired: true, expires: '2030-12-31', downloadLimit: 5 });
  expect((await follow(made.url ?? '', cloud.caPem)).status).toBe(401);
  expect(await ask('unshare', { id: made.id })).toEqual({ id: made.id, path: '/Plans/a.txt' });
  expect((await follow(made.url ?? '', cloud.caPem)).status).toBe(410);
  expect(await ask('shares', {})).toEqual([]);
});

it('keeps a link alive over rename, move and edit on this computer', async () => {
  const { cloud, user, ask, sync, at } = await desk();
  user.write('a.txt', 'one');
  await sync();
  const { url } = await ask('share', { path: at('a.txt') });
  user.move('a.txt', 'Other/b.txt');
  await sync();
  user.write('Other/b.txt', 'two');
  await sync();
  expect(await follow(url ?? '', cloud.caPem)).toEqual({ status: 200, text: 'two' });
  expect(await ask('shares', {})).toMatchObject([{ path: '/Other/b.txt' }]);
});

it('shares folders, and refuses what is not in the cloud and what the organization forbids', async () => {
  const { cloud, user, ask, sync, at, refusal } = await desk();
  user.write('Plans/a.txt', 'a');
  await sync();
  const { url, kind } = await ask('share', { path: at('Plans') });
  expect(kind).toBe('folder');
  expect((await follow(`${url}/a.txt`, cloud.caPem)).text).toBe('a');
  user.write('new.txt', 'n');
  expect(await refusal('share', { path: at('new.txt') })).toBe('wrong-usage');
  expect(await refusal('unshare', { id: 'nonsense' })).toBe('wrong-usage');
  expect(await refusal('unshare', { id: '424242' })).toBe('not-found');
  cloud.setPolicy({ user_create_shares: false });
  expect(await refusal('share', { path: at('Plans/a.txt') })).toBe('forbidden');
});

it('shows team shares as roots and syncs them like any other', async () => {
  const { user, web, ask, sync, rootId, folder } = await desk({ teamShare: 'Team Vertrieb' });
  expect((await ask('roots', {})).find(({ id }) => id === rootId)).toMatchObject({
    name: 'Team Vertrieb',
    type: 'share',
    linkedTo: folder,
    readOnly: false,
  });
  web.write('/there.txt', 't');
  user.write('here.txt', 'h');
  expect(await sync()).toMatchObject({ uploaded: 1, downloaded: 1, held: 0 });
});

it('keeps changes in a root that may only be read here, explains them, and takes them back', async () => {
  const { user, web, ask, sync, at, cloudTree, rootId } = await desk({
    who: 1,
    teamShare: 'Geschäftsführung',
    before: (boss) => {
      for (const name of ['edited', 'deleted', 'moved', 'stays']) boss.write(`/Plans/${name}.txt`, name);
    },
  });
  await sync();
  expect((await ask('roots', {})).find(({ id }) => id === rootId)?.readOnly).toBe(true);
  const before = cloudTree();
  user.write('Plans/edited.txt', 'changed here');
  user.remove('Plans/deleted.txt');
  user.move('Plans/moved.txt', 'Plans/elsewhere.txt');
  user.write('Plans/new.txt', 'new');
  expect(await sync()).toMatchObject({ held: 4 });
  expect(cloudTree()).toEqual(before);
  expect(user.read('Plans/edited.txt')).toBe('changed here');
  expect(await ask('why', { path: at('Plans/new.txt') })).toMatchObject({ state: 'held', reason: 'read-only-root' });
  const held = await ask('held', {});
  expect(new Set(held.map(({ reason }) => reason))).toEqual(new Set(['read-only-root']));
  for (const { id } of held) await ask('decline', { id });
  expect(await sync()).toMatchObject({ held: 0 });
  expect(user.tree()).toEqual(cloudTree());
  expect((await ask('trash', { side: 'local' })).map(({ path }) => path).toSorted()).toEqual([
    '/Plans/edited.txt',
    '/Plans/new.txt',
  ]);
  expect(web.exists('/Plans/new.txt')).toBe(false);
});

it('sends what waited when the right comes', async () => {
  const { cloud, person, user, sync, ask, cloudTree, rootId } = await desk({ who: 1, teamShare: 'Geschäftsführung' });
  user.write('new.txt', 'new');
  await sync();
  const [item] = await ask('held', {});
  cloud.grant(rootId, person.email, ['read', 'write', 'delete']);
  await ask('release', { id: item?.id ?? '' });
  expect(await sync()).toMatchObject({ uploaded: 1, held: 0 });
  expect(cloudTree()).toEqual({ 'new.txt': 'new' });
});
