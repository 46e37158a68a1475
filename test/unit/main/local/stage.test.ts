import { createHash } from 'node:crypto';
import { linkSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { arriving, CLOUD_TIME, linkedFolder, staged } from '../../../support/temp-linked.ts';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

async function* breakingOff(content: string, after: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const piece of arriving(content)) {
    if (total >= after) throw new SyncError('cut-off');
    total += piece.byteLength;
    yield piece;
  }
}

test('what comes is whole, hashed and dated, and seen by nobody before it is placed', async () => {
  const { side, user } = await linkedFolder();
  const counted: number[] = [];
  const result = await side.stage('incoming', arriving('hello world'), {
    size: 11,
    mtimeMs: CLOUD_TIME,
    onBytes: (count) => counted.push(count),
  });
  expect(result.size).toBe(11);
  expect(Buffer.from(result.hash).equals(sha256('hello world'))).toBe(true);
  expect(readFileSync(result.path, 'utf8')).toBe('hello world');
  expect(lstatSync(result.path).mtimeMs).toBe(CLOUD_TIME);
  expect(counted.reduce((sum, count) => sum + count, 0)).toBe(11);
  expect(user.tree()).toEqual({});
});

test.each([
  ['fewer', 'hell'],
  ['more', 'hello, world'],
])('%s bytes than announced are a wrong size, and nothing is kept of them', async (_, content) => {
  const { side } = await linkedFolder();
  await expect(side.stage('a', arriving(content), { size: 5, mtimeMs: CLOUD_TIME })).rejects.toMatchObject({
    code: 'wrong-size',
  });
  expect(await side.stagedNames()).toEqual([]);
});

test('a transfer that breaks off goes on where it broke off', async () => {
  const { side } = await linkedFolder();
  const options = { size: 11, mtimeMs: CLOUD_TIME };
  await expect(side.stage('a', breakingOff('hello world', 6), options)).rejects.toMatchObject({ code: 'cut-off' });

  const kept = await side.stagedSize('a');
  expect(kept).toBe(6);
  const result = await side.stage('a', arriving('world'), { ...options, resumeFrom: kept });

  expect(readFileSync(result.path, 'utf8')).toBe('hello world');
  expect(Buffer.from(result.hash).equals(sha256('hello world'))).toBe(true);
});

test('a transfer can go on from before where it broke off', async () => {
  const { side } = await linkedFolder();
  const options = { size: 11, mtimeMs: CLOUD_TIME };
  await expect(side.stage('a', breakingOff('hello world', 6), options)).rejects.toThrow();
  const result = await side.stage('a', arriving('lo world'), { ...options, resumeFrom: 3 });
  expect(readFileSync(result.path, 'utf8')).toBe('hello world');
});

test('more than was kept cannot be gone on from', async () => {
  const { side } = await linkedFolder();
  const options = { size: 11, mtimeMs: CLOUD_TIME };
  await expect(side.stage('a', breakingOff('hello world', 6), options)).rejects.toThrow();
  await expect(side.stage('a', arriving('d'), { ...options, resumeFrom: 10 })).rejects.toMatchObject({
    code: 'changed',
  });
});

test('a temporary file that has a second name already is the user’s and is never written to again', async () => {
  const { side, user, folder } = await linkedFolder();
  const { path } = await staged(side, 'placed', 'a');
  // So it lies after a crash in the middle of giving it its name.
  linkSync(path, join(folder, 'placed.txt'));

  expect(await side.stagedSize('a')).toBe(0);
  const going = side.stage('a', arriving('d!!'), { size: 6, mtimeMs: CLOUD_TIME, resumeFrom: 3 });
  await expect(going).rejects.toMatchObject({ code: 'changed' });
  const anew = await staged(side, 'another', 'a');
  expect(readFileSync(anew.path, 'utf8')).toBe('another');
  expect(user.tree()).toEqual({ 'placed.txt': 'placed' });
});

test('staging again under a name begins anew', async () => {
  const { side } = await linkedFolder();
  await staged(side, 'a long first content', 'a');
  const { path } = await staged(side, 'short', 'a');
  expect(readFileSync(path, 'utf8')).toBe('short');
});

test('temporary files are listed and discarded, once or twice', async () => {
  const { side } = await linkedFolder();
  await staged(side, 'x', 'one');
  await staged(side, 'x', 'two');
  expect([...(await side.stagedNames())].sort()).toEqual(['one', 'two']);
  await side.discardStaged('one');
  await side.discardStaged('one');
  expect(await side.stagedNames()).toEqual(['two']);
});

test('pieces bigger and smaller than the gathering buffer come out in order', async () => {
  const { side } = await linkedFolder();
  const parts = [1, 300_000, 2, 262_144, 100_000, 200_000, 3].map((size, index) => Buffer.alloc(size, 65 + index));
  const all = Buffer.concat(parts);
  async function* source() {
    yield* parts;
  }
  const result = await side.stage('big', source(), { size: all.byteLength, mtimeMs: CLOUD_TIME });
  expect(readFileSync(result.path).equals(all)).toBe(true);
});

test('a name that would lead out of the temporary folder is refused', async () => {
  const { side } = await linkedFolder();
  await expect(staged(side, 'x', '../escape')).rejects.toMatchObject({ code: 'internal' });
});

test('in a folder that lost our hidden folder nothing is made: it may be an unmounted volume', async () => {
  const { side, folder, user } = await linkedFolder();
  rmSync(join(folder, '.leitzcloud'), { recursive: true });
  await expect(staged(side, 'x')).rejects.toMatchObject({ code: 'folder-replaced' });
  await expect(side.makeFolder('a')).rejects.toMatchObject({ code: 'folder-replaced' });
  expect(user.tree()).toEqual({});
  rmSync(folder, { recursive: true });
  await expect(staged(side, 'x')).rejects.toMatchObject({ code: 'folder-missing' });
});
