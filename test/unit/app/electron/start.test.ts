/** What `npm start` decides. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { electronProgram, noScreen, whyNoDownload } from '../../../../build/electron-start.ts';
import { temporaryFolder } from '../../../support/temp-folder.ts';

test.each([
  ['linux', { DISPLAY: ':0' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { DISPLAY: '' }, false],
  ['linux', {}, false],
  ['darwin', {}, true],
  ['win32', {}, true],
])('on %s with %j a window can open: %s', (platform, env, can) => {
  expect(noScreen(platform, env) === undefined).toBe(can);
});

test('Electron is there when its program is, not when only its package is', () => {
  const folder = temporaryFolder();
  expect(electronProgram(folder)).toBeUndefined();
  writeFileSync(path.join(folder, 'path.txt'), 'electron');
  expect(electronProgram(folder)).toBeUndefined();
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist', 'electron'), '');
  expect(electronProgram(folder)).toBe(path.join(folder, 'dist', 'electron'));
});

test('a download that did not succeed is said in the words of its own error', () => {
  expect(whyNoDownload('TypeError: fetch failed\n    at node:internal\n')).toBe(
    'its program could not be downloaded (TypeError: fetch failed)',
  );
  expect(whyNoDownload('')).toBe('its program could not be downloaded');
});
