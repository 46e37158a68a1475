/** What was done, and the way back: activity, revisions, the local trash. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { ActivityEntry } from '../../../shared/contract/history.ts';
import { SyncError } from '../../errors.ts';
import { cloudId } from '../../plan/types.ts';
import type { ActivityRecord } from '../../records.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { findPlace } from '../place.ts';
import { actionName, actionSide, isoTime, rooted } from '../words.ts';

export function entryOf(link: Link, record: ActivityRecord): ActivityEntry {
  return {
    id: record.id,
    at: isoTime(record.atMs),
    rootId: link.record.rootId,
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
    versions: async ({ path }) => {
      const { link, cloud } = await findPlace(engine, path);
      if (cloud?.kind !== 'file')
        throw new SyncError('wrong-usage', { path, detail: 'only files in the cloud have versions' });
      const revisions = await link.cloud.revisions(cloudId(cloud.key));
      return revisions.map(({ revision, size, modifiedMs, personId }) => ({
        revision,
        size,
        modifiedAt: isoTime(modifiedMs),
        by: personId === undefined ? null : String(personId),
        current: revision === cloud.revision,
      }));
    },
    trash: async ({ rootId }) =>
      engine.linksOf(rootId).flatMap((link) =>
        link.journal.trash().map(({ name, path, kind, size, atMs, why }) => ({
          id: `${link.record.rootId}-${name}`,
          rootId: link.record.rootId,
          path: rooted(path),
          kind,
          size,
          at: isoTime(atMs),
          side: 'local' as const,
          why,
        })),
      ),
    untrash: async ({ id }) => {
      for (const link of engine.links()) {
        const item = link.journal.trash().find(({ name }) => `${link.record.rootId}-${name}` === id);
        if (item === undefined) continue;
        await link.local.fromTrash(item.name, item.path);
        link.journal.tx(() => link.journal.dropTrash(item.name));
        link.schedule.lookNow();
        return { id, path: rooted(item.path) };
      }
      throw new SyncError('wrong-usage', { path: id, detail: 'the local trash has no such item; "trash" lists it' });
    },
  } satisfies SomeHandlers;
}
