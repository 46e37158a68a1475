/** Revisions of a file, and going back to one. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import { SyncError } from '../../errors.ts';
import { type CloudNode, cloudId } from '../../plan/types.ts';
import type { CloudRevision, UploadSource } from '../../sides.ts';
import type { Engine } from '../engine.ts';
import type { Link } from '../link.ts';
import { findPlace, type Place } from '../place.ts';
import { isoTime, rooted } from '../words.ts';

async function requireFile(engine: Engine, path: string): Promise<Place & { readonly cloud: CloudNode }> {
  const place = await findPlace(engine, path);
  const { cloud } = place;
  if (cloud?.kind !== 'file')
    throw new SyncError('wrong-usage', { path, detail: 'only files in the cloud have versions' });
  return { ...place, cloud };
}

/** For clouds that cannot roll back: the old bytes go through this computer and become a new revision. */
async function sendAgain(link: Link, node: CloudNode, old: CloudRevision): Promise<void> {
  const id = cloudId(node.key);
  const now = await link.cloud.file(id);
  if (now === undefined || now.deleted || now.name !== node.name)
    throw new SyncError('changed', {
      path: rooted(link.journal.cloudPath(node.key)),
      detail: 'it was moved or deleted',
    });
  const { stream } = await link.cloud.download({ id, revision: old.revision }, { signal: link.signal });
  const source: UploadSource = {
    size: old.size,
    body: stream,
    hash: () => new Uint8Array(),
    close: () => Promise.resolve(),
  };
  const times = { modifiedMs: old.modifiedMs, createdMs: now.createdMs };
  await link.cloud.upload({ folder: cloudId(node.parent), name: node.name }, source, times, { signal: link.signal });
}

async function rollBack(link: Link, node: CloudNode, old: CloudRevision): Promise<void> {
  try {
    await link.cloud.rollBack(cloudId(node.key), old.revision);
  } catch (error) {
    if (!(error instanceof SyncError) || error.code !== 'not-supported') throw error;
    await sendAgain(link, node, old);
  }
}

export function versionHandlers(engine: Engine) {
  return {
    versions: async ({ path }) => {
      const { link, cloud } = await requireFile(engine, path);
      const revisions = await link.cloud.revisions(cloudId(cloud.key));
      return revisions.map(({ revision, size, modifiedMs, personId }) => ({
        revision,
        size,
        modifiedAt: modifiedMs > 0 ? isoTime(modifiedMs) : null,
        by: personId === undefined ? null : engine.accounts.nameOf(link.record, personId),
        current: revision === cloud.revision,
      }));
    },
    restore: async ({ path, revision }) => {
      const { link, cloud, path: inRoot } = await requireFile(engine, path);
      const old = (await link.cloud.revisions(cloudId(cloud.key))).find((one) => one.revision === revision);
      if (old === undefined) throw new SyncError('wrong-usage', { path, detail: 'no-such-revision' });
      await rollBack(link, cloud, old);
      // What is here goes on as with any change in the cloud: an edit of our own meanwhile is a conflict, not lost.
      link.journal.setFolderHash(cloud.parent, { listed: undefined });
      link.schedule.lookNow();
      return { path: rooted(inRoot), revision };
    },
  } satisfies SomeHandlers;
}
