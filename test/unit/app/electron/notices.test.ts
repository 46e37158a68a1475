import { expect, test } from 'vitest';
import { hasMore, noticesFor } from '../../../../app/electron/notices.ts';
import type { Status } from '../../../../app/electron/snapshot.ts';
import { wordsEn } from '../../../../app/electron/words-en.ts';
import { link, status } from './snapshots.ts';

const of = (change: Parameters<typeof link>[0]): Status => status({ links: [link(change)] });
const notices = (before: Status, now: Status, held: readonly string[] = [], conflict?: string) =>
  noticesFor(
    before,
    now,
    { conflict, held: held.map((reason) => ({ reason })) },
    wordsEn,
    (reason) => `because ${reason}`,
  );

test('nothing new is no news', () => {
  expect(notices(of({ conflicts: 2, held: 1 }), of({ conflicts: 2, held: 1 }))).toEqual([]);
  expect(notices(of({ conflicts: 2 }), of({ conflicts: 0 }))).toEqual([]);
});

test('one conflict is named, and leads there', () => {
  expect(notices(of({}), of({ conflicts: 1 }), [], '/Plans/a.txt')).toEqual([
    {
      kind: 'conflict',
      title: 'A file was changed on both sides',
      body: 'Both versions of “a.txt” are kept. Have a look.',
      screen: 'conflicts',
    },
  ]);
});

test('many conflicts are one notification', () => {
  const [notice, ...more] = notices(of({}), of({ conflicts: 40 }), [], '/a.txt');
  expect(notice?.title).toBe('40 files were changed on both sides');
  expect(more).toEqual([]);
});

test('held items are one notification; a full cloud has one of its own', () => {
  expect(notices(of({}), of({ held: 3 }), ['illegal-name', 'mass-deletion'])).toMatchObject([
    { kind: 'held', screen: 'held' },
  ]);
  expect(notices(of({}), of({ failed: 1 }), ['quota-exceeded'])).toMatchObject([{ kind: 'space', screen: 'held' }]);
});

test('the first sync is told once, and not for a link that was there already', () => {
  const [before, now] = [of({ lastSyncedAt: null }), of({})];
  expect(notices(before, now)).toMatchObject([{ kind: 'first-sync' }]);
  expect(notices(now, now)).toEqual([]);
  expect(notices(status({ links: [] }), now)).toEqual([]);
});

test('a full disk and a link that was stopped are told with their reason', () => {
  expect(notices(of({}), of({ state: 'halted', reason: 'disk-full' }))).toMatchObject([
    { kind: 'space', screen: 'overview' },
  ]);
  expect(notices(of({}), of({ state: 'halted', reason: 'folder-missing' }))).toMatchObject([
    { kind: 'halted', body: 'because folder-missing' },
  ]);
  const halted = of({ state: 'halted', reason: 'folder-missing' });
  expect(notices(halted, halted)).toEqual([]);
});

test('a session that the cloud ended asks for the sign-in; a first start does not', () => {
  const ended = status({ state: 'signed-out', links: [link({ state: 'halted', reason: 'sign-in-needed' })] });
  expect(notices(status(), ended)).toMatchObject([{ kind: 'sign-in', screen: 'welcome' }]);
  expect(notices(status(), status({ state: 'signed-out', links: [] }))).toEqual([]);
});

test('the lists are asked for only where there is more of them', () => {
  expect(hasMore(of({ held: 1 }), of({ held: 1 }))).toBe(false);
  expect(hasMore(of({ held: 1 }), of({ held: 2 }))).toBe(true);
});
