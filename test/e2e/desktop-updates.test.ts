/** Newer versions: the real electron-updater asks a real web folder on this computer, and replaces a real file. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DesktopOptions, itemIn, waitUntil } from '../electron/desktop.ts';
import { installedIn, startUpdateServer } from '../electron/update-server.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { ensureBuilt, freshDesktop } from './desktop-support.ts';

beforeAll(ensureBuilt);

const OLD = '#!/bin/sh\necho old\n';

/** A program that says that it was started, and for which home. */
const sayingSo = (file: string): string => `#!/bin/sh\necho "$LEITZ_CLOUD_HOME" > '${file}'\n`;

async function newServer() {
  const server = await startUpdateServer();
  onTestFinished(() => server.close());
  return server;
}

/** An AppImage that its user put into a folder with a space, started. */
async function appImage(
  server: { readonly url: string; readonly publicKey: string },
  more: Partial<DesktopOptions> = {},
) {
  const folder = temporaryFolder();
  const file = path.join(folder, 'Leitz Cloud 0.1.0.AppImage');
  writeFileSync(file, OLD);
  chmodSync(file, 0o755);
  const { main, env } = installedIn(folder, { url: server.url, key: server.publicKey });
  const running = await freshDesktop({ main, env: { ...env, APPIMAGE: file }, ...more });
  return { running, file, started: path.join(folder, 'started') };
}

test('a newer version is found, checked and brought; "restart to update" puts it in the place of the older one', async () => {
  const server = await newServer();
  const { running, file, started } = await appImage(server);
  expect(await running.call('update')).toMatchObject({ state: 'current', code: 'update-not-looked', lookedAt: null });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'trouble', code: 'update-unreachable' });

  const newer = sayingSo(started);
  server.announce({ version: '0.2.0', program: newer });
  await running.do('evaluate', 'window.seen = []; window.leitz.on((event) => window.seen.push(event)); 0');
  await running.do('clickMenu', 'bar-look-for-update');
  const ready = await running.until(
    'the menu offers it',
    ({ menu }) => itemIn(menu, 'restart-to-update')?.label === 'Restart to update to 0.2.0',
  );
  expect(ready.notifications.at(-1)?.title).toBe('Version 0.2.0 is ready');
  expect(await running.call('update')).toMatchObject({ state: 'ready', code: 'update-ready', version: '0.2.0' });
  const told = await running.do(
    'evaluate',
    'window.seen.filter(({ type }) => type === "update").map(({ update }) => update.state)',
  );
  expect(told).toEqual(expect.arrayContaining(['ready']));
  expect(readFileSync(file, 'utf8')).toBe(OLD);

  await running.do('clickMenu', 'restart-to-update').catch(() => undefined);
  expect(await running.ended).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(newer);
  await waitUntil(
    'the newer version runs, with the same home',
    () => existsSync(started) && readFileSync(started, 'utf8'),
    (home) => home === `${running.home}\n`,
  );
  expect(running.relaunched).toBeUndefined();
});

test('the window can look, and restart, too; what is quit without it is newer the next time', async () => {
  const server = await newServer();
  const { running, file, started } = await appImage(server);
  expect(await running.call('restartToUpdate')).toEqual({ restarting: false });
  const newer = sayingSo(started);
  server.announce({ version: '0.2.0', program: newer });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'ready', version: '0.2.0' });
  expect(await running.quit()).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(newer);
  expect(existsSync(started)).toBe(false);
});

test('a version that is rolled out to nobody yet, or is older, is not brought', async () => {
  const server = await newServer();
  const { running } = await appImage(server);
  server.announce({ version: '0.2.0', program: OLD, staging: 0 });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'current', code: 'update-current' });
  server.announce({ version: '0.0.9', program: OLD });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'current', code: 'update-current' });
  server.announce({ version: '0.2.0', program: OLD, staging: 100 });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'ready' });
});

test('what somebody else signed, or changed on the server, is refused and said', async () => {
  const server = await newServer();
  const { running, file } = await appImage(server);
  server.announce({ version: '0.2.0', program: 'evil', strangersKey: true });
  expect(await running.call('lookForUpdate')).toMatchObject({
    state: 'trouble',
    code: 'update-unsigned',
    version: '0.2.0',
  });
  server.announce({ version: '0.2.0', program: 'evil', secondFile: true });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'trouble', code: 'update-unsigned' });
  // Nothing of it was even downloaded.
  expect(server.asked.filter((name) => name.endsWith('.AppImage'))).toEqual([]);

  server.announce({ version: '0.2.0', program: 'evil', wrongHash: true });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'trouble', code: 'update-damaged' });
  expect((await running.look()).menu.some(({ id }) => id === 'restart-to-update')).toBe(false);
  expect(await running.quit()).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(OLD);
});

test('a version that cannot be put in its place leaves this one running: it is started again', async () => {
  const server = await newServer();
  const { running, file } = await appImage(server, { onlyStandIn: true });
  server.announce({ version: '0.2.0', program: 'newer' });
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'ready' });
  const { globSync, rmSync } = await import('node:fs');
  for (const brought of globSync('**/*.AppImage', {
    cwd: path.join(path.dirname(file), 'cache of mine'),
    withFileTypes: true,
  }))
    rmSync(path.join(brought.parentPath, brought.name));
  await running.do('clickMenu', 'restart-to-update').catch(() => undefined);
  expect(await running.ended).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(OLD);
  expect(running.relaunched?.execPath).toBe(file);
});

test('a program that the system installed only says that there is a newer one', async () => {
  const server = await newServer();
  const folder = temporaryFolder();
  const { main, env } = installedIn(folder, { url: server.url, key: server.publicKey });
  const running = await freshDesktop({ main, env });
  server.announce({ version: '0.2.0', program: OLD });
  expect(await running.call('lookForUpdate')).toMatchObject({
    state: 'elsewhere',
    code: 'update-by-packages',
    version: '0.2.0',
  });
  expect(server.asked.filter((name) => name.endsWith('.AppImage'))).toEqual([]);

  await running.call('changeSetting', { key: 'desktop.updates', value: false });
  const before = server.asked.length;
  expect(await running.call('lookForUpdate')).toMatchObject({ state: 'off', code: 'update-switched-off' });
  expect(server.asked).toHaveLength(before);
  await running.call('changeSetting', { key: 'desktop.updates', value: true });
  expect(await running.call('update')).toMatchObject({ state: 'current' });
});

test('a package whose update server is a placeholder never asks it, and says so', async () => {
  const { main, env } = installedIn(temporaryFolder(), {
    url: 'https://updates.leitz-cloud.invalid/desktop',
    key: 'none',
  });
  const running = await freshDesktop({ main, env });
  expect(await running.call('lookForUpdate')).toEqual({ state: 'off', code: 'update-no-server', lookedAt: null });
});
