import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { handsOn, temporaryFolder, until } from '../support/temp-folder.ts';
import { type Desk, desk } from './everyday-support.ts';

/** A folder on another volume than the desk's; undefined where this computer has only one. */
function elsewhere(): string | undefined {
  const memory = '/dev/shm';
  if (!existsSync(memory) || statSync(memory).dev === statSync(tmpdir()).dev) return undefined;
  const folder = mkdtempSync(path.join(memory, 'leitz-desk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function filled(): Promise<Desk> {
  const at = await desk();
  at.user.write('Plans/Deep/a.txt', 'a');
  at.user.write('Plans/b.txt', 'b');
  at.user.write('c.txt', 'c');
  await at.sync();
  return at;
}

/** What a sync costs after a move: one question a folder and cycle at most, and no byte of content. */
async function nothingSent({ sync, cloud }: Desk): Promise<void> {
  cloud.resetRequests();
  const done = await sync();
  expect(done).toMatchObject({ uploaded: 0, downloaded: 0, deletedCloud: 0, deletedLocal: 0, held: 0, failed: 0 });
  expect(done.requests).toBeLessThanOrEqual(3 * done.cycles);
  expect([done.bytesUp, done.bytesDown].every((bytes) => bytes < 4_000)).toBe(true);
  const content = Object.entries(cloud.requests()).filter(([what]) => /upload|download|create/u.test(what));
  expect(content).toEqual([]);
}

it('renames the linked folder to its new place, which may be an empty folder', async () => {
  const at = await filled();
  const to = path.join(temporaryFolder(), 'New place');
  mkdirSync(to);
  const moved = await at.ask('moveLink', { rootId: at.rootId, folder: to });
  expect(moved).toEqual({ rootId: at.rootId, from: at.folder, folder: to, how: 'renamed' });
  expect(existsSync(at.folder)).toBe(false);
  await nothingSent(at);
  const user = handsOn(to);
  user.write('Plans/b.txt', 'edited there');
  expect(await at.sync()).toMatchObject({ uploaded: 1, requests: expect.any(Number) });
  expect(at.web.read('/Plans/b.txt').toString()).toBe('edited there');
  expect(await at.ask('why', { path: path.join(to, 'c.txt') })).toMatchObject({ state: 'synced' });
});

it('finds the folder that its user has moved already, with what changed on the way', async () => {
  const at = await filled();
  const to = path.join(temporaryFolder(), 'moved');
  renameSync(at.folder, to);
  expect(await at.refusal('sync', {})).toBe('folder-missing');
  handsOn(to).write('c.txt', 'changed');
  rmSync(path.join(to, 'Plans/b.txt'));
  expect(await at.ask('moveLink', { rootId: at.rootId, folder: to })).toMatchObject({ how: 'found' });
  expect(await at.sync()).toMatchObject({ uploaded: 1, downloaded: 0, deletedCloud: 1 });
  expect(at.cloudTree()).toEqual({ 'Plans/': '', 'Plans/Deep/': '', 'Plans/Deep/a.txt': 'a', 'c.txt': 'changed' });
});

it('takes a copy for it, fetches what is missing in the copy, and sends what was changed', async () => {
  const at = await filled();
  const to = path.join(elsewhere() ?? temporaryFolder(), 'copy');
  cpSync(at.folder, to, { recursive: true, preserveTimestamps: true });
  rmSync(path.join(to, 'Plans/Deep'), { recursive: true });
  writeFileSync(path.join(to, 'c.txt'), 'changed in the copy');
  expect(await at.ask('moveLink', { rootId: at.rootId, folder: to })).toMatchObject({ how: 'compared' });
  expect(await at.sync()).toMatchObject({ uploaded: 1, downloaded: 1, deletedCloud: 0, conflicts: 0, held: 0 });
  expect(handsOn(to).tree()).toEqual({
    'Plans/': '',
    'Plans/Deep/': '',
    'Plans/Deep/a.txt': 'a',
    'Plans/b.txt': 'b',
    'c.txt': 'changed in the copy',
  });
  await nothingSent(at);
  // The folder that was copied is no linked one any more, and can be linked again.
  expect(existsSync(path.join(at.folder, '.leitzcloud/marker.json'))).toBe(false);
});

it('reads a copy without its times again, and still sends nothing', async () => {
  const at = await filled();
  const to = path.join(elsewhere() ?? temporaryFolder(), 'copy');
  cpSync(at.folder, to, { recursive: true });
  rmSync(at.folder, { recursive: true });
  expect(await at.ask('moveLink', { rootId: at.rootId, folder: to })).toMatchObject({ how: 'compared' });
  await nothingSent(at);
});

it('keeps trash and temporary files on the volume of each folder', async () => {
  const other = elsewhere();
  if (other === undefined) return;
  const at = await filled();
  const to = path.join(other, 'files');
  expect(await at.refusal('moveLink', { rootId: at.rootId, folder: to })).toBe('wrong-usage');
  expect(existsSync(at.at('c.txt'))).toBe(true);
  cpSync(at.folder, to, { recursive: true, preserveTimestamps: true });
  rmSync(at.folder, { recursive: true });
  await at.ask('moveLink', { rootId: at.rootId, folder: to });
  const share = at.cloud.addRoot('Second', 'sync', at.person.email);
  const second = temporaryFolder();
  await at.ask('link', { rootId: share, folder: second, exclude: [] });
  handsOn(second).write('here.txt', 'h');
  at.web.remove('/Plans');
  at.web.write('/big.bin', 'x'.repeat(300_000));
  const done = await at.sync();
  expect(done).toMatchObject({ uploaded: 1, downloaded: 1, failed: 0 });
  const trash = await at.ask('trash', { side: 'local' });
  expect(trash.map(({ path: was }) => was)).toEqual(['/Plans']);
  await at.ask('untrash', { id: trash[0]?.id ?? '' });
  expect(handsOn(to).read('Plans/b.txt')).toBe('b');
});

it('refuses what is no place for it, and leaves everything as it was', async () => {
  const at = await filled();
  const full = temporaryFolder();
  writeFileSync(path.join(full, 'somebody.txt'), 's');
  for (const folder of [full, at.folder, path.join(at.folder, 'Plans/inside'), path.dirname(at.folder)])
    expect(await at.refusal('moveLink', { rootId: at.rootId, folder })).toBe('wrong-usage');
  expect(await at.refusal('moveLink', { rootId: 4711, folder: full })).toBe('wrong-usage');
  await nothingSent(at);
  renameSync(at.folder, `${at.folder}-away`);
  const to = path.join(temporaryFolder(), 'x');
  expect(await at.refusal('moveLink', { rootId: at.rootId, folder: to })).toBe('wrong-usage');
});

it('goes on watching at the new place', async () => {
  const at = await filled();
  await at.watch();
  const to = path.join(temporaryFolder(), 'New place');
  await at.ask('moveLink', { rootId: at.rootId, folder: to });
  handsOn(to).write('watched.txt', 'w');
  await until('it is in the cloud', () => at.web.exists('/watched.txt'));
});

it('finishes a move in which we died, whether before or after the renaming', async () => {
  const at = await filled();
  const to = path.join(temporaryFolder(), 'New place');
  await at.restart({
    meanwhile: (state) => state.setSetting(`moving ${state.links()[0]?.id}`, JSON.stringify({ to })),
  });
  await nothingSent(at);
  await at.restart({
    meanwhile: (state) => {
      state.setSetting(`moving ${state.links()[0]?.id}`, JSON.stringify({ to }));
      renameSync(at.folder, to);
    },
  });
  await nothingSent(at);
  const [link] = (await at.ask('status', {})).links;
  expect(link).toMatchObject({ folder: to, state: 'synced' });
});
