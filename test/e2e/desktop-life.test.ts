/** What happens to the desktop program in its life: it is quit, killed, started twice, put to sleep; its engine dies. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../electron/desktop.ts';
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

const BIG = 6_000_000;

test('quitting during a transfer parks it, and the next start goes on', async () => {
  const { cloud, running, home, folder, user } = await linkedDesktop();
  cloud.cloud.setFaults({
    rules: [{ match: { endpoint: 'download' }, fault: { kind: 'slow', bytesPerSecond: 200_000 } }],
  });
  user.write('/big.bin', Buffer.alloc(BIG, 'b'));
  await running.do('clickMenu', 'sync-now');
  await waitUntil(
    'the transfer is on its way',
    () => running.call('transfers'),
    (transfers) => Array.isArray(transfers) && transfers.some(({ bytesDone }) => bytesDone > 0),
  );
  expect(await running.quit()).toBe(0);
  expect(existsSync(path.join(folder, 'big.bin'))).toBe(false);

  cloud.cloud.setFaults({});
  const again = await desktop({ home });
  await waitUntil('the file is whole', () => existsSync(path.join(folder, 'big.bin')), Boolean);
  expect(statSync(path.join(folder, 'big.bin')).size).toBe(BIG);
  await inSync(again);
});

test('a program that was killed goes on with the next start', async () => {
  const { running, home, files, user } = await linkedDesktop();
  await running.kill();
  files.write('after.txt', 'written while nothing ran');
  await desktop({ home });
  await waitUntil('the file is in the cloud', () => user.exists('/after.txt'), Boolean);
});

test('a second start shows the window of the first, and its link leads there', async () => {
  const { running: first, home } = await linkedDesktop({ words: ['--hidden'] });
  expect((await first.look()).windows[0]?.visible).toBe(false);

  const { startDesktop } = await import('../electron/desktop.ts');
  const second = startDesktop({ home, words: ['leitzcloud://screen/held'] });
  expect(await second.ended).toBe(0);
  await first.until(
    'its window is shown and focused',
    ({ windows }) => windows[0]?.visible === true && windows[0].focused,
  );
  await waitUntil(
    'it shows what is held',
    () => first.do('address'),
    (address) => address.endsWith('#/held'),
  );
});

test('a file that is opened with the program is shown in the window, on the screen of its folder', async () => {
  const { running, rootId, folder, files } = await linkedDesktop({ words: ['--hidden'] });
  files.write('Plans/a.txt', 'a');
  await running.do('openFile', path.join(folder, 'Plans'));
  await waitUntil(
    'the window shows it',
    () => running.do('address'),
    (address) => address.endsWith(`#/files/${rootId}/Plans`),
  );
  expect((await running.look()).windows[0]?.visible).toBe(true);
  await running.do('openFile', '/etc/passwd');
  await waitUntil(
    'what is not in a linked folder leads to the overview',
    () => running.do('address'),
    (address) => address.endsWith('#/overview'),
  );
  expect((await running.look()).opened).toEqual([]);
});

test('an engine that dies is started again, which is said, and syncing goes on', async () => {
  const { running, files, user } = await linkedDesktop();
  const { enginePid } = await running.look();
  await running.do('crashEngine');
  await running.until('it says that the engine died', ({ notifications }) =>
    notifications.some(({ title }) => title === 'The sync engine stopped unexpectedly'),
  );
  files.write('after-the-crash.txt', 'still here');
  await waitUntil('the file is in the cloud', () => user.exists('/after-the-crash.txt'), Boolean);
  await inSync(running);
  expect((await running.look()).enginePid).not.toBe(enginePid);
});

test('sleep pauses, waking looks on both sides', async () => {
  const { running, folder, files, user } = await linkedDesktop();
  await running.do('power', 'suspend');
  await running.until('it rests', shows('paused'));
  files.write('here.txt', 'written here while asleep');
  user.write('/there.txt', 'written there while asleep');

  await running.do('power', 'resume');
  await waitUntil(
    'both sides have both',
    () => user.exists('/here.txt') && existsSync(path.join(folder, 'there.txt')),
    Boolean,
  );
  await inSync(running);
});

test('a pause that a person made outlasts sleep', async () => {
  const { running } = await linkedDesktop();
  await running.do('clickMenu', 'pause-resumed');
  await running.until('it is paused', shows('paused'));
  await running.do('power', 'suspend');
  await running.do('power', 'resume');
  expect(await running.call('status')).toMatchObject({ state: 'paused', pausedUntil: null });
});

test('on battery it rests where that is wanted, says so, and goes on when somebody says so', async () => {
  const { running, files, user } = await linkedDesktop();
  await running.call('changeSetting', { key: 'rest.battery', value: 'on' });
  await running.do('surroundings', { onBattery: true });
  await running.do('power', 'on-battery');
  const resting = await running.until('it rests', shows('paused'));
  expect(resting.tray?.tooltip).toBe('Leitz Cloud: Resting while the computer runs on battery');
  files.write('all-the-same.txt', 'goes on');
  expect(user.exists('/all-the-same.txt')).toBe(false);
  await running.do('clickMenu', 'resume');
  await waitUntil('the file is in the cloud', () => user.exists('/all-the-same.txt'), Boolean);

  // Unplugged and plugged in again at once: what is so at the end counts.
  await running.call('changeSetting', { key: 'rest.battery', value: 'off' });
  await running.call('changeSetting', { key: 'rest.battery', value: 'on' });
  for (const onBattery of [false, true, false]) {
    await running.do('surroundings', { onBattery });
    await running.do('power', onBattery ? 'on-battery' : 'on-ac');
  }
  files.write('plugged-in.txt', 'goes on');
  await waitUntil('this one is in the cloud too', () => user.exists('/plugged-in.txt'), Boolean);
  await inSync(running);
});

test('a network that costs is asked of the system, and told to the engine', async () => {
  const tools = temporaryFolder();
  const said = path.join(tools, 'said');
  // NetworkManager's property, as the program that asks for it prints it: 1 is yes, 2 is no.
  writeFileSync(said, 'u 1\n');
  writeFileSync(path.join(tools, 'busctl'), `#!/bin/sh\nexec cat '${said}'\n`, { mode: 0o755 });
  const { running } = await linkedDesktop({ env: { PATH: `${tools}:${process.env['PATH']}` } });
  await running.call('changeSetting', { key: 'rest.metered', value: 'on' });
  const resting = await running.until('it rests', shows('paused'));
  expect(resting.tray?.tooltip).toBe('Leitz Cloud: Resting while the network costs by volume');
  writeFileSync(said, 'u 2\n');
  await running.do('power', 'resume');
  await inSync(running);
});

test('a notification leads to the conflict, and one that is switched off does not come', async () => {
  const { running, folder, files, user } = await linkedDesktop();
  const makeConflict = async (name: string) => {
    user.write(`/${name}`, 'first');
    await running.do('clickMenu', 'sync-now');
    await waitUntil(`${name} is here`, () => existsSync(path.join(folder, name)), Boolean);
    await running.do('clickMenu', 'pause-resumed');
    await running.until('it is paused', shows('paused'));
    user.write(`/${name}`, 'theirs');
    files.write(name, 'mine, and longer');
    await running.do('clickMenu', 'resume');
    await waitUntil(
      'the conflict is known',
      () => running.call('conflicts'),
      (found) => JSON.stringify(found).includes(name),
    );
  };
  await makeConflict('one.txt');
  const isConflict = ({ title }: { title: string }) => title === 'A file was changed on both sides';
  const said = await running.until('it says so', ({ notifications }) => notifications.some(isConflict));
  await running.do('clickNotification', said.notifications.findIndex(isConflict));
  await waitUntil(
    'the window shows the conflicts',
    () => running.do('address'),
    (address) => address.endsWith('#/conflicts'),
  );
  expect((await running.look()).windows[0]).toMatchObject({ visible: true, focused: true });

  await running.call('changeSetting', { key: 'desktop.notify.conflict', value: false });
  await makeConflict('two.txt');
  await running.until('the menu counts both', ({ menu }) => menu.some(({ label }) => label === 'Conflicts (2)'));
  expect((await running.look()).notifications.filter(isConflict)).toHaveLength(1);
});

test('a daemon that holds the home is asked to end, and the program goes on in its place', async () => {
  const { openHost } = await import('../../app/headless/host.ts');
  const { openHome } = await import('../../app/headless/home.ts');
  const home = path.join(temporaryFolder(), 'home');
  await openHome(home);
  const host = await openHost({
    home,
    command: 'start',
    version: '0',
    serve: true,
    openEngine: async () => ({
      handlers: {},
      on: () => () => undefined,
      start: async () => undefined,
      close: async () => undefined,
    }),
  });
  void host.stopAsked.then(() => host.close());
  const running = await freshDesktop({ home, desktop: { answer: 0 } });
  expect((await running.look()).dialogs[0]?.text).toContain('Another process syncs with this home already.');
});

test('secrets go to the credential store where there is a sound one, and what the daemon kept moves there', async () => {
  const cloud = await newCloud();
  const without = await freshDesktop({ desktop: { backend: 'basic_text' } });
  const { home } = without;
  const kept = path.join(home, 'secrets', 'desktop.json');
  await signIn(without, cloud);
  const told = await without.until('it says how the sign-in is kept', ({ notifications }) => notifications.length > 0);
  expect(told.notifications[0]?.title).toBe('This computer has no keyring');
  expect(told.menu.some(({ id }) => id === 'plain-file')).toBe(true);
  expect(existsSync(kept)).toBe(false);
  await without.quit();

  const withStore = await desktop({ home });
  await withStore.until('it is signed in', ({ tray }) => tray?.tooltip.includes('No folder is linked') === true);
  await withStore.call('roots');
  const text = readFileSync(kept, 'utf8');
  expect(text).not.toContain(cloud.person(0).password);
  expect(Object.keys(JSON.parse(text).values)).not.toHaveLength(0);
  expect((await withStore.look()).menu.some(({ id }) => id === 'plain-file')).toBe(false);
});
