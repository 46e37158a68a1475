/** Renames and moves, on both sides: identity stays, no byte is sent. */
import { hasAlias } from '../plan/alias.ts';
import { type CloudKey, type CloudNode, cloudId, type SyncedId, type SyncedNode } from '../plan/types.ts';
import {
  expectedOf,
  folderOf,
  inFolder,
  moved,
  parentHere,
  parentInCloud,
  requireAgreed,
  requireBoth,
  seen,
  type Work,
} from './work.ts';

/** Gives the cloud's node the place of the local one: at most a move and a rename, each recorded as soon as it is done. */
export async function moveCloud(work: Work, id: SyncedId): Promise<void> {
  const { journal } = work;
  const { synced, local, cloud } = requireBoth(work, id);
  const parent = parentInCloud(work, local);
  // An unchanged name stands for the true one, also while that is off the node to open a ring.
  const name = local.name === synced.localName ? (journal.fact(trueName(id)) ?? synced.name) : local.name;
  const occupied = (folder: CloudKey, wanted: string): boolean =>
    journal.cloudChildrenFolded(folder, work.policy.foldCloud(wanted)).some(({ key }) => key !== cloud.key);
  if (occupied(parent.key, name)) throw moved(name, 'the name is taken in the cloud');
  // The name on the way must be free too: the old name in the new folder, or the new name in the old one.
  const renameFirst = occupied(parent.key, cloud.name);
  if (cloud.name !== name && renameFirst)
    await renameInCloud(work, cloud, occupied(cloud.parent, name) ? temporaryName(work) : name);
  if (cloud.parent !== parent.key) {
    await work.cloud.move(cloud.kind, cloudId(cloud.key), cloudId(parent.key));
    journal.tx(() => journal.putCloud({ ...(journal.cloud(cloud.key) ?? cloud), parent: parent.key }));
    await work.checkpoint('move-cloud:moved');
  }
  const now = journal.cloud(cloud.key) ?? cloud;
  if (now.name !== name) await renameInCloud(work, now, name);
  journal.tx(() => {
    journal.changeSynced(id, { parent: parent.synced, name, localName: local.name });
    journal.setFact(trueName(id), undefined);
    if (name === local.name) journal.dropAlias(cloud.key);
  });
  work.tally.movedCloud += 1;
}

async function renameInCloud(work: Work, node: CloudNode, name: string): Promise<void> {
  await work.cloud.rename(node.kind, cloudId(node.key), name);
  const { journal } = work;
  journal.tx(() => journal.putCloud({ ...(journal.cloud(node.key) ?? node), name }));
  await work.checkpoint('move-cloud:renamed');
}

/** A name for the time being; none of the ignore rules may match it, or the node would count as left out meanwhile. */
export const temporaryName = (work: Work): string => `leitz-moving-${work.random.token(10)}`;

/** The fact that keeps the true name of an agreed node that has another one here, while it stands aside in the cloud. */
const trueName = (id: SyncedId): string => `true-name ${id}`;

/** Known before anything bears it. A name that stays although it differs, such as another spelling, is none that was given. */
function giveAlias({ journal, policy }: Work, synced: SyncedNode, cloud: CloudNode, as: string | undefined): void {
  const isGiven = as !== undefined && (as !== synced.localName || hasAlias(synced, policy));
  if (isGiven && journal.aliasOf(cloud) !== as) journal.durably(() => journal.setAlias(cloud, as));
}

/** Gives the local node the place that the cloud's one has; `as`: under that alias. */
export async function moveLocal(work: Work, id: SyncedId, as?: string): Promise<void> {
  const { journal } = work;
  const { synced, local, cloud } = requireBoth(work, id);
  const parent = parentHere(work, cloud);
  const name = as ?? cloud.name;
  giveAlias(work, synced, cloud, as);
  const settled = (): void => {
    journal.changeSynced(id, { parent: parent.synced, name: cloud.name, localName: name });
    if (as === undefined) journal.dropAlias(cloud.key);
  };
  const from = journal.localPath(local.id);
  const folder = journal.localPath(parent.id);
  const to = inFolder(folder, name);
  if (from !== to) {
    const [intent] = journal.tx(() =>
      journal.writeIntents([
        { action: { kind: 'move-local', synced: id, why: 'moved-in-cloud' }, note: { path: from, to } },
      ]),
    );
    const stat = await work.local
      .move(from, to, expectedOf(local))
      .finally(() => intent !== undefined && journal.dropIntent(intent));
    await work.checkpoint('move-local:moved');
    await work.recorder.record([folder, folderOf(from)], () => {
      const times = local.kind === 'file' ? { ctimeMs: seen(stat).ctimeMs } : {};
      journal.changeLocal(local.id, { parent: parent.id, name, ...times });
      settled();
    });
  } else journal.tx(settled);
  work.tally.movedLocal += 1;
}

/** Both sides moved it to the same place. */
export function agree(work: Work, id: SyncedId, as?: string): void {
  const { journal } = work;
  const { synced, local, cloud } = requireBoth(work, id);
  const parent = parentInCloud(work, local);
  // Anything but the very same place would be recorded as an alias that nobody asked for.
  const name = cloud.name === synced.name ? synced.localName : cloud.name;
  const isAlias = as === local.name || journal.aliasOf(cloud) === local.name;
  // A user may also give it its true name here, or the one that it has got in the cloud.
  if ((local.name !== name && local.name !== cloud.name && !isAlias) || cloud.parent !== parent.key)
    throw moved(local.name, 'the sides are not in one place');
  if (as === local.name) giveAlias(work, synced, cloud, as);
  journal.tx(() => {
    journal.changeSynced(id, { parent: parent.synced, name: cloud.name, localName: local.name });
    if (cloud.name === local.name) journal.dropAlias(cloud.key);
  });
}

/**
 * Opens a ring of names: the node takes a temporary name on one side, and the agreement takes it for both; so it counts
 * as moved on the other side, from where its true name comes back in a later round.
 */
export async function stepAside(work: Work, id: SyncedId, side: 'local' | 'cloud'): Promise<void> {
  const { journal } = work;
  const { synced, local, cloud } = requireAgreed(work, id);
  const name = temporaryName(work);
  if (side === 'cloud' && cloud !== undefined) {
    // Known before it is done: after a crash the name would be taken for one that somebody gave it.
    const action = { kind: 'step-aside', synced: id, side, why: 'name-freed-for-another' } as const;
    const [intent] = journal.durably(() => journal.writeIntents([{ action, note: { cloud: cloud.key, name } }]));
    // What has another name here keeps that; its true one is kept until it can be given back.
    const isAlias = hasAlias(synced, work.policy) && local?.name === synced.localName;
    if (isAlias && journal.fact(trueName(id)) === undefined)
      journal.durably(() => journal.setFact(trueName(id), cloud.name));
    await renameInCloud(work, cloud, name);
    journal.tx(() => {
      journal.changeSynced(id, isAlias ? { name } : { name, localName: name });
      if (intent !== undefined) journal.dropIntent(intent);
    });
  } else if (side === 'local' && local !== undefined) {
    const from = journal.localPath(local.id);
    const folder = folderOf(from);
    const stat = await work.local.move(from, inFolder(folder, name), expectedOf(local));
    await work.recorder.record([folder], () => {
      const times = local.kind === 'file' ? { ctimeMs: seen(stat).ctimeMs } : {};
      journal.changeLocal(local.id, { name, ...times });
      journal.changeSynced(id, { name, localName: name });
    });
  }
}
