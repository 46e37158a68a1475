/** Big files whose client is killed: what a download goes on from, and what an upload cannot. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { eventually, linked } from './cli-support.ts';

const MIB = 1024 * 1024;
/** Every so many bytes of a download are made durable; only those are gone on from. */
const DURABLE = 64 * MIB;
const SIZE = 80 * MIB;

/** Bytes that differ from place to place, so that none can stand in for others. */
function content(seed: string, size = SIZE): Buffer {
  const all = Buffer.alloc(size);
  for (let at = 0; at < size; at += MIB) all.fill(createHash('sha256').update(`${seed} ${at}`).digest(), at, at + MIB);
  return all;
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The size of the one temporary file in the linked folder. */
function staged(folder: string): number {
  const ours = path.join(folder, '.leitzcloud/tmp');
  const names = existsSync(ours) ? readdirSync(ours) : [];
  return names.reduce((most, name) => Math.max(most, statSync(path.join(ours, name)).size), 0);
}

async function killedDownload() {
  const story = await linked();
  const { here, files, user } = story;
  user.write('/big.bin', content('first'));
  await here.ask(0, 'settings', 'bandwidth.down', '40000');
  const first = here.start('sync');
  await eventually('more than the durable part is here', () => staged(files.folder) > DURABLE + 2 * MIB);
  first.child.kill('SIGKILL');
  await first.ended;
  expect(existsSync(path.join(files.folder, 'big.bin'))).toBe(false);
  await here.ask(0, 'settings', 'bandwidth.down', '0');
  return story;
}

it('goes on with a download where the killed client had come to', async () => {
  const { here, files } = await killedDownload();
  const done = await here.ask(0, 'sync');
  expect(done).toMatchObject({ downloaded: 1, failed: 0 });
  const { bytesDown } = done as { readonly bytesDown: number };
  expect(bytesDown).toBeGreaterThan(0);
  expect(bytesDown).toBeLessThanOrEqual(SIZE - DURABLE);
  expect(hashOf(readFileSync(path.join(files.folder, 'big.bin')))).toBe(hashOf(content('first')));
});

it('starts over where the file has another revision by then', async () => {
  const { here, files, user } = await killedDownload();
  user.write('/big.bin', content('second'));
  const done = await here.ask(0, 'sync');
  expect(done).toMatchObject({ downloaded: 1, failed: 0 });
  expect((done as { readonly bytesDown: number }).bytesDown).toBeGreaterThanOrEqual(SIZE);
  expect(hashOf(readFileSync(path.join(files.folder, 'big.bin')))).toBe(hashOf(content('second')));
  expect(staged(files.folder)).toBe(0);
});

it('begins an upload anew, of which the cloud shows nothing before all of it is there, and says so', async () => {
  const { here, files, user } = await linked();
  files.write('big.bin', content('mine', 24 * MIB));
  await here.ask(0, 'settings', 'bandwidth.up', '4000');
  const first = here.start('start');
  await eventually('it is being sent', () => /watching|syncing/iu.test(first.said()));
  let why: unknown;
  for (const end = performance.now() + 30_000; performance.now() < end; ) {
    why = await here.ask(0, 'why', path.join(files.folder, 'big.bin'));
    if ((why as { readonly state: string }).state === 'uploading') break;
  }
  expect(why).toMatchObject({ state: 'uploading', reason: 'on-its-way-slowly' });
  await here.ask(0, 'settings', 'bandwidth.up', '0');
  first.child.kill('SIGKILL');
  await first.ended;
  const status = await here.run('status');
  expect(status.out).toMatch(/1 item to do/u);
  if (!user.exists('/big.bin')) {
    const done = await here.ask(0, 'sync');
    expect(done).toMatchObject({ uploaded: 1, failed: 0 });
    expect((done as { readonly bytesUp: number }).bytesUp).toBeGreaterThanOrEqual(24 * MIB);
  }
  expect(hashOf(user.read('/big.bin'))).toBe(hashOf(content('mine', 24 * MIB)));
});
