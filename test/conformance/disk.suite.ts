/**
 * What every `Disk` must do, the real one and any made-up one. Run it over a factory:
 *
 *     diskSuite('my disk', async () => ({ disk, folder }));
 */
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../main/errors.ts';
import { SyncError } from '../../main/errors.ts';
import type { Disk } from '../../main/world.ts';

export interface DiskUnderTest {
  readonly disk: Disk;
  /** Absolute path of an empty folder on it. */
  readonly folder: string;
  /** Makes a symbolic link, where the disk knows such a thing. */
  readonly makeLink?: (path: string, target: string) => Promise<void>;
}

/** The code of the `SyncError` it throws; anything else thrown, or nothing, is no code. */
async function codeOf(run: Promise<unknown>): Promise<ErrorCode | string> {
  try {
    await run;
    return 'nothing was thrown';
  } catch (thrown) {
    return thrown instanceof SyncError ? thrown.code : `not a SyncError: ${String(thrown)}`;
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function put(disk: Disk, path: string, content: string): Promise<void> {
  const handle = await disk.openWrite(path);
  await handle.write(bytesOf(content), 0);
  await handle.sync();
  await handle.close();
}

async function get(disk: Disk, path: string): Promise<string> {
  const handle = await disk.openRead(path);
  const { size } = await handle.stat();
  const buffer = new Uint8Array(size);
  const count = size === 0 ? 0 : await handle.read(buffer, 0);
  await handle.close();
  return new TextDecoder().decode(buffer.subarray(0, count));
}

async function namesIn(disk: Disk, folder: string): Promise<readonly string[]> {
  const [listing] = await disk.list([folder]);
  return listing?.ok === true ? listing.entries.map((entry) => entry.name).sort() : [];
}

type Make = () => Promise<DiskUnderTest>;

function listing(make: Make): void {
  describe('listing', () => {
    test('shows what is directly inside, with its stat, in the order asked', async () => {
      const { disk, folder } = await make();
      await disk.makeFolder(`${folder}/b`);
      await put(disk, `${folder}/a.txt`, 'hello');
      await put(disk, `${folder}/b/deeper.txt`, '');

      const listings = await disk.list([`${folder}/b`, folder]);

      expect(listings.map((one) => one.folder)).toEqual([`${folder}/b`, folder]);
      const top = listings[1]?.ok === true ? listings[1].entries : [];
      const shown = top.map(({ name, kind, size }) => ({ name, kind, size: kind === 'file' ? size : 0 }));
      expect(shown.sort((x, y) => x.name.localeCompare(y.name))).toEqual([
        { name: 'a.txt', kind: 'file', size: 5 },
        { name: 'b', kind: 'folder', size: 0 },
      ]);
      const stat = await disk.stat(`${folder}/a.txt`);
      expect(top.find(({ name }) => name === 'a.txt')).toEqual({ ...stat, name: 'a.txt', nameIsExact: true });
    });

    test('of a folder that is not there, or is a file, is missing and hinders no other', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/file`, '');

      const listings = await disk.list([`${folder}/nothing`, `${folder}/file`, folder]);

      expect(listings.map((one) => (one.ok ? 'ok' : one.problem))).toEqual(['missing', 'missing', 'ok']);
    });

    test('of many folders at once leaves none out', async () => {
      const { disk, folder } = await make();
      const folders = Array.from({ length: 40 }, (_, index) => `${folder}/folder ${index}`);
      for (const path of folders) {
        await disk.makeFolder(path);
        await put(disk, `${path}/ä.txt`, path);
      }

      const listings = await disk.list(folders);

      expect(listings.map((one) => one.folder)).toEqual(folders);
      expect(listings.every((one) => one.ok && one.entries.length === 1 && one.entries[0]?.name === 'ä.txt')).toBe(
        true,
      );
    });
  });
}

function stats(make: Make): void {
  describe('stat', () => {
    test('of nothing is undefined, also where a parent is a file', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/file`, '');
      expect(await disk.stat(`${folder}/nothing`)).toBeUndefined();
      expect(await disk.stat(`${folder}/nothing/below`)).toBeUndefined();
      expect(await disk.stat(`${folder}/file/below`)).toBeUndefined();
    });

    test('tells two files apart and one file again', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'same');
      await put(disk, `${folder}/b`, 'same');
      const [a, b, again] = [
        await disk.stat(`${folder}/a`),
        await disk.stat(`${folder}/b`),
        await disk.stat(`${folder}/a`),
      ];
      expect(a?.ino).not.toBe(b?.ino);
      expect(again).toEqual(a);
      expect(a).toMatchObject({ kind: 'file', size: 4, links: 1 });
    });

    test('shows the modification time that was set', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'x');
      await disk.setModified(`${folder}/a`, 1_600_000_000_000);
      expect((await disk.stat(`${folder}/a`))?.mtimeMs).toBe(1_600_000_000_000);
      expect(await codeOf(disk.setModified(`${folder}/nothing`, 0))).toBe('changed');
    });
  });
}

function files(make: Make): void {
  describe('files', () => {
    test('are written at any place, cut, dated and read again', async () => {
      const { disk, folder } = await make();
      const handle = await disk.openWrite(`${folder}/a`);
      await handle.write(bytesOf('hello'), 0);
      await handle.write(bytesOf(' world'), 5);
      await handle.truncate(7);
      await handle.setModified(1_500_000_000_000);
      await handle.sync();
      expect(await handle.stat()).toMatchObject({ kind: 'file', size: 7, mtimeMs: 1_500_000_000_000 });
      await handle.close();

      expect(await get(disk, `${folder}/a`)).toBe('hello w');
    });

    test('are read from a place, and give nothing at the end', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'hello');
      const handle = await disk.openRead(`${folder}/a`);
      const buffer = new Uint8Array(3);
      expect([await handle.read(buffer, 1), new TextDecoder().decode(buffer)]).toEqual([3, 'ell']);
      expect(await handle.read(buffer, 4)).toBe(1);
      expect(await handle.read(buffer, 5)).toBe(0);
      await handle.close();
    });

    test('are never opened over one that is there', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'mine');
      await disk.makeFolder(`${folder}/b`);
      expect(await codeOf(disk.openWrite(`${folder}/a`))).toBe('changed');
      expect(await codeOf(disk.openWrite(`${folder}/b`))).toBe('changed');
      expect(await get(disk, `${folder}/a`)).toBe('mine');
    });

    test('are opened again to go on, if they are there', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'half');
      const handle = await disk.openWrite(`${folder}/a`, { resume: true });
      await handle.write(bytesOf(' and half'), 4);
      await handle.close();
      expect(await get(disk, `${folder}/a`)).toBe('half and half');
      expect(await codeOf(disk.openWrite(`${folder}/nothing`, { resume: true }))).toBe('changed');
    });

    test('that are not there, or are folders, cannot be read', async () => {
      const { disk, folder } = await make();
      expect(await codeOf(disk.openRead(`${folder}/nothing`))).toBe('changed');
      expect(await codeOf(disk.openRead(folder))).toBe('changed');
      expect(await codeOf(disk.openWrite(`${folder}/nothing/a`))).toBe('changed');
    });

    test('keep being readable by who has them open when their name is taken away', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'hello');
      const handle = await disk.openRead(`${folder}/a`);
      await disk.removeFile(`${folder}/a`);
      const buffer = new Uint8Array(5);
      expect(await handle.read(buffer, 0)).toBe(5);
      await handle.close();
    });
  });

  describe('whole small files', () => {
    test('are undefined where there is none, and replaced as a whole', async () => {
      const { disk, folder } = await make();
      expect(await disk.readWhole(`${folder}/settings`)).toBeUndefined();
      await disk.writeWhole(`${folder}/settings`, bytesOf('first and longer'));
      await disk.writeWhole(`${folder}/settings`, bytesOf('second'));
      expect(new TextDecoder().decode(await disk.readWhole(`${folder}/settings`))).toBe('second');
      expect(await namesIn(disk, folder)).toEqual(['settings']);
    });
  });
}

function names(make: Make): void {
  describe('moving', () => {
    test('gives the file its new name and keeps what it is', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'hello');
      const before = await disk.stat(`${folder}/a`);
      await disk.move(`${folder}/a`, `${folder}/b`);
      const after = await disk.stat(`${folder}/b`);
      expect([after?.ino, after?.size, after?.mtimeMs, after?.links]).toEqual([
        before?.ino,
        before?.size,
        before?.mtimeMs,
        1,
      ]);
      expect(await namesIn(disk, folder)).toEqual(['b']);
    });

    test.each(['file', 'folder'])('a file onto a %s that is there replaces nothing', async (kind) => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'from');
      if (kind === 'file') await put(disk, `${folder}/b`, 'to');
      else await disk.makeFolder(`${folder}/b`);
      expect(await codeOf(disk.move(`${folder}/a`, `${folder}/b`))).toBe('changed');
      expect(await get(disk, `${folder}/a`)).toBe('from');
      expect((await disk.stat(`${folder}/b`))?.kind).toBe(kind);
      if (kind === 'file') expect(await get(disk, `${folder}/b`)).toBe('to');
    });

    test.each(['file', 'folder'])('a folder onto a %s that is there replaces nothing', async (kind) => {
      const { disk, folder } = await make();
      await disk.makeFolder(`${folder}/a`);
      await put(disk, `${folder}/a/inside`, 'x');
      if (kind === 'file') await put(disk, `${folder}/b`, 'to');
      else await disk.makeFolder(`${folder}/b`);
      expect(await codeOf(disk.move(`${folder}/a`, `${folder}/b`))).toBe('changed');
      expect(await get(disk, `${folder}/a/inside`)).toBe('x');
      expect((await disk.stat(`${folder}/b`))?.kind).toBe(kind);
    });

    test('a folder takes all that is in it along', async () => {
      const { disk, folder } = await make();
      await disk.makeFolder(`${folder}/a`);
      await put(disk, `${folder}/a/inside`, 'x');
      const before = await disk.stat(`${folder}/a`);
      await disk.move(`${folder}/a`, `${folder}/b`);
      expect((await disk.stat(`${folder}/b`))?.ino).toBe(before?.ino);
      expect(await get(disk, `${folder}/b/inside`)).toBe('x');
    });

    test('what is not there, or into what is not there, is a world that changed', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'x');
      expect(await codeOf(disk.move(`${folder}/nothing`, `${folder}/b`))).toBe('changed');
      expect(await codeOf(disk.move(`${folder}/a`, `${folder}/nothing/b`))).toBe('changed');
      expect(await get(disk, `${folder}/a`)).toBe('x');
    });

    test('to a name that differs only in case gives that name', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/readme`, 'x');
      await disk.move(`${folder}/readme`, `${folder}/README`);
      expect(await namesIn(disk, folder)).toEqual(['README']);
    });
  });

  describe('making and removing', () => {
    test('a folder is made once', async () => {
      const { disk, folder } = await make();
      await disk.makeFolder(`${folder}/a`);
      expect(await codeOf(disk.makeFolder(`${folder}/a`))).toBe('changed');
      expect(await codeOf(disk.makeFolder(`${folder}/nothing/a`))).toBe('changed');
    });

    test('a folder goes only when it is empty', async () => {
      const { disk, folder } = await make();
      await disk.makeFolder(`${folder}/a`);
      await put(disk, `${folder}/a/inside`, 'x');
      expect(await codeOf(disk.removeFolder(`${folder}/a`))).toBe('changed');
      expect(await get(disk, `${folder}/a/inside`)).toBe('x');
      await disk.removeFile(`${folder}/a/inside`);
      await disk.removeFolder(`${folder}/a`);
      expect(await disk.stat(`${folder}/a`)).toBeUndefined();
    });

    test('only a file is removed as a file, and only if it is there', async () => {
      const { disk, folder } = await make();
      await disk.makeFolder(`${folder}/a`);
      expect(await codeOf(disk.removeFile(`${folder}/a`))).toBe('changed');
      expect(await codeOf(disk.removeFile(`${folder}/nothing`))).toBe('changed');
      expect((await disk.stat(`${folder}/a`))?.kind).toBe('folder');
    });

    test('names are made durable, where the folder is there', async () => {
      const { disk, folder } = await make();
      await put(disk, `${folder}/a`, 'x');
      await disk.syncFolder(folder);
      expect(await codeOf(disk.syncFolder(`${folder}/nothing`))).toBe('changed');
    });
  });
}

function volumes(make: Make): void {
  describe('the volume', () => {
    test('has room and keeps its identity', async () => {
      const { disk, folder } = await make();
      const first = await disk.volume(folder);
      expect(first.free).toBeGreaterThan(0);
      expect(first.id).not.toBe('');
      expect((await disk.volume(folder)).id).toBe(first.id);
    });

    test('folds names as it says, and finding that out leaves nothing behind', async () => {
      const { disk, folder } = await make();
      const folding = await disk.folding(folder);
      expect(await namesIn(disk, folder)).toEqual([]);
      await put(disk, `${folder}/straße é`, 'x');
      expect((await disk.stat(`${folder}/Straße é`)) !== undefined).toBe(folding.case);
      expect((await disk.stat(`${folder}/${'straße é'.normalize('NFD')}`)) !== undefined).toBe(folding.normalForm);
    });
  });
}

function links(make: Make): void {
  test('a link is never followed at the last step', async () => {
    const { disk, folder, makeLink } = await make();
    if (makeLink === undefined) return;
    await put(disk, `${folder}/target`, 'untouched');
    await disk.makeFolder(`${folder}/folder`);
    await makeLink(`${folder}/to-file`, `${folder}/target`);
    await makeLink(`${folder}/to-folder`, `${folder}/folder`);

    expect((await disk.stat(`${folder}/to-file`))?.kind).toBe('link');
    expect(await codeOf(disk.openRead(`${folder}/to-file`))).toBe('changed');
    expect(await codeOf(disk.openWrite(`${folder}/to-file`))).toBe('changed');
    expect(await codeOf(disk.openWrite(`${folder}/to-file`, { resume: true }))).toBe('changed');
    const [below] = await disk.list([`${folder}/to-folder`]);
    expect(below?.ok === false && below.problem).toBe('missing');
    await disk.setModified(`${folder}/to-file`, 0);
    await disk.move(`${folder}/to-file`, `${folder}/moved`);
    await disk.removeFile(`${folder}/moved`);
    expect(await get(disk, `${folder}/target`)).toBe('untouched');
    expect((await disk.stat(`${folder}/target`))?.mtimeMs).toBeGreaterThan(0);
  });
}

/** Registers the whole suite; `make` is called once per test. */
export function diskSuite(name: string, make: Make): void {
  describe(name, () => {
    listing(make);
    stats(make);
    files(make);
    names(make);
    volumes(make);
    links(make);
  });
}
