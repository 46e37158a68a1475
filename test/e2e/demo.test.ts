/** The demo, from its first line to its last, in a place of its own. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT } from '../../build/inputs.ts';
import { handsOn, temporaryFolder } from '../support/temp-folder.ts';
import { eventually } from './cli-support.ts';

function run(demo: string, script: string, ...words: string[]) {
  const child = spawn(process.execPath, [path.join(ROOT, 'build', script), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LEITZ_CLOUD_DEMO: demo },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, said: () => said, status };
}

describe('the demo', () => {
  it('--once makes a folder and a cloud the same, and says in figures what it did', async () => {
    const demo = temporaryFolder();
    const { said, status } = run(demo, 'demo.ts', '--once');
    expect([await status, said()]).toEqual([0, expect.stringMatching(/All is quiet: \d+ files, .* requests\./u)]);
    const tree = handsOn(path.join(demo, 'Leitz Cloud')).tree();
    expect(tree['From this computer/Welcome.txt']).toContain('made on this computer');
    expect(Object.keys(tree).length).toBeGreaterThan(100);
  });

  it("takes a folder of the user's own, deletes nothing in it, and can be run again", async () => {
    const demo = temporaryFolder();
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'mine.txt'), 'mine');
    for (const _time of ['first', 'second']) {
      const { said, status } = run(demo, 'demo.ts', '--once', '--folder', folder);
      expect([await status, said()]).toEqual([0, expect.stringContaining('All is quiet')]);
      expect(readFileSync(path.join(folder, 'mine.txt'), 'utf8')).toBe('mine');
    }
  });

  it('goes on watching both sides, tells each change, and ends with Ctrl-C', async () => {
    const demo = temporaryFolder();
    const running = run(demo, 'demo.ts');
    await eventually('it watches', () => running.said().includes('Watching'));
    const folder = path.join(demo, 'Leitz Cloud');
    expect(running.said()).toContain(`The folder:  ${folder}`);

    const there = run(demo, 'demo-cloud.ts', 'write', 'Neu/Hello.txt', 'from the cloud');
    expect([await there.status, there.said()]).toEqual([0, 'Written in the cloud: Neu/Hello.txt\n']);
    await eventually('it came here', () => existsSync(path.join(folder, 'Neu', 'Hello.txt')));
    rmSync(path.join(folder, 'From this computer', 'Welcome.txt'));
    await eventually('both were told', () => /downloaded.*Hello\.txt.*deleted in the cloud/su.test(running.said()));
    const list = run(demo, 'demo-cloud.ts', 'list', 'From this computer');
    expect([await list.status, list.said()]).toEqual([0, 'Notes/\nPictures/\n']);

    running.child.kill('SIGINT');
    expect([await running.status, running.said()]).toEqual([0, expect.stringContaining('The folder stays as it is')]);
    const gone = run(demo, 'demo-cloud.ts', 'list');
    expect([await gone.status, gone.said()]).toEqual([1, expect.stringContaining('start it with `npm run demo`')]);
  });
});
