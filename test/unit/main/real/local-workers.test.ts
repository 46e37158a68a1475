import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashWhole } from '../../../../main/local/hash.ts';
import { createLocalWorkers } from '../../../../main/real/local-workers.ts';
import type { LocalSide } from '../../../../main/sides.ts';
import { arriving, CLOUD_TIME, linkedFolder, seen, staged } from '../../../support/temp-linked.ts';

const MANY = 40;
const numbers = Array.from({ length: MANY }, (_, n) => n);
const bytesOf = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A linked folder with `MANY` old files, its plain side, and the same side with threads. */
async function busyFolder() {
  const linked = await linkedFolder();
  for (const n of numbers) linked.user.write(`old/${n}.txt`, `content ${n}`);
  const long = new Date(Date.now() - 60_000);
  for (const n of numbers) utimesSync(path.join(linked.folder, `old/${n}.txt`), long, long);
  return { ...linked, threaded: createLocalWorkers()(linked.side) };
}

async function bodyOf(side: LocalSide, file: string, expected: Awaited<ReturnType<typeof seen>>): Promise<string> {
  const source = await side.openForUpload(file, expected);
  try {
    if (!(source.body instanceof Uint8Array)) throw new Error(`${file} came in pieces`);
    expect(Buffer.from(source.hash())).toEqual(Buffer.from(hashWhole(source.body)));
    return Buffer.from(source.body).toString();
  } finally {
    await source.close();
  }
}

describe('many operations at once, done by threads,', () => {
  it('read what the files hold, with its hash', async () => {
    const { side, threaded } = await busyFolder();
    const expected = await Promise.all(numbers.map((n) => seen(side, `old/${n}.txt`)));
    const bodies = await Promise.all(expected.map((at, n) => bodyOf(threaded, `old/${n}.txt`, at)));
    expect(bodies).toEqual(numbers.map((n) => `content ${n}`));
    const hashes = await Promise.all(expected.map((at, n) => threaded.hash(`old/${n}.txt`, at)));
    expect(hashes.map((hash) => Buffer.from(hash))).toEqual(
      numbers.map((n) => Buffer.from(hashWhole(bytesOf(`content ${n}`)))),
    );
  });

  it('refuse each file that is no longer the expected one, by its name', async () => {
    const { side, threaded, user } = await busyFolder();
    const expected = await Promise.all(numbers.map((n) => seen(side, `old/${n}.txt`)));
    for (const n of numbers) user.write(`old/${n}.txt`, `somebody was faster ${n}`);
    const ends = await Promise.allSettled(expected.map((at, n) => threaded.openForUpload(`old/${n}.txt`, at)));
    expect(
      ends.map((end) => (end.status === 'rejected' ? [end.reason.code, path.basename(end.reason.path)] : 'read')),
    ).toEqual(numbers.map((n) => ['changed', `${n}.txt`]));
  });

  it('stage and place new files whole, with the time of the cloud', async () => {
    const { folder, threaded } = await busyFolder();
    await Promise.all(
      numbers.map(async (n) => {
        const there = await staged(threaded, `new ${n}`, `incoming-${n}`);
        expect(Buffer.from(there.hash)).toEqual(Buffer.from(hashWhole(bytesOf(`new ${n}`))));
        const stat = await threaded.placeNew(there, `${n}.txt`);
        expect(stat.ino).toBe(statSync(path.join(folder, `${n}.txt`)).ino);
      }),
    );
    await threaded.sync(['']);
    for (const n of numbers) {
      expect(readFileSync(path.join(folder, `${n}.txt`), 'utf8')).toBe(`new ${n}`);
      expect(statSync(path.join(folder, `${n}.txt`)).mtimeMs).toBe(CLOUD_TIME);
    }
  });

  it('never replace a name that is taken', async () => {
    const { folder, threaded } = await busyFolder();
    const ends = await Promise.allSettled(
      numbers.map(async (n) => threaded.placeNew(await staged(threaded, 'new', `incoming-${n}`), `old/${n}.txt`)),
    );
    expect(ends.map((end) => (end.status === 'rejected' ? end.reason.code : 'placed'))).toEqual(
      numbers.map(() => 'changed'),
    );
    for (const n of numbers) expect(readFileSync(path.join(folder, `old/${n}.txt`), 'utf8')).toBe(`content ${n}`);
  });

  it('replace the expected file and keep its bytes in the trash', async () => {
    const { folder, side, threaded } = await busyFolder();
    const expected = await Promise.all(numbers.map((n) => seen(side, `old/${n}.txt`)));
    await Promise.all(
      expected.map(async (at, n) => {
        const there = await staged(threaded, `edited ${n}`, `incoming-${n}`);
        return threaded.replace(there, `old/${n}.txt`, at, `item-${n}`);
      }),
    );
    for (const n of numbers) {
      expect(readFileSync(path.join(folder, `old/${n}.txt`), 'utf8')).toBe(`edited ${n}`);
      expect(readFileSync(path.join(folder, `.leitzcloud/trash/item-${n}`), 'utf8')).toBe(`content ${n}`);
    }
  });

  it.each([
    ['fewer', 3],
    ['more', -3],
  ])('refuse a file with %s bytes than were announced, and keep nothing of it', async (_, difference) => {
    const { folder, threaded } = await busyFolder();
    const ends = await Promise.allSettled(
      numbers.map((n) => {
        const content = `content ${n}`;
        return threaded.stage(`incoming-${n}`, arriving(content), {
          size: content.length + difference,
          mtimeMs: CLOUD_TIME,
        });
      }),
    );
    expect(ends.map((end) => (end.status === 'rejected' ? end.reason.code : 'staged'))).toEqual(
      numbers.map(() => 'wrong-size'),
    );
    expect(readdirSync(path.join(folder, '.leitzcloud/tmp'))).toEqual([]);
  });

  it('keep nothing of what broke off', async () => {
    const { folder, threaded } = await busyFolder();
    async function* breaking() {
      yield bytesOf('half of');
      throw new Error('the line is dead');
    }
    const ends = await Promise.allSettled(
      numbers.map((n) => threaded.stage(`incoming-${n}`, breaking(), { size: 20, mtimeMs: CLOUD_TIME })),
    );
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
    for (const n of numbers.slice(4))
      expect(existsSync(path.join(folder, `.leitzcloud/tmp/incoming-${n}`))).toBe(false);
  });

  it('make folders, and say where a file has the name', async () => {
    const { folder, threaded } = await busyFolder();
    await Promise.all(numbers.map((n) => threaded.makeFolder(`folder ${n}`)));
    expect(readdirSync(folder).filter((name) => name.startsWith('folder '))).toHaveLength(MANY);
    await expect(threaded.makeFolder('old/0.txt')).rejects.toMatchObject({ code: 'changed' });
  });
});
