/**
 * Whether the engine ever keeps the shell waiting: `node test/electron/loop-delay.ts [FILES] [TRANSFERS] [--profile DIR]`
 * links a folder with that many files that the cloud has too, adds new ones, and prints how late the turns of the shell's
 * process came and how much of that was its own work (`loop-watch.ts`), and how long the hidden window took to show.
 * With `--profile` the CPU profiles of the shell and the engine go into a folder.
 *
 * The stand-in shares the process with the shell: what Playwright does to tell the page is measured with it, so the real
 * program does less.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildElectron } from '../../build/electron.ts';
import { startTestCloud } from '../cloud/test-cloud.ts';
import { startDesktop } from './desktop.ts';
import type { LoopFigures } from './loop-watch.ts';

const IN_FOLDER = 500;
const ASK_EVERY_MS = 500;

export interface LoopDelay extends LoopFigures {
  readonly files: number;
  readonly transfers: number;
  readonly seconds: number;
  readonly windowMs: number;
}

/** @param profile folder for CPU profiles */
export async function measureLoopDelay(files: number, transfers: number, profile?: string): Promise<LoopDelay> {
  await buildElectron();
  const folder = mkdtempSync(path.join(tmpdir(), 'leitz-loop-'));
  const linked = path.join(folder, 'Leitz Cloud');
  const cloud = await startTestCloud();
  const { email, password, rootId } = cloud.person(0);
  const user = cloud.cloud.as(email);
  const nodeWords = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`];
  const desktop = startDesktop({ home: path.join(folder, 'home'), words: ['--hidden'], nodeWords });
  try {
    mkdirSync(linked);
    for (let from = 0; from < files; from += IN_FOLDER) {
      const name = `folder ${from / IN_FOLDER}`;
      mkdirSync(path.join(linked, name));
      user.fill(`/${name}`, Math.min(IN_FOLDER, files - from), 'file ');
    }
    await desktop.until('it has started', ({ menu }) => menu.some(({ id }) => id === 'sign-in'));
    await desktop.call('signIn', { server: cloud.cloud.url, user: email, password, ca: cloud.cloud.caPem });
    mkdirSync(path.join(linked, 'new'));
    for (let index = 0; index < transfers; index += 1)
      writeFileSync(path.join(linked, 'new', `${index}.txt`), `${index}`);
    const begun = performance.now();
    await desktop.do('watchLoop');
    await desktop.call('link', { rootId, folder: linked });
    while ((await desktop.do('trayImage')) !== 'tray-synced-light.png') await pause(ASK_EVERY_MS);
    const figures = await desktop.do('loopFigures');
    if (figures === undefined) throw new Error('Nothing was watched.');
    const seconds = Math.round((performance.now() - begun) / 1000);
    const before = performance.now();
    await desktop.do('clickMenu', 'open-window');
    await desktop.until('the window is shown', ({ windows }) => windows[0]?.visible === true);
    const windowMs = Math.round(performance.now() - before);
    if (profile !== undefined) await desktop.quit();
    return { files, transfers, seconds, ...figures, windowMs };
  } finally {
    await desktop.kill();
    await cloud.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { profile: { type: 'string' } } });
  const [files = 100_000, transfers = 10_000] = positionals.map(Number);
  console.log(JSON.stringify(await measureLoopDelay(files, transfers, values.profile)));
}
