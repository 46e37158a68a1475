import { expect, test } from 'vitest';
import { answer } from '../../../../app/electron/calls.ts';
import { changed, DEFAULTS, fixedBy, settingsShown } from '../../../../app/electron/shell-settings.ts';
import type { Call } from '../../../../shared/contract/contract.ts';
import type { UpdateState } from '../../../../shared/contract/updates.ts';

function setUp() {
  let settings = DEFAULTS;
  const asked: string[] = [];
  const commands: string[] = [];
  const engine = (async (name: string) => {
    asked.push(name);
    return { ok: true, value: name === 'settings' ? [{ key: 'guard.files', value: 50, default: 50 }] : {} };
  }) as unknown as Call;
  let restarts = 0;
  const updates = {
    state: { state: 'ready', code: 'update-ready', version: '2.0.0', lookedAt: null } as UpdateState,
    look: async () => updates.state,
  };
  const options = {
    engine,
    updates,
    restartToUpdate: () => {
      restarts += 1;
    },
    settings: () => settings,
    fixed: fixedBy({ 'desktop.notify.space': false, 'desktop.login-item': 'perhaps', 'guard.files': 3 }),
    onSettings: (next: typeof settings) => {
      settings = next;
    },
    onCommand: (name: string) => void commands.push(name),
  };
  return {
    ask: (name: string, input: unknown) => answer(name, input, options),
    asked,
    commands,
    now: () => settings,
    updates,
    restarts: () => restarts,
  };
}

test('the engine’s settings and the shell’s are one list', async () => {
  const { ask } = setUp();
  const all = await ask('settings', {});
  const keys = all.ok ? (all.value as { key: string }[]).map(({ key }) => key) : [];
  expect(keys).toContain('guard.files');
  expect(keys).toContain('desktop.login-item');
});

test('the shell changes its own, and passes the others on', async () => {
  const { ask, asked, now } = setUp();
  expect(await ask('changeSetting', { key: 'desktop.login-item', value: true })).toMatchObject({
    ok: true,
    value: { value: true },
  });
  expect(now()['desktop.login-item']).toBe(true);
  expect(asked).toEqual([]);
  await ask('changeSetting', { key: 'guard.files', value: 10 });
  expect(asked).toEqual(['changeSetting']);
});

test('a value that does not fit, or a key that is not there, is refused', async () => {
  const { ask } = setUp();
  expect(await ask('changeSetting', { key: 'desktop.updates', value: 'sometimes' })).toMatchObject({
    error: { detail: 'setting-value' },
  });
  expect(await ask('changeSetting', { key: 'desktop.nothing', value: true })).toMatchObject({
    error: { detail: 'setting-unknown' },
  });
});

test('what an administrator fixed is shown so, and cannot be changed; a value that does not fit fixes nothing', async () => {
  const { ask, now } = setUp();
  expect(await ask('settings', { key: 'desktop.notify.space' })).toMatchObject({ value: [{ fixed: true }] });
  expect(await ask('changeSetting', { key: 'desktop.notify.space', value: false })).toMatchObject({
    ok: false,
    error: { code: 'wrong-usage', path: 'desktop.notify.space' },
  });
  expect(now()['desktop.notify.space']).toBe(true);
  expect(await ask('settings', { key: 'desktop.login-item' })).toMatchObject({ value: [{ value: false }] });
  expect(fixedBy({ 'desktop.updates': false, 'desktop.login-item': 'perhaps' })).toEqual({ 'desktop.updates': false });
});

test('null puts the default back, and words are understood', () => {
  const off = changed(DEFAULTS, 'desktop.notify.conflict', 'false');
  expect(off?.['desktop.notify.conflict']).toBe(false);
  expect(off && changed(off, 'desktop.notify.conflict', null)).toEqual(DEFAULTS);
  expect(settingsShown(DEFAULTS, {}, 'desktop.updates')).toEqual([
    { key: 'desktop.updates', value: true, default: true },
  ]);
});

test('after a command things may look different; after a question they do not', async () => {
  const { ask, commands } = setUp();
  await ask('status', {});
  await ask('syncNow', {});
  expect(commands).toEqual(['syncNow']);
});

test('the shell answers about newer versions itself, and restarts only where one is ready', async () => {
  const { ask, asked, updates, restarts } = setUp();
  expect(await ask('update', {})).toMatchObject({ ok: true, value: { state: 'ready', version: '2.0.0' } });
  expect(await ask('restartToUpdate', {})).toEqual({ ok: true, value: { restarting: true } });
  updates.state = { state: 'current', code: 'update-current', lookedAt: null };
  expect(await ask('restartToUpdate', {})).toEqual({ ok: true, value: { restarting: false } });
  expect(await ask('lookForUpdate', {})).toEqual({ ok: true, value: updates.state });
  expect(restarts()).toBe(1);
  expect(asked).toEqual([]);
});
