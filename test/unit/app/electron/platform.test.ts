/** What is different on each platform, and in time and place. */
import { describe, expect, test } from 'vitest';
import { loginItem } from '../../../../app/electron/login-item.ts';
import { meteredAnswer, meteredQuestion } from '../../../../app/electron/metered.ts';
import { pauseLeft, pauseMinutes } from '../../../../app/electron/pause-time.ts';
import { type PowerSituation, powerStep } from '../../../../app/electron/power-policy.ts';
import { taskbarProgress } from '../../../../app/electron/taskbar-progress.ts';
import { FIRST_SIZE, placeFor } from '../../../../app/electron/window-place.ts';
import { snapshot, status, transfer } from './snapshots.ts';

describe('starting at login', () => {
  const place = { executable: '/opt/Leitz Cloud/leitz-cloud', args: [], configFolder: '/home/ann/.config' };

  test('is a list of the system on macOS and Windows', () => {
    for (const platform of ['darwin', 'win32'])
      expect(loginItem(true, { ...place, platform, args: ['--home', 'C:\\h'] })).toEqual({
        kind: 'system',
        openAtLogin: true,
        path: place.executable,
        args: ['--hidden', '--home', 'C:\\h'],
      });
  });

  test('is a desktop entry on Linux, and no entry when it is off', () => {
    const on = loginItem(true, { ...place, platform: 'linux' });
    expect(on).toMatchObject({ kind: 'file', file: '/home/ann/.config/autostart/leitz-cloud.desktop' });
    expect(on.kind === 'file' ? on.text : '').toContain('Exec="/opt/Leitz Cloud/leitz-cloud" "--hidden"\n');
    expect(loginItem(false, { ...place, platform: 'linux' })).toMatchObject({ text: undefined });
  });

  test('a path with quotes, dollars and percents stays one word', () => {
    const odd = loginItem(true, { ...place, platform: 'linux', executable: '/a "b" $c %d \\e' });
    expect(odd.kind === 'file' ? odd.text : '').toContain('Exec="/a \\\\"b\\\\" \\\\$c %%d \\\\\\\\e" "--hidden"');
  });
});

describe('where the window opens', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 };
  const right = { x: 1920, y: 0, width: 1280, height: 1000 };

  test('in the middle at first', () => {
    expect(placeFor(undefined, [screen])).toEqual({ x: 440, y: 160, ...FIRST_SIZE, maximized: false });
  });

  test('where it was', () => {
    const saved = { x: 2000, y: 50, width: 900, height: 700, maximized: true };
    expect(placeFor(saved, [screen, right])).toEqual(saved);
  });

  test('on the main screen when the other one is gone, and no larger than it', () => {
    const saved = { x: 2000, y: 50, width: 5000, height: 700, maximized: false };
    expect(placeFor(saved, [screen])).toEqual({ x: 0, y: 170, width: 1920, height: 700, maximized: false });
  });

  test('not where nobody can take hold of its title', () => {
    const saved = { x: -850, y: 50, width: 900, height: 700, maximized: false };
    expect(placeFor(saved, [screen]).x).toBeGreaterThanOrEqual(0);
  });
});

describe('sleep', () => {
  const calm: PowerSituation = { suspended: false, paused: false, pausedByUs: false };
  test.each([
    ['going to sleep pauses', { suspended: true }, false, 'pause'],
    ['asleep and paused already: nothing', { suspended: true, paused: true }, false, undefined],
    ['waking resumes what we paused', { paused: true, pausedByUs: true }, true, 'resume'],
    ['waking leaves a person’s pause', { paused: true }, true, undefined],
    ['waking looks on both sides', {}, true, 'look'],
    ['awake all the time: nothing', {}, false, undefined],
  ] as const)('%s', (_what, change, woke, step) => {
    expect(powerStep({ ...calm, ...change }, woke)).toBe(step);
  });
});

describe('a way to the internet that costs', () => {
  test('is asked of the system, and nothing is known where it does not say', () => {
    expect(meteredQuestion('linux')?.program).toBe('busctl');
    expect(meteredQuestion('win32')?.words.join(' ')).toContain('GetConnectionCost');
    expect(meteredQuestion('darwin')).toBeUndefined();
    const linux = ['u 0', 'u 1\n', 'u 2\n', 'u 3\n', 'u 4\n', '', 'Failed'].map((said) => meteredAnswer('linux', said));
    expect(linux).toEqual([undefined, true, false, true, false, undefined, undefined]);
    const windows = ['Unrestricted\r\n', 'Fixed\r\n', 'Variable', 'Unknown', 'toString'].map((said) =>
      meteredAnswer('win32', said),
    );
    expect(windows).toEqual([false, true, true, undefined, undefined]);
  });
});

describe('pauses', () => {
  test('until tomorrow is until the next morning, whatever the hour', () => {
    expect(pauseMinutes('tomorrow', new Date(2026, 10, 24, 18, 0))).toBe(12 * 60);
    expect(pauseMinutes('tomorrow', new Date(2026, 10, 24, 0, 30))).toBe(29.5 * 60);
    expect(pauseMinutes('hour', new Date())).toBe(60);
    expect(pauseMinutes('resumed', new Date())).toBeUndefined();
  });

  test('what is left of one', () => {
    const now = Date.parse('2026-11-24T08:00:00Z');
    expect(pauseLeft(null, now)).toEqual({});
    expect(pauseLeft('2026-11-24T08:30:30.000Z', now)).toEqual({ minutes: 31 });
    expect(pauseLeft('2026-11-24T07:59:00.000Z', now)).toBeUndefined();
  });
});

test('the bar on the icon follows the transfers', () => {
  const working = (...transfers: ReturnType<typeof transfer>[]) =>
    snapshot({ status: status({ state: 'working', transfers }) });
  expect(taskbarProgress(working(transfer(1, 4), transfer(1, 4)))).toEqual({ value: 0.25, mode: 'normal' });
  expect(taskbarProgress(working())).toEqual({ value: 2, mode: 'indeterminate' });
  expect(taskbarProgress(snapshot())).toEqual({ value: -1, mode: 'none' });
  expect(taskbarProgress(snapshot({ status: status({ state: 'halted' }) })).mode).toBe('error');
});
