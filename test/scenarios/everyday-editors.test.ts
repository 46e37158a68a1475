/** How programs save: none of them writes into the file simply. It stays the same file in the cloud, with one revision more. */
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { until } from '../support/temp-folder.ts';
import { type Desk, desk } from './everyday-support.ts';

/** Steps of one save of `file` with new bytes, in its folder. */
type Dance = (at: (name: string) => string, file: string, bytes: string) => readonly (() => void)[];

const DANCES: Readonly<Record<string, Dance>> = {
  'Vim, which renames the old one away': (at, file, bytes) => [
    () => writeFileSync(at(`.${file}.swp`), 'swap'),
    () => writeFileSync(at('4913'), ''),
    () => rmSync(at('4913')),
    () => renameSync(at(file), at(`${file}~`)),
    () => writeFileSync(at(file), bytes),
    () => rmSync(at(`${file}~`)),
    () => rmSync(at(`.${file}.swp`)),
  ],
  'Vim, which copies the old one': (at, file, bytes) => [
    () => copyFileSync(at(file), at(`${file}~`)),
    () => writeFileSync(at(file), bytes),
    () => rmSync(at(`${file}~`)),
  ],
  'Emacs, which keeps its backup': (at, file, bytes) => [
    () => renameSync(at(file), at(`${file}~`)),
    () => writeFileSync(at(file), bytes),
  ],
  'gedit, which renames over it': (at, file, bytes) => [
    () => writeFileSync(at('.goutputstream-K3X1Z1'), bytes),
    () => renameSync(at('.goutputstream-K3X1Z1'), at(file)),
  ],
  LibreOffice: (at, file, bytes) => [
    () => writeFileSync(at(`.~lock.${file}#`), 'me'),
    () => writeFileSync(at('lu18734xk2a.tmp'), bytes),
    () => renameSync(at('lu18734xk2a.tmp'), at(file)),
    () => rmSync(at(`.~lock.${file}#`)),
  ],
  Word: (at, file, bytes) => [
    () => writeFileSync(at(`~$${file.slice(2)}`), 'me'),
    () => writeFileSync(at('~WRD0001.tmp'), bytes),
    () => renameSync(at(file), at('~WRL0002.tmp')),
    () => renameSync(at('~WRD0001.tmp'), at(file)),
    () => rmSync(at('~WRL0002.tmp')),
    () => rmSync(at(`~$${file.slice(2)}`)),
  ],
  Excel: (at, file, bytes) => [
    () => writeFileSync(at('3F2A9B10'), bytes),
    () => renameSync(at(file), at('7C41D2E0.tmp')),
    () => renameSync(at('3F2A9B10'), at(file)),
    () => rmSync(at('7C41D2E0.tmp')),
  ],
};

const FILE = 'Angebot.docx';
const IN_CLOUD = `/Projekte/${FILE}`;

async function opened(): Promise<Desk & { readonly in: (name: string) => string; readonly id: number }> {
  const table = await desk();
  table.user.write(`Projekte/${FILE}`, 'as it was');
  await table.sync();
  const { id } = table.web.node(IN_CLOUD);
  return { ...table, in: (name) => path.join(table.folder, 'Projekte', name), id };
}

const seen = ({ cloudTree }: Desk): string[] => Object.keys(cloudTree());

describe.each(Object.entries(DANCES))('saved by %s', (_, dance) => {
  it('it is the same file with one revision more', async () => {
    const table = await opened();
    for (const step of dance(table.in, FILE, 'as it is now')) step();
    expect(await table.sync()).toMatchObject({ uploaded: 1, conflicts: 0, deletedCloud: 0 });
    expect(table.web.node(IN_CLOUD).id).toBe(table.id);
    expect(table.web.revisions(IN_CLOUD)).toHaveLength(2);
    expect(seen(table)).toEqual(['Projekte/', `Projekte/${FILE}`]);
  });

  it('it is so while both sides are watched', async () => {
    const table = await opened();
    await table.watch();
    for (const step of dance(table.in, FILE, 'as it is now')) step();
    await until('it is in the cloud', () => table.web.read(IN_CLOUD).toString() === 'as it is now');
    await until('all is done', async () => (await table.ask('status', {})).state === 'synced');
    expect(table.web.node(IN_CLOUD).id).toBe(table.id);
    expect(table.web.revisions(IN_CLOUD)).toHaveLength(2);
    expect(seen(table)).toEqual(['Projekte/', `Projekte/${FILE}`]);
  });

  // Asked for by hand while there is no file of that name, a sync may take it for a deletion and a new file.
  it('a sync at any moment of it loses nothing and makes no conflict', async () => {
    const table = await opened();
    for (const step of dance(table.in, FILE, 'as it is now')) {
      step();
      expect(await table.sync()).toMatchObject({ conflicts: 0 });
    }
    await table.sync();
    expect(table.web.read(IN_CLOUD).toString()).toBe('as it is now');
    expect(seen(table)).toEqual(['Projekte/', `Projekte/${FILE}`]);
    expect(table.user.read(`Projekte/${FILE}`)).toBe('as it is now');
  });
});
