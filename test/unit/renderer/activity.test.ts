import { describe, expect, it } from 'vitest';
import { filtered, rowsOf } from '../../../renderer/views/activity/filter.ts';
import { type Entry, merged } from '../../../renderer/views/activity/pages.ts';

const entry = (id: number, at: string, more: Partial<Entry> = {}): Entry => ({
  id,
  at,
  rootId: 1,
  action: 'upload',
  path: `/Pläne/${id}.txt`,
  side: 'cloud',
  bytes: 10,
  why: 'new-here',
  outcome: 'done',
  ...more,
});

describe('the activity', () => {
  it('is put together from pages of several roots, newest first, each entry once', () => {
    const one = entry(1, '2026-11-24T08:00:00.000Z');
    const two = entry(2, '2026-11-24T09:00:00.000Z');
    const other = entry(1, '2026-11-24T08:30:00.000Z', { rootId: 2 });
    expect(merged([two, one], [other], [one])).toEqual([two, other, one]);
  });

  it('is filtered by name in any case, by kind and by root', () => {
    const all = [
      entry(1, '2026-11-24T08:00:00.000Z', { path: '/Ärger.txt' }),
      entry(2, '2026-11-24T08:00:00.000Z', { action: 'move', to: '/Neu/ärmel.txt' }),
      entry(3, '2026-11-24T08:00:00.000Z', { outcome: 'failed', rootId: 2 }),
    ];
    const ids = (filter: Parameters<typeof filtered>[1]) => filtered(all, filter).map(({ id }) => id);
    expect(ids({ text: 'är', kind: 'all', rootId: undefined })).toEqual([1, 2]);
    expect(ids({ text: '', kind: 'moves', rootId: undefined })).toEqual([2]);
    expect(ids({ text: '', kind: 'failures', rootId: undefined })).toEqual([3]);
    expect(ids({ text: '', kind: 'transfers', rootId: 1 })).toEqual([1]);
  });

  it('has a heading for each day', () => {
    const rows = rowsOf([
      entry(3, '2026-11-24T12:00:00.000Z'),
      entry(2, '2026-11-24T11:00:00.000Z'),
      entry(1, '2026-11-20T11:00:00.000Z'),
    ]);
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'entry', 'entry', 'day', 'entry']);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
  });
});
