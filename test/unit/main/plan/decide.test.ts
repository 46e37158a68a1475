import { describe, expect, it } from 'vitest';
import { decideAgreed, decideNew } from '../../../../main/plan/decide.ts';
import { AGREED_CHANGES, explainAgreed, explainNew } from '../../../../main/plan/explain-table.ts';
import type { Change, Kind, Verdict, Why } from '../../../../main/plan/types.ts';

const ALL: readonly Change[] = [...AGREED_CHANGES, 'created', 'absent'];

/** What a change says, taken apart: the table is about changes, the rules are about these facts. */
interface Facts {
  readonly gone: boolean;
  readonly place: boolean;
  readonly bytes: boolean;
  readonly unread: boolean;
  readonly blind: boolean;
}

const factsOf = (change: Change): Facts => ({
  gone: change === 'deleted' || change === 'retyped',
  place: change === 'moved' || change === 'moved-edited',
  bytes: change === 'edited' || change === 'moved-edited',
  unread: change === 'touched',
  blind: change === 'unreadable',
});

type Cell = readonly [Verdict, Why | undefined];

/** The rules, said once more and otherwise: in order, the first that applies decides. */
function ruled(kind: Kind, here: Change, there: Change): Cell {
  const [disk, cloud] = [factsOf(here), factsOf(there)];
  if ([here, there].some((change) => change === 'created' || change === 'absent')) return ['impossible', undefined];
  if (kind === 'folder' && (disk.bytes || cloud.bytes)) return ['impossible', undefined];
  if (disk.blind || cloud.blind) return ['hold-unreadable', undefined];
  if (kind === 'file' && disk.unread) return ['read-first', 'content-unknown'];
  if (disk.gone && cloud.gone) return ['forget', 'gone-on-both-sides'];
  if (disk.gone || cloud.gone) {
    const other = disk.gone ? cloud : disk;
    if (other.bytes) return ['make-again', 'edit-beats-delete'];
    if (other.place) return ['make-again', 'move-beats-delete'];
    return disk.gone ? ['delete-cloud', 'deleted-here'] : ['delete-local', 'deleted-in-cloud'];
  }
  if (cloud.place) return ['move-local', disk.place ? 'cloud-move-wins' : 'moved-in-cloud'];
  if (disk.place) return ['move-cloud', 'moved-here'];
  if (disk.bytes && cloud.bytes) return ['conflict', 'edited-on-both-sides'];
  if (disk.bytes) return ['upload', 'edited-here'];
  return cloud.bytes ? ['download', 'edited-in-cloud'] : ['nothing', undefined];
}

const MIRRORED: Partial<Record<Verdict, Verdict>> = {
  upload: 'download',
  download: 'upload',
  'move-cloud': 'move-local',
  'move-local': 'move-cloud',
  'delete-cloud': 'delete-local',
  'delete-local': 'delete-cloud',
};

describe('the decision table', () => {
  for (const kind of ['file', 'folder'] as const)
    for (const here of ALL)
      for (const there of ALL)
        it(`agreed ${kind}: ${here} here, ${there} in the cloud`, () => {
          const { verdict, why } = decideAgreed(kind, here, there);
          expect([verdict, why]).toEqual(ruled(kind, here, there));
          expect(explainAgreed(kind, here, there)).toMatch(/^[A-Z].*\.$/u);
        });

  it('treats both sides alike, but for two moves, of which the cloud’s wins, and times, which only a disk has', () => {
    for (const kind of ['file', 'folder'] as const)
      for (const here of ALL)
        for (const there of ALL) {
          const { verdict, why } = decideAgreed(kind, here, there);
          if (why === 'cloud-move-wins' || here === 'touched' || there === 'touched') continue;
          expect(decideAgreed(kind, there, here).verdict).toBe(MIRRORED[verdict] ?? verdict);
        }
  });

  it('never deletes what was used, nor anything that could not be read', () => {
    for (const kind of ['file', 'folder'] as const)
      for (const here of ALL)
        for (const there of ALL) {
          const { verdict } = decideAgreed(kind, here, there);
          if (verdict === 'delete-local')
            expect(['unchanged', ...(kind === 'folder' ? ['touched'] : [])]).toContain(here);
          if (verdict === 'delete-cloud') expect(['unchanged', 'touched']).toContain(there);
        }
  });
});

describe('nodes on which the sides never agreed', () => {
  const EXPECTED: readonly (readonly [Change, Change, 'same' | 'differ', Kind, Verdict])[] = [
    ['absent', 'absent', 'same', 'file', 'forget'],
    ['created', 'absent', 'same', 'file', 'upload'],
    ['created', 'absent', 'same', 'folder', 'upload'],
    ['absent', 'created', 'same', 'file', 'download'],
    ['absent', 'created', 'same', 'folder', 'download'],
    ['created', 'created', 'same', 'file', 'conflict'],
    ['created', 'created', 'same', 'folder', 'adopt'],
    ['created', 'created', 'differ', 'file', 'conflict-of-kinds'],
    ['created', 'created', 'differ', 'folder', 'conflict-of-kinds'],
    ['unreadable', 'absent', 'same', 'file', 'hold-unreadable'],
    ['unreadable', 'created', 'same', 'file', 'hold-unreadable'],
    ['created', 'unreadable', 'same', 'folder', 'hold-unreadable'],
  ];
  for (const [here, there, kinds, kind, verdict] of EXPECTED)
    it(`${here} here, ${there} in the cloud, ${kinds === 'same' ? `two ${kind}s` : 'two kinds'}: ${verdict}`, () => {
      expect(decideNew(here, there, kinds, kind).verdict).toBe(verdict);
      expect(explainNew(here, there, kinds, kind)).toMatch(/^[A-Z].*\.$/u);
    });

  it('whatever else is said of them cannot be', () => {
    for (const here of ALL)
      for (const there of ALL) {
        const possible = [here, there].every((change) => ['created', 'absent', 'unreadable'].includes(change));
        const unreadable = here === 'unreadable' || there === 'unreadable';
        const { verdict } = decideNew(here, there, 'same', 'file');
        if (!possible && !unreadable) expect(verdict).toBe('impossible');
        else expect(verdict).not.toBe('impossible');
        expect(explainNew(here, there, 'same', 'file')).toMatch(/\.$/u);
      }
  });
});
