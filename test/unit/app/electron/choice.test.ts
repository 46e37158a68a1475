/** On which Electron the desktop's specs run, and what it is started with. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chooseElectron, runsOn } from '../../../electron/choice.ts';
import { bundledRecorder, electronWords } from '../../../electron/real-hands.ts';

const PROGRAM = '/electron/dist/electron';
const SCREEN = { DISPLAY: ':0' };

test('the real one is taken where its program and a screen are, and both are said', () => {
  const choice = chooseElectron('linux', SCREEN, PROGRAM);
  expect(choice).toEqual({ kind: 'electron', program: PROGRAM });
  expect(runsOn(choice)).toBe(`Electron itself (${PROGRAM})`);
});

test('elsewhere the stand-in is taken, and the reason is said', () => {
  expect(runsOn(chooseElectron('linux', SCREEN, undefined))).toContain("Electron's program is not on this computer");
  expect(runsOn(chooseElectron('linux', {}, PROGRAM))).toContain('there is no screen');
  const asked = chooseElectron('linux', { ...SCREEN, LEITZ_TEST_ELECTRON: 'stand-in' }, PROGRAM);
  expect(runsOn(asked)).toContain('not on Electron itself');
});

test('a run that has to be on the real one fails where it cannot', () => {
  const env = { ...SCREEN, LEITZ_TEST_ELECTRON: 'real' };
  expect(chooseElectron('linux', env, PROGRAM).kind).toBe('electron');
  expect(() => chooseElectron('linux', env, undefined)).toThrow("but Electron's program is not on this computer");
});

test('the recorder is loaded before the program, whose own words come last', () => {
  const started = { home: '/h', words: ['--hidden'], desktop: {}, main: '/dist/main.mjs', env: {}, nodeWords: [] };
  expect(electronWords('/r.cjs', started, 1000)).toEqual([
    '-r',
    '/r.cjs',
    '/dist/main.mjs',
    '--home',
    '/h',
    '--hidden',
  ]);
  expect(electronWords('/r.cjs', started, 0)).toContain('--no-sandbox');
});

test('the recorder is one file that needs Electron and Node alone', async () => {
  const text = readFileSync(await bundledRecorder(), 'utf8');
  const needed = [...text.matchAll(/require\("([^"]+)"\)/gu)].map(([, name]) => name);
  expect(needed.filter((name) => name !== 'electron' && name?.startsWith('node:') !== true)).toEqual([]);
});
