/**
 * What runs these specs on the real Electron, held against the stand-in: there the recorder has to see the same, or the
 * specs would mean something else on the one and on the other.
 */
import { beforeAll, expect, test } from 'vitest';
import { itemIn, waitUntil } from '../electron/desktop.ts';
import { bundledRecorder } from '../electron/real-hands.ts';
import { temporaryFolder } from '../support/temp-folder.ts';
import { ensureBuilt, freshDesktop, linkedDesktop } from './desktop-support.ts';

beforeAll(ensureBuilt);

test('the recorder for the real Electron sees what the stand-in sees, and its hands do the same', async () => {
  const { running, folder, rootId } = await linkedDesktop({
    onlyStandIn: true,
    env: { STAND_IN_RECORDER: await bundledRecorder() },
  });
  const [ours, real] = [await running.look(), await running.do('lookOfRecorder')];
  expect(real.tray).toEqual(ours.tray);
  expect(real.menu).toEqual(ours.menu);
  expect(real.bar).toEqual(ours.bar);
  expect(real.progress).toEqual(ours.progress);
  expect(real.enginePid).toBe(ours.enginePid);
  expect(real.windows).toEqual(ours.windows.map((window) => ({ ...window, webPreferences: undefined })));
  expect([real.sandbox, real.crashReports]).toEqual([true, { uploadToServer: false }]);
  expect(itemIn(real.menu, 'pause-hour')?.label).toBe('For 1 hour');
  expect(real.notifications.map(({ title }) => title)).toEqual([expect.stringContaining('is complete')]);

  await running.do('clickMenuOfRecorder', `open-folder-${rootId}`);
  await waitUntil(
    'the recorder saw that the folder was opened',
    () => running.do('lookOfRecorder'),
    ({ opened }) => opened.some(({ kind, target }) => kind === 'path' && target === folder),
  );
  await running.do('clickMenuOfRecorder', 'pause-hour');
  await waitUntil(
    'the recorder sees the pause',
    () => running.do('lookOfRecorder'),
    ({ tray }) => tray?.image === 'tray-paused-light.png',
  );
  // Nothing of it reached the system behind the recorder.
  expect((await running.look()).opened).toEqual([]);
});

test('a chosen folder and a refused load are the same for the recorder', async () => {
  const folder = temporaryFolder();
  const running = await freshDesktop({
    desktop: { folder },
    onlyStandIn: true,
    env: { STAND_IN_RECORDER: await bundledRecorder() },
  });
  expect(await running.do('evaluate', 'window.leitz.pickFolder()')).toBe(folder);
  await running.do('evaluate', "void window.open('http://example.org/plain')");
  const seen = await waitUntil(
    'the recorder saw what was refused',
    () => running.do('lookOfRecorder'),
    ({ refusedLoads }) => refusedLoads.includes('http://example.org/plain'),
  );
  expect(seen.dialogs).toEqual([{ kind: 'open', text: 'Choose a folder to sync' }]);
});
