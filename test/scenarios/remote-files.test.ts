/** An ordinary day of the remote side with the stand-in cloud. */
import { afterEach, expect, it } from 'vitest';
import { big, collect, failure, META, MIB, NOON, small } from '../unit/main/remote/support.ts';
import { type RemoteWorld, remoteWorld } from './remote-support.ts';

let world: RemoteWorld;
afterEach(() => world.end());

it('a folder is made, filled, listed, changed, emptied and brought back', async () => {
  world = await remoteWorld();
  const { side, cloud, person } = world;
  const web = cloud.as(person.email);
  const folder = await side.createFolder(0, 'Bücher & Co');
  const one = await side.upload({ folder: folder.id, name: 'eins.txt' }, small('eins'), META, {});
  const two = await side.upload({ folder: folder.id, name: 'zwei + 2 %41 ;=.txt' }, small(''), META, {});
  expect(one).toMatchObject({
    parent: folder.id,
    name: 'eins.txt',
    size: 4,
    modifiedMs: NOON,
    createdMs: META.createdMs,
  });
  expect(two).toMatchObject({ name: 'zwei + 2 %41 ;=.txt', size: 0 });
  expect(web.read('/Bücher & Co/eins.txt').toString()).toBe('eins');
  expect(web.read('/Bücher & Co/zwei + 2 %41 ;=.txt').length).toBe(0);

  const listing = await side.list(folder.id, {});
  expect(listing.modified && listing.children.map(({ id, name, parent }) => [id, name, parent]).sort()).toEqual(
    [
      [one.id, one.name, folder.id],
      [two.id, two.name, folder.id],
    ].sort(),
  );
  const hash = listing.modified ? listing.hash : undefined;
  expect(await side.list(folder.id, hash === undefined ? {} : { hash })).toEqual({ modified: false });

  const again = await side.upload({ folder: folder.id, name: 'eins.txt' }, small('eins, neu'), META, {});
  expect(again.id).toBe(one.id);
  expect(again.revision).not.toBe(one.revision);
  expect((await side.revisions(one.id)).map(({ revision, size }) => [revision, size])).toEqual([
    [again.revision, 9],
    [one.revision, 4],
  ]);
  const old = await side.download(one, {});
  expect((await collect(old.stream)).toString()).toBe('eins');

  await side.rename('file', one.id, 'erste.txt');
  await side.move('file', one.id, 0);
  expect(web.read('/erste.txt').toString()).toBe('eins, neu');
  await side.delete('folder', folder.id);
  expect(await side.folder(folder.id)).toMatchObject({ deleted: true });
  expect(await failure(side.list(folder.id, {}))).toBe('not-found');
  const top = await side.list(0, {});
  expect(top.modified && top.children.map(({ name }) => name)).not.toContain('Bücher & Co');
  await side.restore('folder', folder.id);
  expect(web.exists('/Bücher & Co/zwei + 2 %41 ;=.txt')).toBe(true);
  expect(await side.file(99_999_999)).toBeUndefined();
});

it('a big file goes up and comes down in parts', async () => {
  world = await remoteWorld();
  const { side, account } = world;
  let sent = 0;
  const file = await side.upload({ folder: 0, name: 'groß.bin' }, big(9), META, {
    onBytes: (count) => {
      sent += count;
    },
  });
  expect([file.size, sent]).toEqual([9 * MIB, 9 * MIB]);
  const first = await side.download(file, {});
  let head = Buffer.alloc(0);
  for await (const chunk of first.stream) {
    head = Buffer.concat([head, chunk]);
    if (head.length > 4 * MIB) break;
  }
  const rest = await side.download(file, { from: head.length });
  expect([rest.startsAt, rest.size]).toEqual([head.length, 9 * MIB]);
  const whole = Buffer.concat([head, await collect(rest.stream)]);
  expect(whole.equals(Buffer.concat(Array.from({ length: 9 }, (_, n) => Buffer.alloc(MIB, n))))).toBe(true);
  expect(account.counts().bytesUp).toBe(9 * MIB);
});

it('a file that changes while it goes up never shows in the cloud', async () => {
  world = await remoteWorld();
  const { side, cloud, person } = world;
  const kept = await side.upload({ folder: 0, name: 'bericht.docx' }, small('die alte Fassung'), META, {});
  const changes = () => {
    throw new Error('changed under us');
  };
  const upload = side.upload({ folder: 0, name: 'bericht.docx' }, big(6, changes), META, {});
  expect(await failure(upload)).not.toBe('none');
  const stop = new AbortController();
  const cancelled = side.upload(
    { folder: 0, name: 'neu.bin' },
    big(6, () => stop.abort()),
    META,
    { signal: stop.signal },
  );
  expect(await failure(cancelled)).toBe('cancelled');
  expect((await side.file(kept.id))?.revision).toBe(kept.revision);
  expect(cloud.as(person.email).exists('/neu.bin')).toBe(false);
});

it('the cloud’s refusals arrive as what they are', async () => {
  world = await remoteWorld();
  const { side, cloud, person } = world;
  const web = cloud.as(person.email);
  const other = cloud.people[1]?.email ?? '';
  const file = await side.upload({ folder: 0, name: 'a.txt' }, small('a'), META, {});
  await side.createFolder(0, 'Ordner');
  const put = (name: string, text = 'x') => failure(side.upload({ folder: 0, name }, small(text), META, {}));
  expect(await failure(side.createFolder(0, 'ordner'))).toBe('name-conflict');
  expect(await failure(side.rename('file', file.id, 'Ordner'))).toBe('name-conflict');
  expect(await failure(side.rename('file', file.id, 'a:b'))).toBe('invalid-name');
  cloud.setPolicy({ excluded_extensions: '.pst', max_file_size: 0.001 });
  expect(await put('post.PST')).toBe('excluded-extension');
  expect(await put('long.txt', 'x'.repeat(5000))).toBe('file-too-large');
  cloud.setPolicy({ excluded_extensions: '', max_file_size: 10 });
  cloud.setQuota(person.email, 3);
  expect(await put('more.txt', 'x'.repeat(500))).toBe('quota-exceeded');
  expect(await failure(side.upload({ folder: 0, name: 'huge.bin' }, big(11), META, {}))).toBe('file-too-large');
  cloud.setQuota(person.email, 1e9);
  const [share] = cloud.teamShares;
  if (share !== undefined && other !== '') {
    cloud.grant(share.rootId, person.email, ['read', 'write', 'delete']);
    cloud.grant(share.rootId, other, ['read', 'write', 'delete']);
    cloud.as(other).in(share.rootId).write('/plan.txt', 'plan');
    const { id } = cloud.as(other).in(share.rootId).lock('/plan.txt');
    const team = world.account.side(share.rootId);
    expect(await failure(team.delete('file', id))).toBe('locked');
    cloud.grant(share.rootId, person.email, ['read']);
    expect(await failure(team.createFolder(0, 'mine'))).toBe('forbidden');
  }
  web.remove('/a.txt');
  expect(await side.file(file.id)).toMatchObject({ deleted: true });
  web.restore('/a.txt');
  web.remove('/a.txt');
  web.purge('/a.txt');
  expect(await failure(side.file(file.id))).toBe('gone');
});

it('what others changed is told, more than a page of it', async () => {
  world = await remoteWorld();
  const { side, cloud, person } = world;
  const since = Date.now() + side.clockOffsetMs() - 2000;
  cloud.as(person.email).fill('/Viele', 250);
  const changed = await side.modifiedSince(since);
  expect(new Set(changed.map(({ id }) => id)).size).toBeGreaterThanOrEqual(250);
});

it('the account knows its person and roots, and ends', async () => {
  world = await remoteWorld();
  const { account, person, cloud, secrets } = world;
  const me = await account.whoAmI();
  expect(me).toMatchObject({ id: person.id, email: person.email, ownRootId: person.rootId });
  const roots = await account.roots();
  expect(roots.map(({ id }) => id).sort()).toEqual([...me.rootIds].sort());
  expect((await account.root(person.rootId)).type).toBe('sync');
  const machine = [...secrets.kept.keys()].filter((name) => name.startsWith('machine'));
  await account.signOut();
  expect([...secrets.kept.keys()]).toEqual(machine);
  expect(await failure(account.whoAmI())).toBe('sign-in-needed');
  expect(cloud.requests()['POST /oauth/revoke']).toBe(2);
});
