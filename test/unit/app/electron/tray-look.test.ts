import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { TRAY_SHAPES, trayFile, trayLook, trayShape } from '../../../../app/electron/tray-look.ts';
import { wordsDe } from '../../../../app/electron/words-de.ts';
import { wordsEn } from '../../../../app/electron/words-en.ts';
import { link, snapshot, status, timeOf, transfer } from './snapshots.ts';

const look = (...words: Parameters<typeof snapshot>) => trayLook(snapshot(...words), wordsEn, timeOf, 'Leitz Cloud');

describe('the shape of the tray', () => {
  test.each([
    ['synced', snapshot()],
    ['paused', snapshot({ status: status({ state: 'paused', pausedUntil: null }) })],
    ['attention', snapshot({ status: status({ state: 'attention' }) })],
    ['attention', snapshot({ status: status({ state: 'halted' }) })],
    ['offline', snapshot({ status: status({ state: 'offline' }) })],
    ['signed-out', snapshot({ status: status({ state: 'signed-out' }) })],
    ['signed-out', snapshot({ status: status({ links: [] }) })],
    ['working-0', snapshot({ engine: 'starting', status: undefined })],
    ['attention', snapshot({ engine: 'restarting' })],
    ['attention', snapshot({ engine: 'down' })],
    ['working-0', snapshot({ quitting: true })],
    ['working-0', snapshot({ status: status({ links: [link({ lastSyncedAt: null })] }) })],
  ] as const)('%s', (shape, of) => {
    expect(trayShape(of)).toBe(shape);
  });

  test.each([
    [0, 'working-0'],
    [24, 'working-0'],
    [25, 'working-1'],
    [50, 'working-2'],
    [99, 'working-3'],
    [100, 'working-3'],
  ] as const)('at %i percent it is %s', (percent, shape) => {
    expect(trayShape(snapshot({ status: status({ state: 'working', transfers: [transfer(percent, 100)] }) }))).toBe(
      shape,
    );
  });
});

test('the tooltip says how far it is, and what is left', () => {
  const working = status({ state: 'working', links: [link({ pending: 3 })], transfers: [transfer(42, 100)] });
  expect(look({ status: working }).tooltip).toBe('Leitz Cloud: Syncing… 42 %, 3 items left');
  const paused = status({ state: 'paused', pausedUntil: '2026-11-25T06:00:00.000Z' });
  expect(look({ status: paused }).tooltip).toBe('Leitz Cloud: Paused until 06:00');
});

test('no two moods have the same words', () => {
  for (const { moods } of [wordsEn, wordsDe])
    expect(new Set(Object.values(moods)).size).toBe(Object.keys(moods).length);
});

test('there is a drawing for each shape on each platform', () => {
  const icons = path.resolve(import.meta.dirname, '../../../../build/icons');
  for (const shape of TRAY_SHAPES)
    for (const platform of ['linux', 'darwin', 'win32'])
      for (const dark of [true, false]) {
        const file = trayFile(shape, platform, dark);
        expect(existsSync(path.join(icons, file)), file).toBe(true);
        if (file.endsWith('.png'))
          expect(existsSync(path.join(icons, file.replace('.png', '@2x.png'))), file).toBe(true);
      }
});

test('macOS gets a template whatever its menu bar looks like', () => {
  expect(trayFile('paused', 'darwin', true)).toBe(trayFile('paused', 'darwin', false));
  expect(trayFile('paused', 'darwin', true)).toMatch(/Template\.png$/u);
});
