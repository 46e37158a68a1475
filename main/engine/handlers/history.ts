/** What was done. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ActivityEntry } from '../../../shared/contract/history.ts';
import type { ActivityRecord } from '../../records.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { actionName, actionSide, isoTime, kindsOf, rooted } from '../words.ts';

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
    ...(record.operation === undefined ? {} : { operation: record.operation }),
  };
}

export function historyHandlers(engine: Engine) {
  return {
    activity: async ({ rootId, limit, before, text, actions }) => {
      const wanted = { limit, before, text, kinds: actions && kindsOf(actions) };
      return engine
        .linksOf(rootId)
        .flatMap((link) => link.journal.activityWanted(wanted).map((record) => entryOf(link, record)))
        .sort((one, other) => (one.at === other.at ? other.id - one.id : one.at < other.at ? 1 : -1))
        .slice(0, limit);
    },
  } satisfies SomeHandlers;
}
