import path from 'node:path';
import { expect, it } from 'vitest';
import { openJournal } from '../../../../main/journal/journal.ts';
import { cloudKey, LOCAL_TOP } from '../../../../main/plan/types.ts';
import type { Journal, NewLocal } from '../../../../main/records.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

const file = (name: string, more: Partial<NewLocal> = {}): NewLocal => ({
  parent: LOCAL_TOP,
  name,
  kind: 'file',
  dev: 1,
  ino: 10,
  birthMs: 1,
  size: 3,
  mtimeMs: 5.5,
  ctimeMs: 5.5,
  hash: undefined,
  skip: undefined,
  unreadable: false,
  ...more,
});

function emptyJournal(): Journal {
  const folder = temporaryFolder();
  return openJournal({
    file: path.join(folder, 'journal.db'),
    foldLocal: (name) => name,
    foldCloud: (name) => name.toLowerCase(),
    now: () => 1_000,
  }).journal;
}

function bindFile(journal: Journal, name: string, id: number): number {
  const local = journal.addLocal(file(name, { ino: id }));
  const key = cloudKey('file', id);
  journal.putCloud({ key, parent: 1, name, kind: 'file', revision: 7, size: 3, modifiedMs: 0, locked: false });
  return journal.bind({
    parent: 1,
    kind: 'file',
    name,
    localName: name,
    local,
    cloud: key,
    revision: 7,
    size: 3,
    hash: new Uint8Array([1]),
    proof: 'bytes',
  });
}

it('a new row is listed as differing until it is agreed on', () => {
  const journal = emptyJournal();
  const local = journal.addLocal(file('a'));
  expect(journal.differing(undefined, 10, 0)).toEqual([{ tree: 'local', id: local }]);
  journal.putCloud({ key: 8, parent: 1, name: 'a', kind: 'file', revision: 1, size: 3, modifiedMs: 0, locked: false });
  journal.bind({
    parent: 1,
    kind: 'file',
    name: 'a',
    localName: 'a',
    local,
    cloud: 8,
    revision: 1,
    size: 3,
    hash: undefined,
    proof: 'bytes',
  });
  expect(journal.differing(undefined, 10, 0)).toEqual([]);
});

it('a change of either row lists the agreement, and dropping it lists both rows', () => {
  const journal = emptyJournal();
  const id = bindFile(journal, 'a', 20);
  const row = journal.synced(id);
  journal.changeLocal(row?.local ?? 0, { size: 4 });
  expect(journal.differing(undefined, 10, 0)).toEqual([{ tree: 'synced', id }]);
  journal.unbind(id, false);
  expect(journal.differing(undefined, 10, 0)).toEqual([
    { tree: 'local', id: row?.local },
    { tree: 'cloud', id: row?.cloud },
  ]);
});

it('a held node is left alone until its time has come or something about it changes', () => {
  const journal = emptyJournal();
  const id = bindFile(journal, 'a', 30);
  const ref = { tree: 'synced', id } as const;
  journal.hold(ref, 'locked', 'by somebody', 5_000);
  expect(journal.differing(undefined, 10, 4_999)).toEqual([]);
  expect(journal.differing(undefined, 10, 5_000)).toEqual([ref]);
  journal.hold(ref, 'too-large', undefined, undefined);
  expect(journal.differing(undefined, 10, Number.MAX_SAFE_INTEGER)).toEqual([]);
  journal.changeLocal(journal.synced(id)?.local ?? 0, { size: 5 });
  expect(journal.differing(undefined, 10, 0)).toEqual([ref]);
});

it('removing a folder takes all below it out of the tree', () => {
  const journal = emptyJournal();
  const folder = journal.addLocal(file('f', { kind: 'folder', ino: 1 }));
  const below = journal.addLocal(file('g', { kind: 'folder', parent: folder, ino: 2 }));
  const leaf = journal.addLocal(file('leaf', { parent: below, ino: 3 }));
  expect(journal.localPath(leaf)).toBe('f/g/leaf');
  journal.removeLocal(folder);
  expect([folder, below, leaf].map((id) => journal.local(id))).toEqual([undefined, undefined, undefined]);
});

it('nothing of a transaction that throws stays', () => {
  const journal = emptyJournal();
  expect(() =>
    journal.tx(() => {
      journal.addLocal(file('a'));
      throw new Error('in the middle');
    }),
  ).toThrow('in the middle');
  expect(journal.localChildren(LOCAL_TOP)).toEqual([]);
});

it('an edited or unknown file below a folder that the cloud deleted survives it', () => {
  const journal = emptyJournal();
  const folder = journal.addLocal(file('f', { kind: 'folder', ino: 1 }));
  const leaf = journal.addLocal(file('leaf', { parent: folder, ino: 2, hash: new Uint8Array([1]) }));
  const parent = journal.bind({
    parent: 1,
    kind: 'folder',
    name: 'f',
    localName: 'f',
    local: folder,
    cloud: 99,
    revision: 0,
    size: 0,
    hash: undefined,
    proof: 'bytes',
  });
  journal.bind({
    parent,
    kind: 'file',
    name: 'leaf',
    localName: 'leaf',
    local: leaf,
    cloud: 98,
    revision: 1,
    size: 3,
    hash: new Uint8Array([1]),
    proof: 'bytes',
  });
  expect(journal.hasSurvivors('local', folder)).toBe(false);
  journal.changeLocal(leaf, { hash: undefined });
  expect(journal.hasSurvivors('local', folder)).toBe(true);
});
