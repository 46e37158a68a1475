/**
 * Somebody who may write into the linked folder puts a link in the place of a folder, at the worst moment: before or
 * after any one of the calls that a touch is made of. Whatever the moment, nothing outside is written, taken away or read.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { SyncError } from '../../../main/errors.ts';
import type { LocalDisk } from '../../../main/local/disk-extras.ts';
import { createLocalSide } from '../../../main/local/local-side.ts';
import type { LocalSide } from '../../../main/sides.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import { linkedFolder, seen, staged } from '../../support/temp-linked.ts';

/** More calls than any touch is made of. */
const MANY_CALLS = 60;

/** The disk with something done before and after each call. */
function watched(real: LocalDisk, before: () => void, after: () => void): LocalDisk {
  return new Proxy(real, {
    get: (target, name, self) => {
      const call: unknown = Reflect.get(target, name, self);
      if (typeof call !== 'function') return call;
      return async (...words: unknown[]) => {
        before();
        const result: unknown = await Reflect.apply(call, target, words);
        after();
        return result;
      };
    },
  });
}

/** A linked folder with `a/deep/file.txt`, and an outside that has a file under those names too. */
async function scene(swapped: string) {
  const outside = temporaryFolder();
  const { folder, real } = await linkedFolder();
  let count = 0;
  let moment = { at: Number.POSITIVE_INFINITY, afterwards: false };
  const swapIf = (now: boolean): void => {
    if (!now) return;
    moment = { ...moment, at: Number.POSITIVE_INFINITY };
    renameSync(path.join(folder, swapped), path.join(folder, 'was-there'));
    symlinkSync(path.join(outside, swapped === 'a' ? '' : 'deep'), path.join(folder, swapped));
  };
  const disk = watched(
    real,
    () => {
      count += 1;
      swapIf(count === moment.at && !moment.afterwards);
    },
    () => {
      swapIf(count === moment.at && moment.afterwards);
    },
  );
  for (const name of ['a/deep', 'b']) mkdirSync(path.join(folder, name), { recursive: true });
  mkdirSync(path.join(outside, 'deep'));
  writeFileSync(path.join(folder, 'a/deep/file.txt'), 'inside');
  for (const name of ['file.txt', 'deep/file.txt']) writeFileSync(path.join(outside, name), 'SECRET');
  return {
    side: createLocalSide({ disk, folder }),
    arm: (at: number, afterwards: boolean) => {
      count = 0;
      moment = { at, afterwards };
    },
    calls: () => count,
    outside: () =>
      readdirSync(outside, { recursive: true, encoding: 'utf8' })
        .sort()
        .map((name) => {
          const stats = lstatSync(path.join(outside, name));
          return [name, stats.isFile() ? readFileSync(path.join(outside, name), 'utf8') : '', stats.mtimeMs];
        }),
  };
}

async function bytesOf(source: Awaited<ReturnType<LocalSide['openForUpload']>>): Promise<string> {
  const parts: Uint8Array[] = [];
  if (source.body instanceof Uint8Array) parts.push(source.body);
  else for await (const part of source.body) parts.push(part);
  await source.close();
  return Buffer.concat(parts).toString();
}

type Touch = () => Promise<unknown>;

const TOUCHES: readonly (readonly [string, (side: LocalSide) => Promise<Touch>])[] = [
  [
    'placing a new file',
    async (side) => {
      const one = await staged(side, 'from the cloud');
      return () => side.placeNew(one, 'a/deep/new.txt');
    },
  ],
  [
    'replacing a file',
    async (side) => {
      const one = await staged(side, 'from the cloud');
      const expected = await seen(side, 'a/deep/file.txt');
      return () => side.replace(one, 'a/deep/file.txt', expected, 'old');
    },
  ],
  ['making a folder', async (side) => () => side.makeFolder('a/deep/folder')],
  [
    'moving a file to another folder',
    async (side) => {
      const expected = await seen(side, 'a/deep/file.txt');
      return () => side.move('a/deep/file.txt', 'b/file.txt', expected);
    },
  ],
  [
    'renaming a file',
    async (side) => {
      const expected = await seen(side, 'a/deep/file.txt');
      return () => side.move('a/deep/file.txt', 'a/deep/renamed.txt', expected);
    },
  ],
  [
    'trashing a file',
    async (side) => {
      const expected = await seen(side, 'a/deep/file.txt');
      return () => side.toTrash('a/deep/file.txt', expected, 'gone');
    },
  ],
  [
    'bringing a file back',
    async (side) => {
      await side.toTrash('a/deep/file.txt', await seen(side, 'a/deep/file.txt'), 'gone');
      return () => side.fromTrash('gone', 'a/deep/back.txt');
    },
  ],
  ['setting a time', async (side) => () => side.setModified('a/deep/file.txt', 0)],
  [
    'reading for an upload',
    async (side) => {
      const expected = await seen(side, 'a/deep/file.txt');
      return async () => expect(await bytesOf(await side.openForUpload('a/deep/file.txt', expected))).toBe('inside');
    },
  ],
];

describe.each(TOUCHES)('%s', (_name, prepare) => {
  test.each([
    ['before', 'a'],
    ['after', 'a'],
    ['before', 'a/deep'],
    ['after', 'a/deep'],
  ])('touches nothing outside, %s whichever call %s becomes a link', async (when, swapped) => {
    for (let at = 1; at < MANY_CALLS; at += 1) {
      const { side, arm, calls, outside } = await scene(swapped);
      const before = outside();
      const touch = await prepare(side);
      arm(at, when === 'after');
      await touch().catch((thrown: unknown) => {
        if (!(thrown instanceof SyncError)) throw thrown;
        expect(thrown.code).toBe('changed');
        expect(thrown.message).not.toContain('/proc/');
      });
      const made = calls();
      expect(outside()).toEqual(before);
      if (made < at) return;
    }
  });
});

test('a linked folder that is reached through a link above it, such as a home that was moved, still works', async () => {
  const { folder, real } = await linkedFolder();
  const alias = path.join(temporaryFolder(), 'moved-home');
  symlinkSync(path.dirname(folder), alias);
  const side = createLocalSide({ disk: real, folder: path.join(alias, path.basename(folder)) });
  await side.makeFolder('a');
  await side.placeNew(await staged(side, 'x'), 'a/x.txt');
  expect(readFileSync(path.join(folder, 'a', 'x.txt'), 'utf8')).toBe('x');
});
