/**
 * Somebody who may write into the linked folder puts a link in the place of a folder, at the worst moment: before or
 * after any one of the calls that a touch is made of. Whatever the moment, nothing outside is written, taken away or read.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** A linked folder with `a/file.txt`, and an outside that has a file of that name too. */
async function scene() {
  const outside = temporaryFolder();
  const { folder, real } = await linkedFolder();
  let count = 0;
  let moment = { at: Number.POSITIVE_INFINITY, afterwards: false };
  const swapIf = (now: boolean): void => {
    if (!now) return;
    moment = { ...moment, at: Number.POSITIVE_INFINITY };
    renameSync(path.join(folder, 'a'), path.join(folder, 'was-a'));
    symlinkSync(outside, path.join(folder, 'a'));
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
  for (const name of ['a', 'b']) mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, 'a', 'file.txt'), 'inside');
  for (const name of ['file.txt', 'new.txt.bak']) writeFileSync(path.join(outside, name), 'SECRET');
  return {
    side: createLocalSide({ disk, folder }),
    arm: (at: number, afterwards: boolean) => {
      count = 0;
      moment = { at, afterwards };
    },
    calls: () => count,
    outside: () =>
      Object.fromEntries(readdirSync(outside).map((name) => [name, readFileSync(path.join(outside, name), 'utf8')])),
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
      return () => side.placeNew(one, 'a/new.txt');
    },
  ],
  [
    'replacing a file',
    async (side) => {
      const one = await staged(side, 'from the cloud');
      const expected = await seen(side, 'a/file.txt');
      return () => side.replace(one, 'a/file.txt', expected, 'old');
    },
  ],
  ['making a folder', async (side) => () => side.makeFolder('a/folder')],
  [
    'moving a file to another folder',
    async (side) => {
      const expected = await seen(side, 'a/file.txt');
      return () => side.move('a/file.txt', 'b/file.txt', expected);
    },
  ],
  [
    'renaming a file',
    async (side) => {
      const expected = await seen(side, 'a/file.txt');
      return () => side.move('a/file.txt', 'a/renamed.txt', expected);
    },
  ],
  [
    'trashing a file',
    async (side) => {
      const expected = await seen(side, 'a/file.txt');
      return () => side.toTrash('a/file.txt', expected, 'gone');
    },
  ],
  [
    'bringing a file back',
    async (side) => {
      await side.toTrash('a/file.txt', await seen(side, 'a/file.txt'), 'gone');
      return () => side.fromTrash('gone', 'a/back.txt');
    },
  ],
  ['setting a time', async (side) => () => side.setModified('a/file.txt', 0)],
  [
    'reading for an upload',
    async (side) => {
      const expected = await seen(side, 'a/file.txt');
      return async () => expect(await bytesOf(await side.openForUpload('a/file.txt', expected))).toBe('inside');
    },
  ],
];

describe.each(TOUCHES)('%s', (_name, prepare) => {
  test.each(['before', 'after'])('touches nothing outside, %s whichever call the link comes', async (when) => {
    for (let at = 1; at < MANY_CALLS; at += 1) {
      const { side, arm, calls, outside } = await scene();
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
