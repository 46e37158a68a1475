import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreignDeeds } from '../../../renderer/views/activity/cloud.ts';
import { rowsOf, wantedOf } from '../../../renderer/views/activity/filter.ts';
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

  it('is asked for by part of a name and by kind, as the engine takes it', () => {
    expect(wantedOf({ text: ' är ', kind: 'all', rootId: 2 })).toEqual({ text: 'är' });
    expect(wantedOf({ text: '  ', kind: 'all', rootId: undefined })).toEqual({});
    expect(wantedOf({ text: '', kind: 'deletions', rootId: undefined })).toEqual({ actions: ['delete', 'restore'] });
  });

  it('stays in order and without doubles however pages overlap', () => {
    const moment = fc.integer({ min: 0, max: 9 }).map((minute) => `2026-11-24T08:0${minute}:00.000Z`);
    const entries = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 2 }), moment), { maxLength: 12 })
      .map((all) => {
        const known = new Map(all.map(([id, rootId, at]) => [`${rootId} ${id}`, entry(id, at, { rootId })]));
        return [...known.values()];
      });
    const inOrder = (list: readonly Entry[]) => merged(...list.map((one) => [one]));
    fc.assert(
      fc.property(entries, fc.array(fc.array(fc.nat()), { maxLength: 4 }), (all, cuts) => {
        const pages = cuts.map((cut) =>
          inOrder(all.filter((_, index) => cut.some((number) => number % 3 === index % 3))),
        );
        const expected = inOrder([...new Set(pages.flat())]);
        expect(merged(...pages)).toEqual(expected);
        for (const [index, one] of expected.entries()) {
          const next = expected[index + 1];
          if (next !== undefined) expect(one.at >= next.at).toBe(true);
        }
      }),
    );
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

  it('has what was done in the cloud itself between what was done here, each once', () => {
    const deed = (id: number, what: string, path: string, at: string) => ({
      id,
      what,
      path,
      at,
      by: 'Anna',
      rootId: 1,
    });
    const entries = [
      entry(3, '2026-11-24T12:00:00.000Z', { path: '/neu.txt' }),
      entry(2, '2026-11-24T10:00:00.000Z', { path: '/alt.txt', side: 'local', action: 'download' }),
    ];
    const deeds = foreignDeeds(
      [
        deed(9, 'file_added', '/neu.txt', '2026-11-24T12:00:20.000Z'),
        deed(8, 'renamed', '/web.txt', '2026-11-24T11:00:00.000Z'),
        deed(7, 'login', '', '2026-11-24T10:30:00.000Z'),
        deed(6, 'file_added', '/neu.txt', '2026-11-24T08:00:00.000Z'),
      ],
      entries,
      undefined,
    );
    expect(deeds.map(({ id }) => id)).toEqual([8, 6]);
    expect(
      rowsOf(entries, deeds, true)
        .map(({ key }) => key)
        .slice(1),
    ).toEqual(['1 3', 'cloud 8', '1 2', 'cloud 6']);
    // What is older than the last entry that was read waits for the next page.
    expect(rowsOf(entries, deeds, false).map(({ key }) => key)).not.toContain('cloud 6');
    expect(foreignDeeds(deeds, entries, 'WEB').map(({ id }) => id)).toEqual([8]);
  });
});
