import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { linkedFolder, seen } from '../../../support/temp-linked.ts';

test('a file goes to the trash and comes back the same', async () => {
  const { side, user } = await linkedFolder();
  user.write('a.txt', 'hello');
  const before = await seen(side, 'a.txt');
  await side.toTrash('a.txt', before, 'item-1');
  expect(user.tree()).toEqual({});
  expect(await side.trashItems()).toMatchObject([{ name: 'item-1', size: 5 }]);

  const back = await side.fromTrash('item-1', 'back.txt');

  expect(back).toMatchObject({ ino: before.ino, size: 5, mtimeMs: before.mtimeMs });
  expect(user.tree()).toEqual({ 'back.txt': 'hello' });
  expect(await side.trashItems()).toEqual([]);
});

test('a folder goes and comes back whole, counted by the bytes in it', async () => {
  const { side, user } = await linkedFolder();
  user.write('folder/deep/a', 'hello');
  user.write('folder/b', 'xyz');
  await side.toTrash('folder', await seen(side, 'folder'), 'item-1');
  expect(user.tree()).toEqual({});
  expect(await side.trashItems()).toMatchObject([{ name: 'item-1', size: 8 }]);
  await side.fromTrash('item-1', 'folder');
  expect(user.tree()).toEqual({ 'folder/': '', 'folder/deep/': '', 'folder/deep/a': 'hello', 'folder/b': 'xyz' });
});

test('what is not the expected one stays', async () => {
  const { side, user } = await linkedFolder();
  user.write('a', 'one');
  const expected = await seen(side, 'a');
  user.write('a', 'one and more');
  await expect(side.toTrash('a', expected, 'item')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'one and more' });
});

test('what changes at the last moment goes back', async () => {
  const { side, user } = await linkedFolder((real) => ({
    move: async (from, to) => {
      if (to.endsWith('item')) writeFileSync(from, 'newest');
      await real.move(from, to);
    },
  }));
  user.write('a', 'one');
  await expect(side.toTrash('a', await seen(side, 'a'), 'item')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'newest' });
  expect(await side.trashItems()).toEqual([]);
});

test('what changes at the last moment stays in the trash if its name is taken by then: neither is lost', async () => {
  const { side, user } = await linkedFolder((real) => ({
    move: async (from, to) => {
      const taking = to.endsWith('item');
      if (taking) writeFileSync(from, 'newer');
      await real.move(from, to);
      if (taking) writeFileSync(from, 'newest');
    },
  }));
  user.write('a', 'one');
  await expect(side.toTrash('a', await seen(side, 'a'), 'item')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'newest' });
  expect(user.read('.leitzcloud/trash/item')).toBe('newer');
});

test('an item comes back onto no taken name, and not twice', async () => {
  const { side, user } = await linkedFolder();
  user.write('a', 'old');
  await side.toTrash('a', await seen(side, 'a'), 'item');
  user.write('a', 'new');
  await expect(side.fromTrash('item', 'a')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'new' });
  await side.fromTrash('item', 'b');
  await expect(side.fromTrash('item', 'c')).rejects.toMatchObject({ code: 'changed' });
});

test('two items of one name: the second is refused and stays where it is', async () => {
  const { side, user } = await linkedFolder();
  user.write('a', 'one');
  user.write('b', 'two');
  await side.toTrash('a', await seen(side, 'a'), 'item');
  await expect(side.toTrash('b', await seen(side, 'b'), 'item')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ b: 'two' });
  expect(user.read('.leitzcloud/trash/item')).toBe('one');
});

test('purging deletes the item with all that is in it, and follows no link out of it', async () => {
  const { side, user, folder } = await linkedFolder();
  const outside = temporaryFolder();
  writeFileSync(join(outside, 'precious'), 'x');
  user.write('folder/deep/a', 'hello');
  symlinkSync(outside, join(folder, 'folder', 'link'));
  await side.toTrash('folder', await seen(side, 'folder'), 'item');
  await side.purgeTrash('item');
  await side.purgeTrash('item');
  expect(await side.trashItems()).toEqual([]);
  expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('x');
});
