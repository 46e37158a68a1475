/**
 * How long the shell's process keeps a menu waiting while the engine works: `node test/electron/loop-delay.ts [FILES]
 * [TRANSFERS]` links a folder with that many files that the cloud has too, adds new ones, and prints the delay of the
 * event loop in milliseconds, and how long the hidden window took to show.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildElectron } from '../../build/electron.ts';
import { startTestCloud } from '../cloud/test-cloud.ts';
import { startDesktop, waitUntil } from './desktop.ts';

const [files = 100_000, transfers = 10_000] = process.argv.slice(2).map(Number);
const IN_FOLDER = 500;

await buildElectron();
const folder = mkdtempSync(path.join(tmpdir(), 'leitz-loop-'));
const linked = path.join(folder, 'Leitz Cloud');
const cloud = await startTestCloud();
const { email, password, rootId } = cloud.person(0);
const user = cloud.cloud.as(email);
const desktop = startDesktop({ home: path.join(folder, 'home'), words: ['--hidden'] });
try {
  mkdirSync(linked);
  for (let from = 0; from < files; from += IN_FOLDER) {
    const name = `folder ${from / IN_FOLDER}`;
    mkdirSync(path.join(linked, name));
    user.fill(`/${name}`, Math.min(IN_FOLDER, files - from), 'file ');
  }
  await desktop.until('it has started', ({ menu }) => menu.some(({ id }) => id === 'sign-in'));
  await desktop.call('signIn', { server: cloud.cloud.url, user: email, password, ca: cloud.cloud.caPem });
  await desktop.do('loopDelay', 'start');
  await desktop.call('link', { rootId, folder: linked });
  mkdirSync(path.join(linked, 'new'));
  for (let index = 0; index < transfers; index += 1)
    writeFileSync(path.join(linked, 'new', `${index}.txt`), `${index}`);
  await waitUntil(
    'everything is in sync',
    () => desktop.look(),
    ({ tray }) => tray?.image === 'tray-synced-light.png',
    () => desktop.output,
    60 * 60_000,
  );
  const delay = await desktop.do('loopDelay', 'stop');
  const before = performance.now();
  await desktop.do('clickMenu', 'open-window');
  await desktop.until('the window is shown', ({ windows }) => windows[0]?.visible === true);
  console.log(JSON.stringify({ files, transfers, ...delay, windowMs: Math.round(performance.now() - before) }));
} finally {
  await desktop.kill();
  await cloud.end();
  rmSync(folder, { recursive: true, force: true });
}
