import { createHash } from 'node:crypto';
import { appendFileSync, realpathSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LocalDisk } from '../../../../main/local/disk-extras.ts';
import { WHOLE_BYTES } from '../../../../main/local/upload-source.ts';
import type { UploadSource } from '../../../../main/sides.ts';
import { linkedFolder, seen } from '../../../support/temp-linked.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

async function drain(source: UploadSource, onPiece: (total: number) => void = () => undefined): Promise<Buffer> {
  if (source.body instanceof Uint8Array) return Buffer.from(source.body);
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of source.body) {
    pieces.push(piece);
    total += piece.byteLength;
    onPiece(total);
  }
  return Buffer.concat(pieces);
}

/** A disk on which `meddle` happens right after the first read of a file. */
function meddling(meddle: (path: string) => void) {
  return (real: Required<LocalDisk>) => ({
    openRead: async (path: string) => {
      // The path may lead through a handle that is let go of before the reading begins.
      const at = realpathSync(path);
      const handle = await real.openRead(path);
      let done = false;
      return {
        ...handle,
        read: async (buffer: Uint8Array, position: number) => {
          const count = await handle.read(buffer, position);
          if (!done) {
            done = true;
            meddle(at);
          }
          return count;
        },
      };
    },
  });
}

const BIG = Buffer.alloc(WHOLE_BYTES + 300_000, 'leitz cloud ');

test('a small file comes as one buffer with its hash', async () => {
  const { side, user } = await linkedFolder();
  user.write('letter.txt', 'Dear Sir or Madam');
  const source = await side.openForUpload('letter.txt', await seen(side, 'letter.txt'));
  expect(source.size).toBe(17);
  expect((await drain(source)).toString()).toBe('Dear Sir or Madam');
  expect(hex(source.hash())).toBe(sha256('Dear Sir or Madam'));
  await source.close();
});

test('an empty file is a file', async () => {
  const { side, user } = await linkedFolder();
  user.write('empty', '');
  const source = await side.openForUpload('empty', await seen(side, 'empty'));
  expect([source.size, (await drain(source)).byteLength, hex(source.hash())]).toEqual([0, 0, sha256('')]);
});

test('a big file comes in pieces, and its hash after the last', async () => {
  const { side, user } = await linkedFolder();
  user.write('film.bin', BIG);
  const source = await side.openForUpload('film.bin', await seen(side, 'film.bin'));
  expect(() => source.hash()).toThrow('not all given out');
  expect((await drain(source)).equals(BIG)).toBe(true);
  expect(hex(source.hash())).toBe(sha256(BIG));
  await source.close();
});

test('a file that is no longer the expected one is not even opened for the cloud', async () => {
  const { side, user, folder } = await linkedFolder();
  user.write('a', 'first');
  const expected = await seen(side, 'a');
  utimesSync(join(folder, 'a'), 1, 1);
  await expect(side.openForUpload('a', expected)).rejects.toMatchObject({ code: 'changed' });
  await expect(side.hash('a', expected)).rejects.toMatchObject({ code: 'changed' });
});

test.each([
  ['is written to', (path: string) => writeFileSync(path, 'other')],
  ['grows', (path: string) => appendFileSync(path, '!')],
  ['gets shorter', (path: string) => truncateSync(path, 2)],
  [
    'is replaced, as editors do',
    (path: string) => {
      writeFileSync(`${path}~`, 'first');
      renameSync(`${path}~`, path);
    },
  ],
  ['is moved away', (path: string) => renameSync(path, `${path}.moved`)],
])('a small file that %s while it is read is not uploaded', async (_, meddle) => {
  const { side, user } = await linkedFolder(meddling(meddle));
  user.write('a', 'first');
  const expected = await seen(side, 'a');
  await expect(side.openForUpload('a', expected)).rejects.toMatchObject({ code: 'changed' });
  const again = await side.stat('a');
  if (again !== undefined && again.ino === expected.ino && again.mtimeMs === expected.mtimeMs) {
    throw new Error('the story did not change the file');
  }
});

test('of a big file that is written to while it is read, the last piece never leaves', async () => {
  const { side, user } = await linkedFolder(meddling((path) => appendFileSync(path, 'more')));
  user.write('film.bin', BIG);
  const source = await side.openForUpload('film.bin', await seen(side, 'film.bin'));
  let given = 0;
  const drained = drain(source, (total) => {
    given = total;
  });
  await expect(drained).rejects.toMatchObject({ code: 'changed' });
  expect(given).toBeGreaterThan(0);
  expect(given).toBeLessThan(BIG.byteLength);
  expect(() => source.hash()).toThrow();
  await source.close();
});

test('a change that leaves size and modification time as they were is seen by the change time', async () => {
  const { side, user } = await linkedFolder(
    meddling((path) => {
      writeFileSync(path, 'other');
      utimesSync(path, 1_600_000_000, 1_600_000_000);
    }),
  );
  user.write('a', 'first');
  await side.setModified('a', 1_600_000_000_000);
  await expect(side.hash('a', await seen(side, 'a'))).rejects.toMatchObject({ code: 'changed' });
});

test('the hash of a big file is that of its bytes', async () => {
  const { side, user } = await linkedFolder();
  user.write('film.bin', BIG);
  expect(hex(await side.hash('film.bin', await seen(side, 'film.bin')))).toBe(sha256(BIG));
});
