import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileSecrets } from '../../../../main/real/secrets.ts';
import type { Log } from '../../../../main/world.ts';

let home: string;
let folder: string;
const said: string[] = [];
const say = (message: string) => said.push(message);
const log: Log = { debug: say, info: say, warn: say, error: say, with: () => log };

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'secrets-'));
  folder = path.join(home, 'secrets');
  said.length = 0;
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('keeps secrets over a restart and forgets what was deleted', async () => {
  const before = createFileSecrets(folder, log);
  expect(await before.get('session')).toBeUndefined();
  await before.set('session', 'tökén');
  await before.set('machine', '42');
  await before.delete('machine');
  const after = createFileSecrets(folder, log);
  expect(await after.get('session')).toBe('tökén');
  expect(await after.get('machine')).toBeUndefined();
});

it('lets nobody else in, even where the folder was open to all', async () => {
  await createFileSecrets(folder, log).set('a', '1');
  await chmod(folder, 0o755);
  await createFileSecrets(folder, log).set('a', '2');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(folder)) expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
});

it('never has a secret in readable form in a file', async () => {
  await createFileSecrets(folder, log).set('session', 'the-refresh-token');
  for (const name of await readdir(folder)) {
    expect((await readFile(path.join(folder, name))).includes('refresh-token')).toBe(false);
  }
});

it('loses none of many changes made at once', async () => {
  const secrets = createFileSecrets(folder, log);
  await Promise.all(Array.from({ length: 20 }, (_, n) => secrets.set(`name ${n}`, String(n))));
  const again = createFileSecrets(folder, log);
  const all = await Promise.all(Array.from({ length: 20 }, (_, n) => again.get(`name ${n}`)));
  expect(all).toEqual(Array.from({ length: 20 }, (_, n) => String(n)));
  expect((await readdir(folder)).sort()).toEqual(['secrets.bin', 'secrets.key']);
});

for (const [what, damage] of [
  ['a flipped bit', (bytes: Buffer) => Buffer.from(bytes.map((byte, n) => (n === 20 ? byte ^ 1 : byte)))],
  ['only its first half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ['no content', () => Buffer.alloc(0)],
] as const) {
  it(`sets a file with ${what} aside and goes on as signed out`, async () => {
    await createFileSecrets(folder, log).set('session', 'token');
    const file = path.join(folder, 'secrets.bin');
    await writeFile(file, damage(await readFile(file)));
    const secrets = createFileSecrets(folder, log);
    expect(await secrets.get('session')).toBeUndefined();
    expect(said.length).toBe(1);
    await secrets.set('session', 'new token');
    expect(await createFileSecrets(folder, log).get('session')).toBe('new token');
    expect((await readdir(folder)).filter((name) => name.includes('damaged')).length).toBe(1);
  });
}

it('counts as signed out when its key is gone', async () => {
  await createFileSecrets(folder, log).set('session', 'token');
  await rm(path.join(folder, 'secrets.key'));
  expect(await createFileSecrets(folder, log).get('session')).toBeUndefined();
});

it('says where it cannot write', async () => {
  await writeFile(folder, 'a file where the folder should be');
  await expect(createFileSecrets(folder, log).set('a', '1')).rejects.toMatchObject({ code: 'disk-error' });
});
