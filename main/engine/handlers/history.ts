/** What was done. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ActivityEntry, CloudDeedInfo } from '../../../shared/contract/history.ts';
import { SyncError } from '../../errors.ts';
import type { AccountRecord } from '../../home-state.ts';
import type { ActivityRecord } from '../../records.ts';
import { sameAccount } from '../accounts.ts';
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

/** What one account's person did in the cloud; nothing where the cloud does not tell. */
async function deedsOf(engine: Engine, record: AccountRecord, links: readonly Link[]): Promise<CloudDeedInfo[]> {
  const deeds = await engine
    .account(record)
    .cloud.activity?.()
    .catch((error: unknown) => {
      if (error instanceof SyncError && error.code === 'not-supported') return [];
      throw error;
    });
  const own = links.filter((link) => sameAccount(link.record, record));
  return (deeds ?? []).map(({ id, atMs, what, by, rootId, path }) => ({
    id,
    at: isoTime(atMs),
    what,
    by: by ?? null,
    rootId: own.find((link) => link.record.rootId === rootId)?.record.number ?? null,
    path: path === undefined || path === '' ? null : rooted(path.replace(/^\/+/u, '')),
  }));
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
    cloudActivity: async ({ rootId }) => {
      const links = engine.linksOf(rootId);
      const deeds = await Promise.all(engine.accounts.signedIn().map((record) => deedsOf(engine, record, links)));
      return deeds
        .flat()
        .filter((deed) => rootId === undefined || deed.rootId === rootId)
        .sort((one, other) => (one.at === other.at ? other.id - one.id : one.at < other.at ? 1 : -1));
    },
  } satisfies SomeHandlers;
}
