import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { linkedFolder, seen } from '../../../support/temp-linked.ts';

test('a listing names its folder as it was asked and never shows what is ours', async () => {
  const { side, user } = await linkedFolder();
  user.write('a.txt', 'x');
  user.write('docs/b.txt', 'y');
  const [docs, top] = await side.list(['docs', '']);
  expect(docs).toMatchObject({ folder: 'docs', ok: true, entries: [{ name: 'b.txt' }] });
  expect(top?.folder).toBe('');
  expect(top?.ok === true && top.entries.map(({ name }) => name).sort()).toEqual(['a.txt', 'docs']);
});

test('a link in the folder is listed as a link', async () => {
  const { side, folder } = await linkedFolder();
  symlinkSync('/etc', join(folder, 'link'));
  const [top] = await side.list(['']);
  expect(top?.ok === true && top.entries[0]).toMatchObject({ name: 'link', kind: 'link' });
});

test('a folder that cannot be read is unreadable and not missing', async () => {
  const { side } = await linkedFolder(() => ({
    list: async (folders) =>
      folders.map((folder) => ({ folder, ok: false, problem: 'unreadable', detail: 'permission denied' })),
  }));
  expect(await side.list([''])).toMatchObject([{ folder: '', ok: false, problem: 'unreadable' }]);
});

test('a disk that refuses is heard of, and what was under way is undone', async () => {
  const { side, user } = await linkedFolder((real) => ({
    move: async (from, to) => {
      if (to.endsWith('a.txt') && from.includes('.leitzcloud/tmp')) throw new SyncError('disk-full');
      await real.move(from, to);
    },
  }));
  user.write('a.txt', 'old');
  async function* source() {
    yield new TextEncoder().encode('new');
  }
  const file = await side.stage('n', source(), { size: 3, mtimeMs: 0 });
  await expect(side.replace(file, 'a.txt', await seen(side, 'a.txt'), undefined)).rejects.toMatchObject({
    code: 'disk-full',
  });
  expect(user.tree()).toEqual({ 'a.txt': 'old' });
});

test('making names durable passes over a folder that is gone', async () => {
  const { side, user } = await linkedFolder();
  user.write('docs/a', 'x');
  await side.sync(['docs', '', 'gone']);
});
