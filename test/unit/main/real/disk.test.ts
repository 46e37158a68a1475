import { execFileSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { link, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRealDisk } from '../../../../main/real/disk.ts';
import { handsOn, temporaryFolder } from '../../../support/temp-folder.ts';

const disk = createRealDisk();

test('a file that is not whole yet is private; a finished one has the mode of any new file', async () => {
  const folder = temporaryFolder();
  const handle = await disk.openWrite(join(folder, 'a'));
  expect(lstatSync(join(folder, 'a')).mode & 0o777).toBe(0o600);
  await handle.sync();
  await handle.close();
  writeFileSync(join(folder, 'any'), '');
  expect(lstatSync(join(folder, 'a')).mode).toBe(lstatSync(join(folder, 'any')).mode);
});

test('small files of our own are private to their owner', async () => {
  const folder = temporaryFolder();
  await disk.writeWhole(join(folder, 'settings'), new Uint8Array(3));
  expect(lstatSync(join(folder, 'settings')).mode & 0o777).toBe(0o600);
});

test('a pipe cannot be read, and does not hang whoever tries', async () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await expect(disk.openRead(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'changed' });
  const [listing] = await disk.list([folder]);
  expect(listing?.ok === true && listing.entries[0]?.kind).toBe('special');
});

test('a move that was cut off between its two names is finished by the same move', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'x');
  await link(join(folder, 'a'), join(folder, 'b'));
  await disk.move(join(folder, 'a'), join(folder, 'b'));
  expect(user.tree()).toEqual({ b: 'x' });
});

test('two names of one file that differ in case only are two names where the volume says so', async () => {
  const folder = temporaryFolder();
  if ((await disk.folding(folder)).case) return;
  const user = handsOn(folder);
  user.write('a', 'x');
  await link(join(folder, 'a'), join(folder, 'A'));
  await disk.move(join(folder, 'a'), join(folder, 'A'));
  expect(user.tree()).toEqual({ A: 'x' });
});

test('into our own folder a file is taken whatever other names it has', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'x');
  mkdirSync(join(folder, '.leitzcloud', 'trash'), { recursive: true });
  await link(join(folder, 'a'), join(folder, 'other name'));
  await disk.move(join(folder, 'a'), join(folder, '.leitzcloud', 'trash', 'item'));
  expect(user.tree()).toEqual({ 'other name': 'x' });
  expect(user.read('.leitzcloud/trash/item')).toBe('x');
});

test('a file moved by way of a scratch name leaves nothing there', async () => {
  const folder = temporaryFolder();
  const user = handsOn(folder);
  user.write('a', 'x');
  await disk.moveVia(join(folder, 'a'), join(folder, 'b'), join(folder, 'scratch'));
  expect(user.tree()).toEqual({ b: 'x' });
  user.write('c', 'taken');
  const taken = disk.moveVia(join(folder, 'b'), join(folder, 'c'), join(folder, 'scratch'));
  await expect(taken).rejects.toMatchObject({ code: 'changed' });
  const noScratch = disk.moveVia(join(folder, 'b'), join(folder, 'd'), join(folder, 'nowhere', 'scratch'));
  await expect(noScratch).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ b: 'x', c: 'taken' });
});

test('a name that is too long is named as that', async () => {
  const folder = temporaryFolder();
  await expect(disk.makeFolder(join(folder, 'x'.repeat(300)))).rejects.toMatchObject({ code: 'path-too-long' });
});

test('finding out the folding uses our own folder where there is one', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, '.leitzcloud'));
  const before = (await stat(folder)).mtimeMs;
  await disk.folding(folder);
  expect((await stat(folder)).mtimeMs).toBe(before);
  expect(await readdir(join(folder, '.leitzcloud'))).toEqual([]);
});

test('no failed write of a small file leaves anything beside it', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'settings', 'in the way'), { recursive: true });
  await expect(disk.writeWhole(join(folder, 'settings'), new Uint8Array(3))).rejects.toMatchObject({ code: 'changed' });
  expect(readdirSync(folder)).toEqual(['settings']);
});
