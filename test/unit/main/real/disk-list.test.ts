import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRealDisk } from '../../../../main/real/disk.ts';
import { createLister } from '../../../../main/real/disk-list.ts';
import { decodeName } from '../../../../main/real/disk-list-folder.ts';
import { createPacker, type Packed, unpack } from '../../../../main/real/disk-list-pack.ts';
import type { DiskEntry } from '../../../../main/world.ts';
import { temporaryFolder, until } from '../../../support/temp-folder.ts';

test('a folder with more names than fit into one piece is listed whole', async () => {
  const folder = temporaryFolder();
  const names = Array.from({ length: 4_500 }, (_, index) => `file ${index}`);
  for (const name of names) writeFileSync(join(folder, name), name);
  const [listing] = await createLister().list([folder]);
  const entries = listing?.ok === true ? listing.entries : [];
  expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(names));
  expect(entries.every(({ name, size, kind }) => size === name.length && kind === 'file')).toBe(true);
});

test('small folders need no worker, many do, and it ends when nobody asks', async () => {
  const folder = temporaryFolder();
  const lister = createLister({ idleMs: 20 });
  await lister.list([folder, folder]);
  expect(lister.isAwake()).toBe(false);
  await lister.list(Array.from({ length: 9 }, () => folder));
  expect(lister.isAwake()).toBe(true);
  await until('the worker has ended', () => !lister.isAwake());
  expect(await lister.list(Array.from({ length: 9 }, () => folder))).toHaveLength(9);
});

test('here and in the worker the same is seen', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'folder'));
  writeFileSync(join(folder, 'file'), 'x');
  symlinkSync('nowhere', join(folder, 'link'));
  const lister = createLister({ idleMs: 0 });
  const [here] = await lister.list([folder]);
  const there = await lister.list(Array.from({ length: 9 }, () => folder));
  const byName = (a: DiskEntry, b: DiskEntry): number => a.name.localeCompare(b.name);
  expect(here?.ok === true && [...here.entries].sort(byName)).toEqual(
    there[8]?.ok === true && [...there[8].entries].sort(byName),
  );
});

test('several listings at once each get their own answer', async () => {
  const [a, b] = [temporaryFolder(), temporaryFolder()];
  writeFileSync(join(a, 'in a'), '');
  writeFileSync(join(b, 'in b'), '');
  const lister = createLister({ idleMs: 0 });
  const ten = (folder: string): string[] => Array.from({ length: 10 }, () => folder);
  const [ofA, ofB] = await Promise.all([lister.list(ten(a)), lister.list(ten(b))]);
  expect(ofA.every((one) => one.ok && one.entries[0]?.name === 'in a')).toBe(true);
  expect(ofB.every((one) => one.ok && one.entries[0]?.name === 'in b')).toBe(true);
});

test('a name of bytes that are no text is listed as one that leads nowhere', async () => {
  const folder = temporaryFolder();
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'latin');
  writeFileSync(join(folder, 'caf\uFFFD'), 'real replacement character');
  const listings = await createRealDisk().list([folder]);
  const entries = listings[0]?.ok === true ? listings[0].entries : [];
  const shown = entries.map(({ name, nameIsExact, size }) => [name, nameIsExact, size]);
  expect(shown).toHaveLength(2);
  expect(shown).toContainEqual(['caf\uFFFD', false, 5]);
  expect(shown).toContainEqual(['caf\uFFFD', true, 26]);
});

test('names are decoded strictly, without dropping a byte order mark', () => {
  expect(decodeName(Buffer.from('Büro'))).toEqual({ name: 'Büro', nameIsExact: true });
  expect(decodeName(Buffer.from('\uFEFFa'))).toEqual({ name: '\uFEFFa', nameIsExact: true });
  expect(decodeName(Buffer.from([0x61, 0xff]))).toEqual({ name: 'a\uFFFD', nameIsExact: false });
});

test('packing and unpacking gives back every entry of every folder, in order', () => {
  const entry = (index: number): DiskEntry => ({
    kind: (['file', 'folder', 'link', 'special'] as const)[index % 4] ?? 'file',
    dev: 1,
    ino: Number.MAX_SAFE_INTEGER - index,
    size: index * 2 ** 30,
    mtimeMs: 1_700_000_000_000.123 + index,
    ctimeMs: index,
    birthMs: 0,
    links: 1,
    name: `name ${index}`,
    nameIsExact: index % 3 !== 0,
  });
  const sizes = [0, 1, 1_999, 1, 0, 5_000, 2_000, 0];
  const sent: Packed[] = [];
  const packer = createPacker((packed) => sent.push(packed));
  let next = 0;
  const expected = sizes.map((size, folder) => {
    const entries = Array.from({ length: size }, () => {
      next += 1;
      return entry(next);
    });
    for (const one of entries) packer.add(folder, one);
    if (folder === 4) packer.end(folder, 'unreadable', 'no');
    else packer.end(folder, 'end');
    return entries;
  });
  packer.finish();

  const got = new Map<number, DiskEntry[]>();
  const ends: string[] = [];
  for (const packed of sent) {
    expect(packed.numbers.length).toBeLessThanOrEqual(2_000 * 9);
    unpack(packed, (piece, entries) => {
      got.set(piece.folder, [...(got.get(piece.folder) ?? []), ...entries]);
      if (piece.end !== 'more') ends.push(piece.end);
    });
  }
  expect([...got.values()]).toEqual(expected);
  expect(ends).toEqual(['end', 'end', 'end', 'end', 'unreadable', 'end', 'end', 'end']);
});
