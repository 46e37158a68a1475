/** The bundle, and the launcher that finds the right Node for it. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readHolder } from '../../app/headless/lock.ts';
import { build, CLI } from '../../build/build.ts';
import { bundleCli } from '../../build/bundle-cli.ts';
import { ROOT } from '../../build/inputs.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { eventually, linked, start } from './cli-support.ts';

describe('the bundle', () => {
  it('is the same, byte for byte, when it is made again', async () => {
    const base = temporaryFolder();
    const bundles = ['one', 'two'].map((name) => path.join(base, name));
    for (const folder of bundles) await bundleCli(folder);
    const [one, two] = bundles.map((folder) =>
      readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
    );
    expect(one).toEqual(two);
    expect(one?.map(([name]) => name)).toEqual(
      expect.arrayContaining(['leitz-cloud.mjs', 'cli.mjs', 'list-worker.mjs']),
    );
  });

  it('is not made again where nothing has changed', async () => {
    await build();
    expect(await build()).toBe(false);
  });
});

/** The built program with a launcher that finds no Node new enough in any process, and the project's packages if wanted. */
function underOldNode(withPackages: boolean): string {
  const base = temporaryFolder();
  const folder = path.join(base, 'dist', 'cli');
  mkdirSync(folder, { recursive: true });
  cpSync(path.dirname(CLI), folder, { recursive: true });
  const launcher = path.join(folder, 'leitz-cloud.mjs');
  writeFileSync(launcher, readFileSync(launcher, 'utf8').replace('NEEDED = 24', 'NEEDED = 999'));
  if (withPackages) symlinkSync(path.join(ROOT, 'node_modules'), path.join(base, 'node_modules'));
  return launcher;
}

describe('the launcher under a Node that is too old', () => {
  it("hands over to the project's own, with words, input, output and exit status", async () => {
    await build();
    const cli = underOldNode(true);
    const version = await start(['--version'], { cli }).ended;
    expect(version).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u) });
    const home = path.join(temporaryFolder(), 'a home');
    expect(await start(['--home', home, 'roots'], { cli }).ended).toMatchObject({ status: 4 });
    const words = ['--home', home, 'sign-in', '--server', 'https://127.0.0.1:9', '--user', 'a@b', '--password-stdin'];
    expect(await start(words, { cli, input: 'geheim\n' }).ended).toMatchObject({ status: 5 });
  });

  it('says what is missing where there is none', async () => {
    await build();
    const ended = await start(['status'], { cli: underOldNode(false) }).ended;
    expect(ended.status).toBe(1);
    expect(ended.err).toMatch(/needs Node\.js 999 or later; this is \d+.*npm run build/su);
  });

  it('takes the program with it when it is killed, so that the next start has the home', async () => {
    const { here } = await linked();
    const running = start(['--home', here.home, 'start'], { cli: underOldNode(true) });
    await eventually('it watches', () => running.said().includes('Watching'));
    const program = readHolder(here.home)?.pid ?? 0;
    expect(program).not.toBe(running.child.pid);
    running.child.kill('SIGKILL');
    await eventually('the program is gone', () => !isAlive(program));
    const next = here.start('start');
    await eventually('the next one watches', () => next.said().includes('Watching'));
  });
});

describe('what stays', () => {
  it('is started small, as the very process that was called, and what only asks is not', async () => {
    const { here } = await linked();
    const running = here.start('start');
    await eventually('it watches', () => running.said().includes('Watching'));
    const pid = readHolder(here.home)?.pid ?? 0;
    expect(pid).toBe(running.child.pid);
    if (process.platform !== 'linux') return;
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('--max-semi-space-size=');
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toContain('MALLOC_ARENA_MAX=1');
    await here.run('stop');
    expect((await running.ended).status).toBe(0);
    expect(running.said()).not.toContain('Warning');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
