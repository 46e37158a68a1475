import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { observeLocal } from '../../../../main/engine/observe-local.ts';
import { openJournal } from '../../../../main/journal/journal.ts';
import { createLocalSide } from '../../../../main/local/local-side.ts';
import type { LocalNode } from '../../../../main/plan/types.ts';
import { createRealDisk } from '../../../../main/real/disk.ts';
import { handsOn, temporaryFolder } from '../../../support/temp-folder.ts';

/** A folder, a journal of it, and a look at it. */
function watched() {
  const folder = temporaryFolder();
  const { journal } = openJournal({
    file: path.join(temporaryFolder(), 'journal.db'),
    foldLocal: (name) => name,
    foldCloud: (name) => name,
    now: () => 0,
  });
  const local = createLocalSide({ disk: createRealDisk(), folder });
  const look = (where: 'all' | readonly string[] = 'all') =>
    observeLocal(local, journal, (_, entry) => (entry.kind === 'link' ? 'link' : undefined), where);
  const at = (name: string): LocalNode => {
    const node = journal.localAt(name);
    if (node === undefined) throw new Error(`the tree has no ${name}`);
    return node;
  };
  return { folder, journal, look, at, hands: handsOn(folder), to: (name: string) => path.join(folder, name) };
}

it('a renamed folder keeps its row and those below it', async () => {
  const { look, at, hands, to } = watched();
  hands.write('old/deep/a.txt', 'a');
  await look();
  const [folder, file] = [at('old'), at('old/deep/a.txt')];
  renameSync(to('old'), to('new'));
  await look();
  expect(at('new').id).toBe(folder.id);
  expect(at('new/deep/a.txt').id).toBe(file.id);
});

it('two files that swap their names swap their rows', async () => {
  const { look, at, hands, to } = watched();
  hands.write('a', 'bytes of a');
  hands.write('b', 'other bytes of b');
  await look();
  const [a, b] = [at('a'), at('b')];
  renameSync(to('a'), to('c'));
  renameSync(to('b'), to('a'));
  renameSync(to('c'), to('b'));
  await look();
  expect([at('a').id, at('b').id]).toEqual([b.id, a.id]);
});

it('a file saved by replacing stays the same file, with bytes to be read again', async () => {
  const { look, at, hands, to, journal } = watched();
  hands.write('report.txt', 'first');
  await look();
  const before = at('report.txt');
  journal.changeLocal(before.id, { hash: new Uint8Array([1]) });
  hands.write('report.txt.new', 'second');
  renameSync(to('report.txt.new'), to('report.txt'));
  await look();
  expect(at('report.txt').id).toBe(before.id);
  expect(at('report.txt').hash).toBeUndefined();
  expect(at('report.txt').ino).not.toBe(before.ino);
});

it('a rotated log is moved, and the new one under its name is new', async () => {
  const { look, at, hands, to } = watched();
  hands.write('app.log', 'yesterday');
  await look();
  const before = at('app.log');
  renameSync(to('app.log'), to('app.log.1'));
  hands.write('app.log', 'today');
  await look();
  expect(at('app.log.1').id).toBe(before.id);
  expect(at('app.log').id).not.toBe(before.id);
});

it('a second name of one inode is a file of its own', async () => {
  const { look, at, hands, to } = watched();
  hands.write('one', 'bytes');
  await look();
  const before = at('one');
  linkSync(to('one'), to('two'));
  await look();
  expect(at('one').id).toBe(before.id);
  expect(at('two').id).not.toBe(before.id);
});

it('a file replaced by a folder is another node', async () => {
  const { look, at, hands, to } = watched();
  hands.write('x', 'bytes');
  await look();
  const before = at('x');
  rmSync(to('x'));
  mkdirSync(to('x'));
  writeFileSync(to('x/inside'), 'bytes');
  await look();
  expect(at('x')).toMatchObject({ kind: 'folder' });
  expect(at('x').id).not.toBe(before.id);
  expect(at('x/inside').kind).toBe('file');
});

it('a hint at a folder that is new leads to the nearest one that is known', async () => {
  const { look, at, hands } = watched();
  await look();
  hands.write('new/deeper/a.txt', 'a');
  await look(['new/deeper']);
  expect(at('new/deeper/a.txt').kind).toBe('file');
});

it('looking into one folder leaves what is elsewhere alone', async () => {
  const { look, at, hands, to } = watched();
  hands.write('a/one', '1');
  hands.write('b/two', '2');
  await look();
  rmSync(to('b/two'));
  await look(['a']);
  expect(at('b/two').kind).toBe('file');
  await look(['b']);
  expect(() => at('b/two')).toThrow();
});
