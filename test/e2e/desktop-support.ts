/** The desktop program for one story: the built bundle on the stand-in for Electron, a home of its own, a cloud. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { buildElectron } from '../../build/electron.ts';
import { ROOT } from '../../build/inputs.ts';
import { buildRenderer } from '../../build/renderer.ts';
import { startTestCloud, type TestCloud } from '../cloud/test-cloud.ts';
import { CHOICE, runsOn } from '../electron/choice.ts';
import { type Desktop, type DesktopOptions, startDesktop } from '../electron/desktop.ts';
import { handsOn, temporaryFolder } from '../support/temp-folder.ts';

export async function ensureBuilt(): Promise<void> {
  console.log(`Desktop specs run on ${runsOn(CHOICE)}.`);
  await buildElectron();
  if (!existsSync(path.join(ROOT, 'dist', 'renderer', 'index.html'))) await buildRenderer();
}

/** Whatever happens, it does not outlive the test. */
export async function desktop(options: DesktopOptions): Promise<Desktop> {
  const running = startDesktop(options);
  onTestFinished(() => running.kill());
  await running.until('the tray shows something', ({ tray }) => tray !== undefined);
  return running;
}

export async function newCloud(): Promise<TestCloud> {
  const cloud = await startTestCloud();
  onTestFinished(() => cloud.end());
  return cloud;
}

/** The program with nobody signed in, and its window's page. */
export async function freshDesktop(
  options: Partial<DesktopOptions> = {},
): Promise<Desktop & { readonly home: string }> {
  const home = options.home ?? path.join(temporaryFolder(), 'home');
  const running = await desktop({ ...options, home });
  await running.until('it says that nobody is signed in', ({ menu }) => menu.some(({ id }) => id === 'sign-in'));
  return Object.assign(running, { home });
}

export async function signIn(running: Desktop, cloud: TestCloud, index = 0): Promise<void> {
  const { email, password } = cloud.person(index);
  await running.call('signIn', { server: cloud.cloud.url, user: email, password, ca: cloud.cloud.caPem });
}

/** Signed in as the first person, whose own root is linked to a new folder and in sync. */
export async function linkedDesktop(options: Partial<DesktopOptions> = {}) {
  const cloud = await newCloud();
  const running = await freshDesktop(options);
  const { rootId, email } = cloud.person(0);
  const folder = path.join(temporaryFolder(), 'Leitz Cloud');
  mkdirSync(folder);
  await signIn(running, cloud);
  await running.call('link', { rootId, folder });
  await inSync(running);
  return { cloud, running, home: running.home, rootId, folder, files: handsOn(folder), user: cloud.cloud.as(email) };
}

export const inSync = (running: Desktop) =>
  running.until('the tray says that it is in sync', ({ tray }) => tray?.image === 'tray-synced-light.png');

export const shows = (shape: string) => (look: Awaited<ReturnType<Desktop['look']>>) =>
  look.tray?.image === `tray-${shape}-light.png`;
