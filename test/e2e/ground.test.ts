/** Ground that gives way under the real client: full, unmounted, forbidden, unwatched. What cannot be tried here says why. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Mortal, startMortal } from '../support/mortal.ts';
import { type RealClient, realClient } from '../support/real-client.ts';
import { bulk } from '../support/real-stories.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const MIB = 1024 * 1024;
const run = (program: string, ...words: string[]): void =>
  void execFileSync(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
const can = (program: string, ...words: string[]): boolean => spawnSync(program, words).status === 0;

/** Why something that only the administrator of a Linux machine may do cannot be tried here; undefined where it can. */
function lacksMounts(): string | undefined {
  if (process.platform !== 'linux') return 'only Linux is set up for this';
  if (process.getuid?.() !== 0) return 'only root may mount';
  const at = temporaryFolder();
  if (!can('mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', at)) return 'this machine lets nobody mount';
  run('umount', at);
  return undefined;
}

const NOBODY = 65534;
const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

function lacksNobody(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may become somebody else';
  const look = `require('node:fs').accessSync(${JSON.stringify(import.meta.filename)})`;
  return can(AS_NOBODY[0] ?? '', ...AS_NOBODY.slice(1), process.execPath, '-e', look)
    ? undefined
    : 'there is no setpriv, or its user may not run Node or read this project';
}

const MOST_WATCHES = 6;
const UNWATCHED = [
  ...['unshare', '--user', '--map-root-user', 'sh', '-c'],
  `echo ${MOST_WATCHES} > /proc/sys/user/max_inotify_watches && exec "$0" "$@"`,
];

const lacksNamespaces = (): string | undefined =>
  can(UNWATCHED[0] ?? '', ...UNWATCHED.slice(1), 'true')
    ? undefined
    : 'this machine has no user namespaces with a limit of their own';

const unmountAtEnd = (folder: string): void => onTestFinished(() => void spawnSync('umount', ['-l', folder]));

/** All contents that exist; what is shown later has to be one of them. */
const everything = ({ here, web }: RealClient) => new Set(['folder', ...here.everything(), ...web.everything()]);

function showsOnly(known: ReadonlySet<string>, { here }: RealClient): void {
  for (const [file, digest] of Object.entries(here.tree())) expect(known.has(digest), file).toBe(true);
}

test('a file system that is full takes what fits, shows nothing half, says so, and goes on when there is room', async (t) => {
  const lacking = lacksMounts();
  if (lacking !== undefined) t.skip(lacking);
  let at = '';
  const client = await realClient({
    ground: ({ folder }) => {
      at = folder;
      run('mount', '-t', 'tmpfs', '-o', 'size=8m', 'none', folder);
      unmountAtEnd(folder);
    },
  });
  for (let n = 1; n <= 6; n += 1) client.web.write(`folder/${n}.bin`, bulk(2 * MIB, n));
  client.here.write('from here.txt', 'from here');
  const known = everything(client);
  expect(await client.trySync()).toBe('disk-full');
  expect((await client.says()).reason).toBe('disk-full');
  showsOnly(known, client);
  const fits = Object.keys(client.here.tree()).filter((file) => file.endsWith('.bin'));
  expect(fits.length).toBeLessThan(6);
  run('mount', '-o', 'remount,size=64m', at);
  await client.syncUntilEqual();
  expect(client.difference()).toEqual([]);
  expect(client.lost()).toEqual([]);
});

test('a home whose file system is full loses nothing, and goes on when there is room', async (t) => {
  const lacking = lacksMounts();
  if (lacking !== undefined) t.skip(lacking);
  let at = '';
  const client = await realClient({
    ground: ({ home }) => {
      at = home;
      run('mount', '-t', 'tmpfs', '-o', 'size=2m', 'none', home);
      unmountAtEnd(home);
    },
  });
  for (let n = 1; n <= 40; n += 1) client.here.write(`here/${n}.txt`, `here ${n}`);
  await client.sync();
  const filler = path.join(at, 'filler');
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096']);
  for (let n = 1; n <= 200; n += 1) client.web.write(`there/${n}.txt`, `there ${n}`);
  client.here.write('here/1.txt', 'edited here');
  const known = everything(client);
  expect(await client.trySync()).toBe('disk-full');
  showsOnly(known, client);
  run('rm', filler);
  run('mount', '-o', 'remount,size=64m', at);
  await client.syncUntilEqual();
  expect(client.difference()).toEqual([]);
  expect(client.lost()).toEqual([]);
});

test('a folder that is unmounted and comes back, watched all the time, deletes nothing anywhere', async (t) => {
  const lacking = lacksMounts();
  if (lacking !== undefined) t.skip(lacking);
  const store = temporaryFolder();
  let at = '';
  const client = await realClient({
    speed: 20,
    ground: ({ folder }) => {
      at = folder;
      run('mount', '--bind', store, folder);
      unmountAtEnd(folder);
    },
  });
  const { here, web } = client;
  for (const file of ['a.txt', 'folder/b.txt', 'folder/c.txt']) here.write(file, `first ${file}`);
  await client.start();
  await client.untilCalm();
  const before = web.tree();
  run('umount', '-l', at);
  await client.until('it says that the folder is not the linked one', async () => {
    const { state, reason } = await client.says();
    return state === 'halted' && reason === 'folder-replaced';
  });
  expect(await client.trySync()).toBe('folder-replaced');
  expect(web.tree()).toEqual(before);
  expect(readdirSync(at)).toEqual([]);
  web.write('a.txt', 'edited there meanwhile');
  writeFileSync(path.join(store, 'folder/c.txt'), 'edited on the drive, plugged in elsewhere');
  run('mount', '--bind', store, at);
  await client.untilCalm();
  expect(here.read('a.txt')).toBe('edited there meanwhile');
  expect(web.read('folder/c.txt')).toBe('edited on the drive, plugged in elsewhere');
});

/** Gives the home and the folder to somebody without any rights. */
function giveAway(...places: string[]): void {
  for (const place of places) {
    run('chown', '-R', `${NOBODY}:${NOBODY}`, place);
    // The temporary folder around it is root's own.
    chmodSync(path.dirname(place), 0o755);
  }
}

async function answer(mortal: Mortal): Promise<{ failed: number; held: number }> {
  const done = await mortal.call('sync', {});
  if (done === 'died' || !done.ok) throw new Error(`the sync ended with ${JSON.stringify(done)}`);
  return done.value;
}

test('permissions that are withdrawn hold, delete nothing, say why, and are taken up again', async (t) => {
  const lacking = lacksNobody();
  if (lacking !== undefined) t.skip(lacking);
  const client = await realClient();
  const { here, web, folder, home } = client;
  for (const file of ['closed/deep/a.txt', 'closed/b.txt', 'closed.txt', 'fixed/c.txt', 'open.txt'])
    here.write(file, `first ${file}`);
  await client.sync();
  const before = web.tree();
  giveAway(folder, home);
  await client.apart(async () => {
    const mortal = await startMortal(home, { before: AS_NOBODY, speed: 100 });
    const at = (file: string): string => path.join(folder, file);
    chmodSync(at('closed'), 0);
    chmodSync(at('closed.txt'), 0);
    // A changed time makes it worth reading.
    run('touch', '-d', '2001-01-01', at('closed.txt'));
    chmodSync(at('fixed'), 0o555);
    web.write('fixed/new there.txt', 'new there');
    writeFileSync(at('open.txt'), 'edited here');
    chownSync(at('open.txt'), NOBODY, NOBODY);
    const { held } = await answer(mortal);
    expect(held).toBeGreaterThanOrEqual(2);
    expect(web.tree()).toMatchObject({ ...before, 'open.txt': expect.anything() });
    expect(web.read('open.txt')).toBe('edited here');
    const why = await mortal.call('why', { path: at('closed.txt') });
    expect(why).toMatchObject({ ok: true, value: { reason: 'unreadable' } });
    chmodSync(at('closed'), 0o755);
    chmodSync(at('closed.txt'), 0o644);
    chmodSync(at('fixed'), 0o755);
    await client.until('all is taken up again', async () => (await answer(mortal)).held === 0 && client.areEqual());
    await mortal.kill();
  });
  expect(client.difference()).toEqual([]);
});

test('with fewer watches than folders it says so, and still finds everything', async (t) => {
  const lacking = lacksNamespaces();
  if (lacking !== undefined) t.skip(lacking);
  const client = await realClient();
  const { here, web, home } = client;
  const folders = Array.from({ length: 3 * MOST_WATCHES }, (_, n) => `folder ${n}/below`);
  for (const folder of folders) here.write(`${folder}/a.txt`, `first in ${folder}`);
  await client.sync();
  await client.apart(async () => {
    // An hour between two full scans passes in some seconds.
    const mortal = await startMortal(home, { before: UNWATCHED, speed: 600 });
    await mortal.start();
    await client.until('the doctor says that not all is watched', async () => {
      const told = await mortal.call('doctor', {});
      return JSON.stringify(told).includes('max_user_watches');
    });
    for (const folder of folders) {
      here.write(`${folder}/a.txt`, `edited in ${folder}`);
      mkdirSync(path.join(client.folder, folder, 'new'));
      here.write(`${folder}/new/b.txt`, `new in ${folder}`);
    }
    await client.until('everything is found', () => client.areEqual());
    expect(web.read(`${folders.at(-1)}/a.txt`)).toBe(`edited in ${folders.at(-1)}`);
    await mortal.kill();
  });
});
