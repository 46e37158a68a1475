import { describe, expect, it } from 'vitest';
import { followActivity } from '../../../../app/cli/follow.ts';
import { callOf } from '../../../../shared/contract/contract.ts';
import type { Event, Listener } from '../../../../shared/contract/events.ts';
import type { ActivityEntry } from '../../../../shared/contract/history.ts';
import { until } from '../../../support/temp-folder.ts';

const entry = (rootId: number, id: number): ActivityEntry => ({
  id,
  at: '2026-11-24T08:00:00Z',
  rootId,
  action: 'upload',
  path: `/${id}`,
  side: 'cloud',
  bytes: 1,
  why: 'new-here',
  outcome: 'done',
});
const changed: Event = { type: 'status', status: { state: 'synced', watching: true, links: [], transfers: [] } };

describe('following the activity', () => {
  it('tells each new entry once, oldest first, numbered by root', async () => {
    const journal: ActivityEntry[] = [entry(1, 7)];
    let tell: Listener = () => undefined;
    const told: string[] = [];
    const engine = {
      call: callOf({ activity: async () => journal.toReversed() }),
      subscribe: async (listener: Listener) => {
        tell = listener;
      },
    };
    await followActivity(engine, ({ rootId, id }) => told.push(`${rootId}-${id}`));
    journal.push(entry(1, 8), entry(2, 1), entry(1, 9));
    tell(changed);
    tell(changed);
    tell({ type: 'progress', rootId: 1, phase: 'quiet', done: 0, total: 0 });
    journal.push(entry(2, 2));
    await until('all were told', () => told.length >= 4);
    tell(changed);
    await until('nothing is asked any more', () => told.length === 4);
    expect(told).toEqual(['1-8', '2-1', '1-9', '2-2']);
  });
});
