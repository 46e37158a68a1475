import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startCloud } from '../cloud/cloud.ts';
import { handsOn, temporaryFolder, until } from '../support/temp-folder.ts';
import { type Desk, desk } from './everyday-support.ts';

/** Another person at another cloud, signed in at the same desk, with the own root linked to a second folder. */
async function besides(at: Desk) {
  const base = temporaryFolder();
  const cloud = await startCloud({ data: path.join(base, 'cloud'), seed: 2 });
  onTestFinished(() => cloud.close());
  const person = cloud.people[1];
  if (person === undefined) throw new Error('there is nobody');
  const folder = path.join(base, 'files');
  mkdirSync(folder);
  const { id: account } = await at.ask('signIn', {
    server: cloud.url,
    user: person.email,
    password: person.password,
    ca: cloud.caPem,
  });
  const { rootId } = await at.ask('link', { rootId: person.rootId, folder, exclude: [], account: account ?? '' });
  return { cloud, person, folder, rootId, account: account ?? '', user: handsOn(folder), web: cloud.as(person.email) };
}

it('works for two people at two clouds, each with links, tokens and a certificate authority of their own', async () => {
  const one = await desk();
  const two = await besides(one);
  one.user.write('one.txt', 'first');
  two.user.write('two.txt', 'second');
  const done = await one.sync();
  expect(done).toMatchObject({ uploaded: 2, held: 0, failed: 0 });
  expect(done.stopped).toBeUndefined();
  expect(one.cloudTree()).toEqual({ 'one.txt': 'first' });
  expect(two.web.read('/two.txt').toString()).toBe('second');
  two.web.write('/from-two.txt', 'down');
  expect(await one.sync()).toMatchObject({ downloaded: 1 });
  expect(two.user.tree()).toEqual({ 'from-two.txt': 'down', 'two.txt': 'second' });
  expect(await one.ask('accounts', {})).toMatchObject([
    { user: one.person.email, signedIn: true, links: 1 },
    { id: two.account, user: two.person.email, signedIn: true, links: 1 },
  ]);
});

it('tells roots apart that bear the same number at both clouds', async () => {
  const one = await desk({ who: 1 });
  const two = await besides(one);
  expect(two.person.rootId).toBe(one.person.rootId);
  expect(two.rootId).not.toBe(one.rootId);
  const roots = await one.ask('roots', {});
  expect(new Set(roots.map(({ id }) => id)).size).toBe(roots.length);
  expect(roots.find(({ id }) => id === two.rootId)).toMatchObject({
    account: two.account,
    cloudRootId: two.person.rootId,
    linkedTo: two.folder,
  });
  one.user.write('same.txt', 'of one');
  two.user.write('same.txt', 'of two');
  await one.sync();
  const { links } = await one.ask('status', {});
  expect(links.map(({ rootId, folder }) => [rootId, folder])).toEqual([
    [one.rootId, one.folder],
    [two.rootId, two.folder],
  ]);
  expect(await one.ask('why', { path: `${two.rootId}:/same.txt` })).toMatchObject({
    rootId: two.rootId,
    state: 'synced',
  });
  await one.restart();
  expect((await one.ask('status', {})).links.map(({ rootId }) => rootId)).toEqual([one.rootId, two.rootId]);
  const shared = await one.ask('share', { path: path.join(two.folder, 'same.txt') });
  const own = await one.ask('share', { path: one.at('same.txt') });
  expect(shared.id).not.toBe(own.id);
  expect((await one.ask('shares', {})).map(({ id }) => id).sort()).toEqual([own.id, shared.id].sort());
  await one.ask('unshare', { id: shared.id });
  expect((await one.ask('shares', {})).map(({ id }) => id)).toEqual([own.id]);
});

it('goes on for one when the other is signed out, and explains what rests', async () => {
  const one = await desk();
  const two = await besides(one);
  two.user.write('before.txt', 'b');
  await one.sync();
  expect(await one.ask('signOut', { account: two.person.email })).toMatchObject({ revoked: true });
  one.user.write('one.txt', '1');
  two.user.write('two.txt', '2');
  two.cloud.resetRequests();
  expect(await one.sync()).toMatchObject({ uploaded: 1 });
  expect(two.cloud.requests()).toEqual({});
  const { state, links } = await one.ask('status', {});
  expect([state, ...links.map((link) => link.state)]).toEqual(['synced', 'synced', 'signed-out']);
  expect(await one.ask('why', { path: path.join(two.folder, 'before.txt') })).toMatchObject({ state: 'synced' });
  expect(await one.refusal('sync', { rootId: two.rootId })).toBe('sign-in-needed');
  expect(await one.ask('why', { path: `${two.rootId}:/never seen.txt` })).toMatchObject({ state: 'unknown' });
  const { person, cloud } = two;
  await one.ask('signIn', { server: cloud.url, user: person.email.toUpperCase(), password: person.password });
  expect(await one.sync()).toMatchObject({ uploaded: 1 });
  expect(two.web.read('/two.txt').toString()).toBe('2');
  expect(await one.ask('accounts', {})).toHaveLength(2);
});

it('goes on for one when the other cloud has ended the session, or is not there', async () => {
  const one = await desk();
  const two = await besides(one);
  await one.sync();
  two.web.write('/known.txt', 'k');
  await one.ask('plan', {});
  await two.cloud.close();
  one.user.write('one.txt', '1');
  const done = await one.sync();
  expect(done).toMatchObject({ uploaded: 1, stopped: [{ rootId: two.rootId, error: 'offline' }] });
  expect(await one.ask('accounts', {})).toMatchObject([{}, { trouble: 'offline' }]);
  expect(await one.ask('why', { path: `${two.rootId}:/known.txt` })).toMatchObject({
    state: 'waiting',
    reason: 'offline',
  });
  expect(await one.refusal('sync', { rootId: two.rootId })).toBe('offline');
  expect((await one.ask('roots', {})).every(({ account }) => account !== two.account)).toBe(true);
});

it('watches both, and a cloud that is away keeps the other from nothing', async () => {
  const one = await desk();
  const two = await besides(one);
  await one.sync();
  await one.watch();
  await two.cloud.close();
  one.user.write('watched.txt', 'w');
  await until('the file is in the cloud', () => one.web.exists('/watched.txt'));
});

it('takes an account off the list with its links, and leaves all files', async () => {
  const one = await desk();
  const two = await besides(one);
  two.user.write('two.txt', '2');
  await one.sync();
  expect(await one.refusal('signOut', {})).toBe('wrong-usage');
  await one.ask('signOut', { account: two.account, forget: true });
  expect(await one.ask('accounts', {})).toMatchObject([{ user: one.person.email }]);
  expect((await one.ask('status', {})).links.map(({ rootId }) => rootId)).toEqual([one.rootId]);
  expect(two.user.read('two.txt')).toBe('2');
  expect(two.web.read('/two.txt').toString()).toBe('2');
});

it('keeps the sessions of two people at one server apart', async () => {
  const one = await desk();
  const other = one.cloud.people[1];
  if (other === undefined) throw new Error('there is nobody else');
  const { url: server, caPem: ca } = one.cloud;
  await one.ask('signIn', { server, user: other.email, password: other.password, ca });
  const folder = temporaryFolder();
  await one.ask('link', { rootId: other.rootId, folder, exclude: [] });
  handsOn(folder).write('b.txt', 'b');
  one.user.write('a.txt', 'a');
  expect(await one.sync()).toMatchObject({ uploaded: 2 });
  await one.ask('signOut', { account: one.person.email });
  handsOn(folder).write('c.txt', 'c');
  expect(await one.sync()).toMatchObject({ uploaded: 1 });
  expect(readdirSync(folder).sort()).toEqual(['.leitzcloud', 'b.txt', 'c.txt']);
  expect(readFileSync(one.at('a.txt'), 'utf8')).toBe('a');
});
