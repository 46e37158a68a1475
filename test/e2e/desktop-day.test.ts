/** An ordinary day with the desktop program. */
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { itemIn, waitUntil } from '../electron/desktop.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import {
  desktop,
  ensureBuilt,
  freshDesktop,
  inSync,
  linkedDesktop,
  newCloud,
  shows,
  signIn,
} from './desktop-support.ts';

beforeAll(ensureBuilt);

test('from the first start to the first sync', async () => {
  const cloud = await newCloud();
  const { rootId, email } = cloud.person(0);
  cloud.cloud.as(email).write('/Welcome.txt', 'from the cloud');
  const folder = temporaryFolder();
  const running = await freshDesktop({ desktop: { folder } });

  expect((await running.look()).windows[0]?.visible).toBe(true);
  await signIn(running, cloud);
  expect(await running.do('evaluate', 'window.leitz.pickFolder()')).toBe(folder);
  await running.call('link', { rootId, folder });

  await inSync(running);
  expect(readFileSync(path.join(folder, 'Welcome.txt'), 'utf8')).toBe('from the cloud');
  const said = await running.until('it says that the first sync is complete', ({ notifications }) =>
    notifications.some(({ title }) => title.includes('is complete')),
  );
  expect(itemIn(said.menu, `open-folder-${rootId}`)).toBeDefined();
  await running.until(
    'the file is among the recent ones',
    ({ menu }) => itemIn(menu, 'recent-0')?.label === 'Welcome.txt',
  );

  await running.do('clickMenu', 'recent-0');
  await running.do('clickMenu', `open-folder-${rootId}`);
  await running.do('clickMenu', 'open-browser');
  expect((await running.look()).opened).toEqual([
    { kind: 'folder-of', target: path.join(folder, 'Welcome.txt') },
    { kind: 'path', target: folder },
    { kind: 'address', target: `${cloud.cloud.url}/` },
  ]);
  expect(await running.quit()).toBe(0);
});

test('the tray goes through every state, and each has a shape of its own', async () => {
  const { cloud, running, folder, files, user } = await linkedDesktop();

  cloud.cloud.setFaults({ rules: [{ fault: { kind: 'delay', ms: 1500 } }] });
  files.write('slow.bin', new Uint8Array(300_000));
  const working = await running.until('it works', ({ tray }) => tray?.image.includes('working') === true);
  expect(working.tray?.tooltip).toMatch(/^Leitz Cloud: Syncing…/u);
  expect(working.progress?.mode).toMatch(/normal|indeterminate/u);
  cloud.cloud.setFaults({});
  await inSync(running);

  await running.do('clickMenu', 'pause-hour');
  await running.until('it is paused', shows('paused'));
  await running.do('clickMenu', 'resume');
  await inSync(running);

  cloud.cloud.setFaults({ rules: [{ fault: { kind: 'status', status: 503 } }] });
  await running.do('clickMenu', 'sync-now');
  await running.until('it is offline', shows('offline'));
  cloud.cloud.setFaults({});
  await running.do('clickMenu', 'sync-now');
  await inSync(running);

  user.write('/both.txt', 'first');
  await running.do('clickMenu', 'sync-now');
  await waitUntil('the file is here', () => existsSync(path.join(folder, 'both.txt')), Boolean);
  await running.do('clickMenu', 'pause-resumed');
  await running.until('it is paused', shows('paused'));
  user.write('/both.txt', 'theirs');
  files.write('both.txt', 'mine, and longer');
  await running.do('clickMenu', 'resume');
  await running.until('it asks for attention', shows('attention'));

  await running.do('surroundings', { dark: true });
  await running.until('it suits a dark panel', ({ tray }) => tray?.image === 'tray-attention-dark.png');
  await running.do('surroundings', { dark: false });

  await running.call('signOut');
  await running.until('nobody is signed in', shows('signed-out'));
});

test('the menu offers in each state what makes sense in it, and the same things in the same order', async () => {
  const cloud = await newCloud();
  const { rootId } = cloud.person(0);
  const running = await freshDesktop();
  const ids = async () => (await running.look()).menu.map(({ id }) => id);
  const ends = ['conflicts', 'held', 'settings', 'quit'];
  expect(await ids()).toEqual(['status', 'open-window', 'sign-in', 'recent', ...ends]);

  await signIn(running, cloud);
  const unlinked = await running.until('it is signed in', ({ menu }) => itemIn(menu, 'open-browser') !== undefined);
  expect(unlinked.tray).toEqual({
    image: 'tray-signed-out-light.png',
    tooltip: 'Leitz Cloud: No folder is linked yet',
  });
  expect(await ids()).toEqual(['status', 'open-window', 'recent', 'open-browser', 'pause', 'sync-now', ...ends]);

  const folder = path.join(temporaryFolder(), 'Leitz Cloud');
  mkdirSync(folder);
  await running.call('link', { rootId, folder });
  await inSync(running);
  const whole = [
    'status',
    'open-window',
    `open-folder-${rootId}`,
    'recent',
    'open-browser',
    'pause',
    'sync-now',
    ...ends,
  ];
  expect(await ids()).toEqual(whole);

  await running.do('clickMenu', 'pause-hour');
  await running.until('it is paused', shows('paused'));
  expect(await ids()).toEqual(whole.map((id) => (id === 'pause' ? 'resume' : id)));
  await running.do('clickMenu', 'resume');
  await inSync(running);

  renameSync(folder, `${folder} elsewhere`);
  await running.do('clickMenu', 'sync-now');
  const halted = await running.until('it is stopped', ({ tray }) => tray?.tooltip.includes('Stopped') === true);
  expect(halted.tray?.image).toBe('tray-attention-light.png');
  expect(halted.progress?.mode).toBe('error');
  expect(halted.notifications.at(-1)?.title).toBe(
    `“${halted.menu.find(({ id }) => id === `open-folder-${rootId}`)?.label.slice(13, -1)}” is not being synced`,
  );
  expect(await ids()).toEqual(whole);
  renameSync(`${folder} elsewhere`, folder);
  await running.do('clickMenu', 'sync-now');
  await inSync(running);
});

test('a pause is kept over a restart, and ends when it is resumed', async () => {
  const { running, home, files, user } = await linkedDesktop();
  await running.do('clickMenu', 'pause-tomorrow');
  await running.until('it is paused', shows('paused'));
  expect(await running.quit()).toBe(0);

  const again = await desktop({ home, words: ['--hidden'] });
  const look = await again.until('it is still paused', shows('paused'));
  expect(look.tray?.tooltip).toMatch(/Paused until/u);
  expect(look.windows[0]?.visible).toBe(false);
  files.write('while-paused.txt', 'waits');
  expect(user.exists('/while-paused.txt')).toBe(false);

  await again.do('clickMenu', 'resume');
  await waitUntil('the file is in the cloud', () => user.exists('/while-paused.txt'), Boolean);
  await inSync(again);
});

test('starting at login is switched on and off in the settings', async () => {
  const config = temporaryFolder();
  const running = await freshDesktop({ env: { XDG_CONFIG_HOME: config } });
  const entry = path.join(config, 'autostart', 'leitz-cloud.desktop');

  await running.call('changeSetting', { key: 'desktop.login-item', value: true });
  const text = readFileSync(entry, 'utf8');
  expect(text).toContain('--hidden');
  expect(text).toContain(running.home);
  const all = await running.call('settings');
  expect(all).toContainEqual({ key: 'desktop.login-item', value: true, default: false });
  expect(all).toContainEqual(expect.objectContaining({ key: 'guard.files' }));

  await running.call('changeSetting', { key: 'desktop.login-item', value: false });
  expect(existsSync(entry)).toBe(false);
});

test('menus and notifications speak the language that the window was set to, also after a restart', async () => {
  const { running, home } = await linkedDesktop();
  expect(itemIn((await running.look()).menu, 'quit')?.label).toBe('Quit Leitz Cloud');
  await running.call('changeSetting', { key: 'face.language', value: 'de' });
  const german = await running.until(
    'the menu is German',
    ({ menu }) => itemIn(menu, 'quit')?.label === 'Leitz Cloud beenden',
  );
  expect(itemIn(german.bar, 'bar-settings')?.label).toBe('Einstellungen…');
  expect(german.tray?.tooltip).toBe('Leitz Cloud: Alles ist auf dem gleichen Stand');
  await running.quit();

  const again = await desktop({ home });
  expect(itemIn((await again.look()).menu, 'quit')?.label).toBe('Leitz Cloud beenden');
  await again.call('changeSetting', { key: 'face.language', value: null });
  await again.until('the menu is as the system', ({ menu }) => itemIn(menu, 'quit')?.label === 'Quit Leitz Cloud');
});

test('the window hides instead of closing, and comes back where it was', async () => {
  const { running, home } = await linkedDesktop();
  const place = { x: 100, y: 80, width: 900, height: 600 };
  await running.do('moveWindow', place);
  await running.do('closeWindow');
  expect((await running.look()).windows[0]?.visible).toBe(false);

  await running.do('clickMenu', 'conflicts');
  await waitUntil(
    'the window shows the conflicts',
    () => running.do('address'),
    (address) => address.endsWith('#/conflicts'),
  );
  expect((await running.look()).windows[0]?.visible).toBe(true);
  expect(await running.quit()).toBe(0);

  const again = await desktop({ home });
  expect((await again.look()).windows[0]?.bounds).toEqual(place);
});

test('a desktop without a tray still leads everywhere', async () => {
  const home = path.join(temporaryFolder(), 'home');
  const { startDesktop } = await import('../electron/desktop.ts');
  const running = startDesktop({ home, desktop: { tray: false } });
  const look = await running.until('the window is there', ({ windows }) => windows[0]?.visible === true);
  expect(look.tray).toBeUndefined();
  expect(itemIn(look.bar, 'bar-quit')).toBeDefined();
  await running.do('clickMenu', 'bar-settings');
  await waitUntil(
    'the window shows the settings',
    () => running.do('address'),
    (address) => address.endsWith('#/settings'),
  );
  await running.do('clickMenu', 'bar-quit');
  expect(await running.ended).toBe(0);
});
