/**
 * The life of the Debian package: built by dpkg-deb twice to the same bytes, installed by dpkg into a root of its own,
 * set up unattended, synced, upgraded while it runs, removed and purged. Nothing of the real system is touched.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { buildDeb } from '../../build/deb.ts';
import { ROOT } from '../../build/inputs.ts';
import { startTestCloud } from '../cloud/test-cloud.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { eventually } from './cli-support.ts';

const run = promisify(execFile);
const HAS_TOOLS = spawnSync('dpkg', ['--version']).status === 0 && spawnSync('dpkg-deb', ['--version']).status === 0;
const UNITS = ['leitz-cloud.service', 'leitz-cloud@.service'];
/** Of systemd's own scale, where 0 is nothing to attack and 10 is everything. */
const MOST_EXPOSURE = 2;

/** dpkg with a root of its own: for everybody, also where one may not become root. */
function dpkgIn(root: string) {
  for (const folder of ['info', 'updates', 'triggers'])
    mkdirSync(path.join(root, 'var/lib/dpkg', folder), { recursive: true });
  for (const file of ['status', 'available']) writeFileSync(path.join(root, 'var/lib/dpkg', file), '');
  const options = [
    `--root=${root}`,
    '--force-not-root',
    '--force-script-chrootless',
    '--force-depends',
    '--log=/dev/null',
  ];
  const isRoot = process.getuid?.() === 0;
  return (...words: string[]) =>
    run(isRoot ? 'dpkg' : 'fakeroot', [...(isRoot ? [] : ['dpkg']), ...options, ...words], {
      env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin`, DPKG_FRONTEND_LOCKED: '1' },
    });
}

/** `install ok installed 0.1.0`. */
async function stateIn(root: string): Promise<string> {
  const { stdout } = await run('dpkg-query', [`--admindir=${path.join(root, 'var/lib/dpkg')}`, '-s', 'leitz-cloud']);
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'mu').exec(stdout)?.[1] ?? '';
  return `${field('Status')} ${field('Version')}`;
}

/** The installed program, as its unit starts it: the wrapper, which brings its own Node.js. */
function startInstalled(program: string, words: readonly string[], input = '') {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'], env: { PATH: process.env['PATH'] } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    said.out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    said.err += part;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<{ status: number; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ status: code ?? -1, ...said }));
  });
  return { said: () => said.out + said.err, ended };
}

test('is installed, set up, started, upgraded, removed and purged; elsewhere it says what it needs', async () => {
  if (!HAS_TOOLS) {
    await expect(buildDeb({ out: temporaryFolder() })).rejects.toThrow(/dpkg-deb is not there|made on Linux/u);
    return;
  }
  const out = temporaryFolder();
  const first = await buildDeb({ out, fast: true, version: '0.1.0' });
  const again = await buildDeb({ out: path.join(out, 'again'), fast: true, version: '0.1.0' });
  expect(readFileSync(again).equals(readFileSync(first))).toBe(true);
  const second = await buildDeb({ out, fast: true, version: '0.2.0' });

  const root = temporaryFolder();
  const dpkg = dpkgIn(root);
  await dpkg('--install', first);
  expect(await stateIn(root)).toBe('install ok installed 0.1.0');
  const program = path.join(root, 'usr/bin/leitz-cloud');
  expect((await run(program, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  for (const unit of ['user/leitz-cloud.service', 'system/leitz-cloud@.service'])
    expect(existsSync(path.join(root, 'usr/lib/systemd', unit))).toBe(true);

  const cloud = await startTestCloud();
  onTestFinished(() => cloud.end());
  const { email, password, rootId } = cloud.person(0);
  const home = path.join(root, 'var/lib/leitz-cloud/anna');
  const folder = path.join(root, 'srv/leitz-cloud/anna');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const plan = path.join(root, 'set-up.json');
  const wanted = { server: cloud.cloud.url, user: email, ca: cloud.cloud.ca, roots: [{ root: rootId, folder }] };
  writeFileSync(plan, JSON.stringify({ ...wanted, settings: { 'guard.files': 9 } }));
  const here = (words: readonly string[], input = '') => startInstalled(program, ['--home', home, ...words], input);
  const setUp = await here(['set-up', plan, '--password-stdin', '--json'], `${password}\n`).ended;
  expect([setUp.status, JSON.parse(setUp.out).links]).toEqual([0, [{ rootId, folder, made: true }]]);
  expect((await here(['set-up', plan, '--json']).ended).status).toBe(0);

  const metrics = path.join(root, 'leitz.prom');
  const service = here(['start', '--metrics-file', metrics]);
  await eventually('it watches', () => service.said().includes('Watching'));
  writeFileSync(path.join(folder, 'before.txt'), 'before');
  const user = cloud.cloud.as(email);
  await eventually('the file is in the cloud', () => user.exists('/before.txt'));
  expect(readFileSync(metrics, 'utf8')).toContain(`leitz_cloud_held{root="${rootId}"} 0`);

  await dpkg('--install', second);
  expect(await stateIn(root)).toBe('install ok installed 0.2.0');
  expect((await here(['stop']).ended).status).toBe(0);
  expect((await service.ended).status).toBe(0);
  writeFileSync(path.join(folder, 'after.txt'), 'after');
  const synced = await here(['sync', '--json']).ended;
  expect(JSON.parse(synced.out)).toMatchObject({ uploaded: 1, conflicts: 0, failed: 0 });

  await dpkg('--remove', 'leitz-cloud');
  expect(existsSync(program)).toBe(false);
  expect(existsSync(path.join(root, 'usr/lib/leitz-cloud'))).toBe(false);
  expect(existsSync(path.join(home, 'home.db'))).toBe(true);
  await dpkg('--purge', 'leitz-cloud');
  expect(existsSync(home)).toBe(false);
  expect(readFileSync(path.join(folder, 'before.txt'), 'utf8')).toBe('before');
});

/** The settings of a unit by name; the last one counts. */
const settingsOf = (unit: string): Map<string, string> =>
  new Map(
    readFileSync(path.join(ROOT, 'build/deb', unit), 'utf8')
      .split('\n')
      .flatMap((line) =>
        /^\w+=/u.test(line) ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [],
      ),
  );

test('its units leave little to attack', async () => {
  for (const unit of UNITS) {
    const settings = settingsOf(unit);
    for (const name of ['NoNewPrivileges', 'LockPersonality', 'RestrictSUIDSGID', 'RestrictNamespaces'])
      expect([unit, name, settings.get(name)]).toEqual([unit, name, 'yes']);
    expect(settings.get('ExecStart')).toContain('/usr/bin/leitz-cloud ');
  }
  expect(settingsOf('leitz-cloud@.service').get('ProtectSystem')).toBe('strict');
  expect(settingsOf('leitz-cloud@.service').get('CapabilityBoundingSet')).toBe('');
});

test('systemd itself, where it is, understands the units and finds little to attack', async () => {
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;
  for (const unit of hasSystemd ? UNITS : []) {
    const words = ['verify', '--man=no', path.join(ROOT, 'build/deb', unit)];
    const { stderr } = await run('systemd-analyze', words).catch((thrown: { stderr: string }) => thrown);
    // That the program is not installed here is all that may be said.
    const said = stderr.split('\n').filter((line) => line !== '' && !line.includes('leitz-cloud is not executable'));
    expect(said).toEqual([]);
  }
  const file = path.join(ROOT, 'build/deb', 'leitz-cloud@.service');
  const judged = hasSystemd ? (await run('systemd-analyze', ['security', '--offline=true', file])).stdout : '';
  const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/u.exec(judged)?.[1] ?? 0);
  expect(exposure).toBeLessThanOrEqual(MOST_EXPOSURE);
});
