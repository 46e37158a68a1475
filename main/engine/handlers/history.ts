/** What was done. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ActivityEntry } from '../../../shared/contract/history.ts';
import type { ActivityRecord } from '../../records.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { actionName, actionSide, isoTime, rooted } from '../words.ts';

export function entryOf(link: Link, record: ActivityRecord): ActivityEntry {
  return {
    id: record.id,
    at: isoTime(record.atMs),
    rootId: link.record.number,
    action: actionName(record.kind),
    path: rooted(record.path),
    ...(record.to === undefined ? {} : { to: rooted(record.to) }),
    side: actionSide(record.kind),
    bytes: record.bytes,
    why: record.why,
    outcome: 'done',
    ...(record.detail === undefined ? {} : { detail: record.detail }),
  };
}

export function historyHandlers(engine: Engine) {
  return {
    activity: async ({ rootId, limit, before }) =>
      engine
        .linksOf(rootId)
        .flatMap((link) =>
          link.journal.activity(limit + (before === undefined ? 0 : 1_000)).map((record) => entryOf(link, record)),
        )
        .filter(({ id }) => before === undefined || id < before)
        .toSorted((one, other) => other.at.localeCompare(one.at) || other.id - one.id)
        .slice(0, limit),
  } satisfies SomeHandlers;
}
