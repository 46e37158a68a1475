import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readHolder, takeHome } from '../../../../app/headless/lock.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

/** Another process that takes the home and keeps it until it is killed. */
async function holdElsewhere(home: string): Promise<ChildProcess> {
  const file = path.resolve(import.meta.dirname, '../../../../app/headless/lock.ts');
  const script = `const { takeHome } = await import(${JSON.stringify(file)});
    await takeHome(${JSON.stringify(home)}, 'start');
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a home', () => {
  it('is held once, and says by whom', async () => {
    const home = temporaryFolder();
    const lock = await takeHome(home, 'start');
    const second = takeHome(home, 'sync');
    await expect(second).rejects.toMatchObject({ failure: { code: 'home-in-use', path: home } });
    await expect(second).rejects.toThrow(`pid ${process.pid} since ${lock.holder.since.slice(0, 10)}`);
    await expect(second).rejects.toThrow('leitz-cloud start');
    lock.release();
    (await takeHome(home, 'sync')).release();
    expect(readHolder(home)).toBeUndefined();
  });

  it('holds against another process, and is free the moment that one is killed', async () => {
    const home = temporaryFolder();
    const child = await holdElsewhere(home);
    await expect(takeHome(home, 'sync')).rejects.toThrow(`pid ${child.pid}`);
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
    expect(readHolder(home)?.pid).toBe(child.pid);
    const lock = await takeHome(home, 'sync');
    expect(readHolder(home)?.pid).toBe(process.pid);
    lock.release();
  });

  it('waits for one that ends soon', async () => {
    const home = temporaryFolder();
    const first = await takeHome(home, 'start');
    const second = takeHome(home, 'sync', { waitMs: 60_000 });
    first.release();
    (await second).release();
  });

  it('stops waiting when told to', async () => {
    const home = temporaryFolder();
    const first = await takeHome(home, 'start');
    first.announce('/somewhere');
    const second = takeHome(home, 'sync', {
      waitMs: 600_000,
      giveUp: () => readHolder(home)?.socket === '/somewhere',
    });
    await expect(second).rejects.toMatchObject({ failure: { code: 'home-in-use' } });
    first.release();
  });

  it('takes no word of a damaged file beside it', () => {
    const home = temporaryFolder();
    for (const text of ['', '{"pid":', '{"pid":-1}', '[]']) {
      writeFileSync(path.join(home, 'holder.json'), text);
      expect(readHolder(home)).toBeUndefined();
    }
  });
});
