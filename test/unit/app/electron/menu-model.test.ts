import { expect, test } from 'vitest';
import { escapeLabel, type MenuEntry, trayMenu } from '../../../../app/electron/menu-model.ts';
import { wordsEn } from '../../../../app/electron/words-en.ts';
import { link, snapshot, status, timeOf } from './snapshots.ts';

const menu = (change: Parameters<typeof snapshot>[0] = {}, platform = 'linux') =>
  trayMenu(snapshot(change), { words: wordsEn, platform, timeOf });

const all = (entries: readonly MenuEntry[]): Exclude<MenuEntry, { kind: 'separator' }>[] =>
  entries.flatMap((entry) =>
    entry.kind === 'separator' ? [] : entry.kind === 'submenu' ? [entry, ...all(entry.entries)] : [entry],
  );
const ids = (entries: readonly MenuEntry[]) => all(entries).map(({ id }) => id);
const entry = (entries: readonly MenuEntry[], id: string) => all(entries).find((one) => one.id === id);

test('in sync, everything can be reached', () => {
  expect(ids(menu())).toEqual([
    'status',
    'open-window',
    'open-folder-7',
    'recent',
    'recent-none',
    'pause',
    'pause-hour',
    'pause-tomorrow',
    'pause-resumed',
    'sync-now',
    'conflicts',
    'held',
    'settings',
    'quit',
  ]);
});

test('paused, it can be resumed and not paused again', () => {
  const paused = ids(menu({ status: status({ state: 'paused', pausedUntil: null }) }));
  expect(paused).toContain('resume');
  expect(paused).not.toContain('pause-hour');
});

test('signed out, it leads to the sign-in, and syncing is not offered', () => {
  const entries = menu({ status: status({ state: 'signed-out', links: [] }) });
  expect(ids(entries)).toContain('sign-in');
  expect(ids(entries)).not.toContain('sync-now');
  expect(entry(entries, 'status')).toMatchObject({ action: { kind: 'open-window', screen: 'welcome' } });
});

test('an engine that stays down can be started, and the program quit', () => {
  expect(ids(menu({ engine: 'down' }))).toEqual(expect.arrayContaining(['start-engine', 'quit']));
  expect(ids(menu({ engine: 'down' }))).not.toContain('sync-now');
});

test('conflicts and held items come with their number, over all links', () => {
  const links = [link({ conflicts: 2, held: 1 }), link({ rootId: 8, conflicts: 1, failed: 2 })];
  const entries = menu({ status: status({ state: 'attention', links }) });
  expect(entry(entries, 'conflicts')?.label).toBe('Conflicts (3)');
  expect(entry(entries, 'held')?.label).toBe('Waiting for a decision (3)');
});

test('many links share one submenu', () => {
  const links = [1, 2, 3, 4].map((rootId) => link({ rootId, name: `Root ${rootId}`, folder: `/home/ann/${rootId}` }));
  const folders = entry(menu({ status: status({ links }) }), 'open-folders');
  expect(folders).toMatchObject({ kind: 'submenu', entries: { length: 4 } });
});

test('a recent file is shown where it is now', () => {
  const recent = [
    {
      id: 1,
      at: '2026-11-24T08:00:00.000Z',
      rootId: 7,
      action: 'move',
      path: '/a.txt',
      to: '/Sub/b & c.txt',
      side: 'cloud',
      bytes: 1,
      why: 'moved-here',
      outcome: 'done',
    },
  ] as const;
  expect(entry(menu({ recent }), 'recent-0')).toMatchObject({
    label: 'b && c.txt',
    action: { kind: 'show-file', file: '/home/ann/Plans/Sub/b & c.txt' },
  });
  expect(entry(menu({ recent }, 'darwin'), 'recent-0')?.label).toBe('b & c.txt');
});

test('a recent file of a root that is not linked any more is only named', () => {
  const recent = [
    {
      id: 1,
      at: '2026-11-24T08:00:00.000Z',
      rootId: 99,
      action: 'upload',
      path: '/a.txt',
      side: 'cloud',
      bytes: 1,
      why: 'new-here',
      outcome: 'done',
    },
  ] as const;
  expect(entry(menu({ recent }), 'recent-0')).not.toHaveProperty('action');
});

test('a machine without a keyring says so, and an update waits at the top', () => {
  const entries = menu({ protection: 'owner-only-file', update: '2.0.0' });
  expect(ids(entries)).toContain('plain-file');
  expect(ids(entries)[1]).toBe('restart-to-update');
});

test('an ampersand is a letter', () => {
  expect(escapeLabel('R&D', 'win32')).toBe('R&&D');
  expect(escapeLabel('R&D', 'darwin')).toBe('R&D');
});
