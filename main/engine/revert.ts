/** Takes a change of this disk back that cannot go up: the cloud's state comes back, ours goes to the local trash. */
import { SyncError } from '../errors.ts';
import { expectedOf } from '../execute/work.ts';
import type { EntityRef, LocalNode, SyncedNode } from '../plan/types.ts';
import type { Link } from './link.ts';

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Makes the local file count as the agreed one, so that the cloud's revision is fetched over it; ours is trashed then. */
export async function preferCloud(link: Link, synced: SyncedNode, local: LocalNode): Promise<void> {
  const hash = local.hash ?? (await link.local.hash(link.journal.localPath(local.id), expectedOf(local)));
  link.journal.tx(() => {
    link.journal.changeLocal(local.id, { hash });
    link.journal.changeSynced(synced.id, { size: local.size, hash, revision: -1 });
  });
}

async function putAway(link: Link, local: LocalNode, trash: string): Promise<void> {
  const path = link.journal.localPath(local.id);
  const { kind, size } = local;
  link.journal.tx(() =>
    link.journal.addTrash({ name: trash, path, kind, size, atMs: link.now(), why: 'taken-back-here' }),
  );
  await link.local.toTrash(path, expectedOf(local), trash);
  link.hints.add(folderOf(path));
}

/** @param trash a new name in the local trash */
export async function revertLocal(link: Link, ref: EntityRef, trash: string): Promise<string> {
  const { journal } = link;
  const synced = ref.tree === 'synced' ? journal.synced(ref.id) : undefined;
  const local = ref.tree === 'local' ? journal.local(ref.id) : synced?.local && journal.local(synced.local);
  const cloud = synced?.cloud === undefined ? undefined : journal.cloud(synced.cloud);
  if (synced === undefined) {
    if (!local) throw new SyncError('changed', { detail: 'it is not there any more' });
    await putAway(link, local, trash);
    return 'put-away';
  }
  if (!local) {
    journal.tx(() => journal.unbind(synced.id, true));
    return 'deletion-undone';
  }
  if (cloud === undefined) throw new SyncError('changed', { detail: 'the cloud has it no more' });
  const from = journal.localPath(local.id);
  const to = journal.cloudPath(cloud.key);
  if (from !== to) {
    await link.local.move(from, to, expectedOf(local));
    link.hints.add(folderOf(from));
    link.hints.add(folderOf(to));
  }
  if (local.kind === 'file' && from === to) await preferCloud(link, synced, local);
  else journal.tx(() => journal.mark(ref));
  return 'change-undone';
}
