import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LocalDisk } from '../../../../main/local/disk-extras.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';
import { CLOUD_TIME, linkedFolder, seen, staged } from '../../../support/temp-linked.ts';

/** A disk on which `meddle` happens right before the first move. */
function beforeMove(meddle: (from: string, to: string) => void) {
  return (real: Required<LocalDisk>) => {
    let done = false;
    const first = (from: string, to: string): void => {
      if (!done) meddle(from, to);
      done = true;
    };
    return {
      move: (from: string, to: string) => {
        first(from, to);
        return real.move(from, to);
      },
      moveVia: (from: string, to: string, scratch: string) => {
        first(from, to);
        return real.moveVia(from, to, scratch);
      },
    };
  };
}

/** As editors save: beside, then over. */
function saveOver(path: string, content: string): void {
  writeFileSync(`${path}.swp`, content);
  renameSync(`${path}.swp`, path);
}

const trashOf = (folder: string, item: string): string => join(folder, '.leitzcloud', 'trash', item);

test('a staged file gets its name, its time and the mode of any new file', async () => {
  const { side, user, folder } = await linkedFolder();
  const stat = await side.placeNew(await staged(side, 'hello'), 'a.txt');
  expect(user.tree()).toEqual({ 'a.txt': 'hello' });
  expect(stat).toMatchObject({ kind: 'file', size: 5, mtimeMs: CLOUD_TIME, links: 1 });
  expect(stat.ino).toBe((await side.stat('a.txt'))?.ino);
  writeFileSync(join(folder, 'any'), '');
  expect(lstatSync(join(folder, 'a.txt')).mode).toBe(lstatSync(join(folder, 'any')).mode);
  expect(await side.stagedNames()).toEqual([]);
});

test('onto a taken name nothing is placed, and the staged file waits', async () => {
  const { side, user } = await linkedFolder();
  user.write('a.txt', 'mine');
  const file = await staged(side, 'theirs');
  await expect(side.placeNew(file, 'a.txt')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ 'a.txt': 'mine' });
  expect(await side.stagedSize('incoming')).toBe(6);
});

test('a name that is taken at the last moment is not replaced either', async () => {
  const { side, user } = await linkedFolder(beforeMove((_, to) => writeFileSync(to, 'mine')));
  const file = await staged(side, 'theirs');
  await expect(side.placeNew(file, 'a.txt')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ 'a.txt': 'mine' });
});

test('an edit right after the placing is recorded as what was placed, so that the next scan sees the edit', async () => {
  const { side } = await linkedFolder((real) => ({
    move: async (from, to) => {
      await real.move(from, to);
      writeFileSync(to, 'edited at once');
    },
  }));
  const stat = await side.placeNew(await staged(side, 'hello'), 'a.txt');
  expect([stat.size, stat.mtimeMs]).toEqual([5, CLOUD_TIME]);
  expect((await side.stat('a.txt'))?.size).toBe(14);
});

test('replacing puts the new bytes in place and the old ones into the trash', async () => {
  const { side, user, folder } = await linkedFolder();
  user.write('a.txt', 'old');
  chmodSync(join(folder, 'a.txt'), 0o750);
  const stat = await side.replace(await staged(side, 'new!'), 'a.txt', await seen(side, 'a.txt'), 'old-a');
  expect(user.tree()).toEqual({ 'a.txt': 'new!' });
  expect(stat.ino).toBe((await side.stat('a.txt'))?.ino);
  expect(user.read('.leitzcloud/trash/old-a')).toBe('old');
  expect(lstatSync(join(folder, 'a.txt')).mode & 0o777).toBe(0o750);
});

test('replacing what the cloud has already leaves nothing in the trash', async () => {
  const { side, user } = await linkedFolder();
  user.write('a.txt', 'old');
  await side.replace(await staged(side, 'new!'), 'a.txt', await seen(side, 'a.txt'), undefined);
  expect(user.tree()).toEqual({ 'a.txt': 'new!' });
  expect(await side.trashItems()).toEqual([]);
});

test.each(['in place', 'over'])('a target that was saved %s before is left as it is', async (how) => {
  const { side, user, folder } = await linkedFolder();
  user.write('a.txt', 'old');
  const expected = await seen(side, 'a.txt');
  if (how === 'over') saveOver(join(folder, 'a.txt'), 'newest');
  else user.write('a.txt', 'newest');
  const file = await staged(side, 'cloud');
  await expect(side.replace(file, 'a.txt', expected, 'old-a')).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ 'a.txt': 'newest' });
  expect(await side.trashItems()).toEqual([]);
  expect(await side.stagedSize('incoming')).toBe(5);
});

test.each(['in place', 'over'])('a target that is saved %s at the last moment goes back as it is', async (how) => {
  const { side, user } = await linkedFolder(
    beforeMove((from) => (how === 'over' ? saveOver(from, 'newest') : writeFileSync(from, 'newest'))),
  );
  user.write('a.txt', 'old');
  const expected = await seen(side, 'a.txt');
  const file = await staged(side, 'cloud');
  await expect(side.replace(file, 'a.txt', expected, undefined)).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ 'a.txt': 'newest' });
  expect(await side.trashItems()).toEqual([]);
});

test('a file that takes the name between grab and placing is kept, and so are the old bytes', async () => {
  let moves = 0;
  const { side, user } = await linkedFolder((real) => ({
    move: async (from, to) => {
      moves += 1;
      if (moves === 2) writeFileSync(to, 'newest');
      await real.move(from, to);
    },
  }));
  user.write('a.txt', 'old');
  const expected = await seen(side, 'a.txt');
  const file = await staged(side, 'cloud');
  await expect(side.replace(file, 'a.txt', expected, undefined)).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ 'a.txt': 'newest' });
  const [item] = await side.trashItems();
  expect(user.read(`.leitzcloud/trash/${item?.name}`)).toBe('old');
});

test('bytes that a program wrote into the grabbed file are not purged', async () => {
  let moves = 0;
  const { side, user, folder } = await linkedFolder((real) => ({
    move: async (from, to) => {
      await real.move(from, to);
      moves += 1;
      if (moves === 2) writeFileSync(trashOf(folder, `grabbed-${expected.ino}`), 'late bytes');
    },
  }));
  user.write('a.txt', 'old');
  const expected = await seen(side, 'a.txt');
  await side.replace(await staged(side, 'cloud'), 'a.txt', expected, undefined);
  expect(user.read(`.leitzcloud/trash/grabbed-${expected.ino}`)).toBe('late bytes');
});

test('moving renames files and folders, and nothing on the way', async () => {
  const { side, user } = await linkedFolder();
  user.write('a.txt', 'x');
  user.write('folder/inside.txt', 'y');
  const file = await side.move('a.txt', 'folder/b.txt', await seen(side, 'a.txt'));
  expect(file).toEqual(await side.stat('folder/b.txt'));
  await side.move('folder', 'renamed', await seen(side, 'folder'));
  expect(user.tree()).toEqual({ 'renamed/': '', 'renamed/inside.txt': 'y', 'renamed/b.txt': 'x' });
  expect(await side.trashItems()).toEqual([]);
});

test('moving onto a taken name, or something else than expected, changes nothing', async () => {
  const { side, user } = await linkedFolder();
  user.write('a', 'a');
  user.write('b', 'b');
  await expect(side.move('a', 'b', await seen(side, 'a'))).rejects.toMatchObject({ code: 'changed' });
  await expect(side.move('a', 'c', await seen(side, 'b'))).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'a', b: 'b' });
});

test('a file that is saved at the last moment before its move goes back to its name', async () => {
  const { side, user } = await linkedFolder(beforeMove((from) => saveOver(from, 'newest')));
  user.write('a', 'old');
  const expected = await seen(side, 'a');
  await expect(side.move('a', 'b', expected)).rejects.toMatchObject({ code: 'changed' });
  expect(user.tree()).toEqual({ a: 'newest' });
});

test('a move that a crash left with both names is finished by doing it again', async () => {
  const { side, user, folder } = await linkedFolder();
  user.write('a', 'x');
  linkSync(join(folder, 'a'), join(folder, 'b'));
  await side.move('a', 'b', await seen(side, 'a'));
  expect(user.tree()).toEqual({ b: 'x' });
});

test('a folder is made once, found the second time, and never where a file is', async () => {
  const { side, user } = await linkedFolder();
  const made = await side.makeFolder('a');
  expect((await side.makeFolder('a')).ino).toBe(made.ino);
  user.write('file', 'x');
  await expect(side.makeFolder('file')).rejects.toMatchObject({ code: 'changed' });
  await expect(side.makeFolder('nothing/a')).rejects.toMatchObject({ code: 'changed' });
});

test('through a link in the place of a parent folder nothing is touched', async () => {
  const { side, user, folder } = await linkedFolder();
  const outside = temporaryFolder();
  user.write('docs/a.txt', 'x');
  const expected = await seen(side, 'docs/a.txt');
  renameSync(join(folder, 'docs'), join(outside, 'docs'));
  symlinkSync(join(outside, 'docs'), join(folder, 'docs'));
  const file = await staged(side, 'cloud');
  user.write('other', 'y');
  const other = await seen(side, 'other');

  const refused = [
    side.placeNew(file, 'docs/new.txt'),
    side.replace(file, 'docs/a.txt', expected, undefined),
    side.move('docs/a.txt', 'b', expected),
    side.move('other', 'docs/b', other),
    side.makeFolder('docs/new'),
    side.toTrash('docs/a.txt', expected, 'item'),
    side.setModified('docs/a.txt', 0),
    side.openForUpload('docs/a.txt', expected),
    side.hash('docs/a.txt', expected),
  ];
  for (const result of await Promise.allSettled(refused)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'changed' } });
  }
  expect(lstatSync(join(outside, 'docs', 'a.txt')).mtimeMs).toBe(expected.mtimeMs);
  expect(existsSync(join(outside, 'docs', 'new.txt'))).toBe(false);
});

test('through a link in the place of our own folder nothing is touched', async () => {
  const { side, user, folder } = await linkedFolder();
  const outside = temporaryFolder();
  user.write('a', 'x');
  rmSync(join(folder, '.leitzcloud'), { recursive: true });
  mkdirSync(join(outside, 'trash'));
  symlinkSync(outside, join(folder, '.leitzcloud'));
  await expect(side.toTrash('a', await seen(side, 'a'), 'item')).rejects.toMatchObject({ code: 'folder-replaced' });
  expect(user.read('a')).toBe('x');
});

test.each(['../a', 'a/../../b', '.leitzcloud/marker.json', '.LeitzCloud/x', 'a//b', '.', '/etc/passwd', 'a\0b'])(
  'the name %j of a server’s is refused',
  async (path) => {
    const { side } = await linkedFolder();
    const file = await staged(side, 'x');
    await expect(side.placeNew(file, path)).rejects.toMatchObject({ code: 'invalid-name' });
    await expect(side.makeFolder(path)).rejects.toMatchObject({ code: 'invalid-name' });
  },
);
