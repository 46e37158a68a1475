import { describe, expect, it } from 'vitest';
import { attentionOf, needsOf } from '../../../renderer/state/attention.ts';
import type { HeldItem } from '../../../shared/contract/held.ts';
import type { LinkStatus, Status } from '../../../shared/contract/status.ts';

const link = (more: Partial<LinkStatus> = {}): LinkStatus => ({
  rootId: 1,
  name: 'Anna',
  folder: '/home/anna/Cloud',
  state: 'synced',
  pending: 0,
  conflicts: 0,
  held: 0,
  failed: 0,
  lastSyncedAt: null,
  ...more,
});

const held = (id: string, more: Partial<HeldItem> = {}): HeldItem => ({
  id,
  rootId: 1,
  path: `/${id}.txt`,
  reason: 'illegal-name-in-cloud',
  count: 1,
  bytes: 0,
  at: '2026-11-24T08:00:00.000Z',
  ...more,
});

const status = (...links: readonly LinkStatus[]): Status => ({
  state: 'attention',
  watching: true,
  links: [...links],
  transfers: [],
});

describe('what needs the user', () => {
  it('is nothing where all is well', () => {
    expect(attentionOf(status(link()), [])).toEqual({ items: [], moreHeld: 0 });
    expect(needsOf(status(link()), [])).toEqual({ conflicts: 0, held: 0, halted: 0 });
  });

  it('begins with what stopped, then deletions, then conflicts, then single items', () => {
    const { items } = attentionOf(
      status(link({ state: 'halted', reason: 'folder-missing' }), link({ rootId: 2, conflicts: 3, failed: 1 })),
      [held('a'), held('deletions', { reason: 'mass-deletion', count: 71 })],
    );
    expect(items.map(({ kind }) => kind)).toEqual(['stopped', 'deletion', 'conflicts', 'failed', 'held']);
  });

  it('shows a few single items and counts the rest', () => {
    const many = Array.from({ length: 10 }, (_, n) => held(`item ${n}`));
    const { items, moreHeld } = attentionOf(status(link({ held: 10 })), many);
    expect(items.length + moreHeld).toBe(10);
    expect(moreHeld).toBe(7);
  });

  it('counts a deletion of many files once', () => {
    const deletion = held('deletions', { reason: 'mass-deletion', count: 71 });
    expect(needsOf(status(link({ held: 71, conflicts: 2 })), [deletion])).toEqual({ conflicts: 2, held: 1, halted: 0 });
  });

  it('does not call a session that ended a stop: signing in is the headline itself', () => {
    expect(attentionOf(status(link({ state: 'halted', reason: 'sign-in-needed' })), []).items).toEqual([]);
  });
});
