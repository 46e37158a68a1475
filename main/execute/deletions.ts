/** Deletions, on both sides: into the cloud's trash there, into the local trash here, and only what nobody used. */
import { type CloudNode, cloudId, type SyncedId, type Why } from '../plan/types.ts';
import { trashName } from './downloads.ts';
import { expectedOf, folderOf, moved, requireAgreed, type Work } from './work.ts';

export async function deleteCloud(work: Work, id: SyncedId): Promise<void> {
  const { journal } = work;
  const { synced, local, cloud } = requireAgreed(work, id);
  if (local !== undefined || cloud === undefined) throw moved(synced.name, 'one side changed');
  if (cloud.kind === 'file') await requireRevision(work, cloud, synced.revision);
  else await requireNothingNew(work, cloud);
  await work.cloud.delete(cloud.kind, cloudId(cloud.key));
  await work.checkpoint('delete-cloud:deleted');
  journal.tx(() => {
    const step = { kind: 'delete-cloud', cloud: cloud.key } as const;
    // What follows from a decision that has a step of its own is no second one.
    if (journal.fact(`follows ${id}`) === undefined)
      journal.addUndo({ atMs: work.clock.now(), batch: work.batch, path: journal.cloudPath(cloud.key), step });
    journal.setFact(`follows ${id}`, undefined);
    journal.unbind(id, true);
    journal.removeCloud(cloud.key);
  });
  work.tally.deletedCloud += 1;
}

/** A folder takes all that is in it along, so what others put into it since the last look has to be seen first. */
async function requireNothingNew({ journal, lookAgainInCloud }: Work, cloud: CloudNode): Promise<void> {
  if (!journal.hasSurvivors('cloud', cloud.key)) await lookAgainInCloud(cloud.key);
  if (journal.cloud(cloud.key) === undefined || journal.hasSurvivors('cloud', cloud.key))
    throw moved(cloud.name, 'something in it changed in the cloud');
}

async function requireRevision(work: Work, cloud: CloudNode, revision: number): Promise<void> {
  const now = await work.cloud.file(cloudId(cloud.key));
  if (now === undefined || now.deleted || (now.revision === revision && now.size === cloud.size)) return;
  work.journal.setFolderHash(cloud.parent, { listed: undefined });
  throw moved(cloud.name, 'the cloud has another revision');
}

export async function deleteLocal(work: Work, id: SyncedId): Promise<void> {
  const { journal } = work;
  const { synced, local, cloud } = requireAgreed(work, id);
  if (cloud !== undefined || local === undefined) throw moved(synced.name, 'one side changed');
  const path = journal.localPath(local.id);
  if (local.kind === 'folder') {
    await work.lookAgain(path);
    if (journal.local(local.id) === undefined || journal.hasSurvivors('local', local.id))
      throw moved(path, 'something in it changed here');
  }
  await putIntoTrash(work, local.id, path, 'deleted-in-cloud', (trash) => {
    const step = { kind: 'delete-local', cloud: synced.cloud ?? 0, trash } as const;
    journal.addUndo({ atMs: work.clock.now(), batch: work.batch, path, step });
    journal.unbind(id, true);
  });
  work.tally.deletedLocal += 1;
}

/** Takes the local copy of a left-out folder, or of what has an unwanted alias, away; the cloud keeps all of it, and the folder's own row there too. */
export async function evictLocal(work: Work, id: SyncedId, why: Why): Promise<'held' | undefined> {
  const { journal } = work;
  const { local, cloud } = requireAgreed(work, id);
  if (local === undefined || cloud === undefined) throw moved('', 'one side changed');
  const path = journal.localPath(local.id);
  await work.lookAgain(path);
  if (journal.local(local.id) === undefined) throw moved(path, 'it is gone here');
  if (journal.hasSurvivors('evict', local.id)) {
    journal.hold({ tree: 'synced', id }, 'unsent-changes', undefined, undefined);
    return 'held';
  }
  await putIntoTrash(work, local.id, path, why, () => {
    if (why === 'alias-ended') journal.dropAlias(cloud.key);
    journal.unbind(id, true);
    for (const child of journal.cloudChildren(cloud.key)) journal.removeCloud(child.key);
    journal.setFolderHash(cloud.key, { listed: undefined });
  });
  work.tally.deletedLocal += 1;
  return undefined;
}

async function putIntoTrash(
  work: Work,
  id: number,
  path: string,
  why: string,
  alsoWrite: (trash: string) => void,
): Promise<void> {
  const { journal } = work;
  const local = journal.local(id);
  if (local === undefined) return;
  const trash = trashName(work, local.name);
  // The index comes first: an item that the index knows and the disk does not is harmless, the other way round is not.
  journal.tx(() =>
    journal.addTrash({ name: trash, path, kind: local.kind, size: local.size, atMs: work.clock.now(), why }),
  );
  try {
    await work.local.toTrash(path, expectedOf(local), trash);
  } catch (error) {
    journal.dropTrash(trash);
    throw error;
  }
  await work.checkpoint('trash:moved');
  await work.recorder.record([folderOf(path)], () => {
    alsoWrite(trash);
    journal.removeLocal(id);
  });
}
