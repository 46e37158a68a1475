/** Locks that the user sets and releases by hand. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import { type CloudNode, cloudId, type EntityRef } from '../../plan/types.ts';
import type { CloudLock } from '../../sides.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { findPlace } from '../place.ts';
import { isoTime, rooted } from '../words.ts';

const DEFAULT_MINUTES = 8 * 60;

async function requireThere(engine: Engine, path: string) {
  const { link, cloud, path: inRoot } = await findPlace(engine, path);
  if (cloud === undefined || inRoot === '')
    throw new SyncError('wrong-usage', { path, detail: 'only a file or folder that is in the cloud can be locked' });
  return { link, cloud, inRoot };
}

/** Asks the cloud how things are now and notes it, so that everybody here sees it at once. */
async function lockNow(link: Link, node: CloudNode): Promise<CloudLock | undefined> {
  const id = cloudId(node.key);
  const object = node.kind === 'file' ? await link.cloud.file(id) : await link.cloud.folder(id);
  link.journal.tx(() => {
    const row = link.journal.cloud(node.key);
    const agreed = link.journal.syncedOfCloud(node.key);
    const ref: EntityRef = agreed === undefined ? { tree: 'cloud', id: node.key } : { tree: 'synced', id: agreed.id };
    const waited = link.journal.differingOf(ref) !== undefined;
    if (row !== undefined) link.journal.putCloud({ ...row, locked: object?.locked ?? false });
    // A lock alone is nothing to sync; but what waits, perhaps for the unlock, is looked at again.
    if (!waited) link.journal.settle(ref);
    link.journal.setLock(node.key, object?.lock);
  });
  return object?.locked === true ? object.lock : undefined;
}

export function lockHandlers(engine: Engine) {
  const answer = (link: Link, inRoot: string, lock: CloudLock | undefined) => ({
    path: rooted(inRoot),
    rootId: link.record.number,
    locked: lock !== undefined,
    lockedUntil: lock?.untilMs === undefined ? null : isoTime(lock.untilMs),
    ...(lock?.holder === undefined ? {} : { lockedBy: lock.holder }),
  });
  return {
    lock: async ({ path, minutes = DEFAULT_MINUTES }) => {
      const { link, cloud, inRoot } = await requireThere(engine, path);
      await link.cloud.lock(cloud.kind, cloudId(cloud.key), minutes);
      return answer(link, inRoot, await lockNow(link, cloud));
    },
    unlock: async ({ path }) => {
      const { link, cloud, inRoot } = await requireThere(engine, path);
      await link.cloud.unlock(cloud.kind, cloudId(cloud.key)).catch((error: unknown) => {
        // Somebody else's: the answer says so, with the holder.
        if (!(error instanceof SyncError) || error.code !== 'locked') throw error;
      });
      const lock = await lockNow(link, cloud);
      link.schedule.lookNow();
      return answer(link, inRoot, lock);
    },
  } satisfies SomeHandlers;
}
