/** What happened to a node on each side since the last agreement: pure comparisons of rows. */
import type { Change, CloudNode, LocalNode, SyncedNode, Trees } from './types.ts';

/** Same bytes in both hashes; false where either is unknown. */
export function sameHash(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  if (one === undefined || other === undefined || one.length !== other.length) return false;
  return one.every((byte, index) => byte === other[index]);
}

/** Whether the local row stands where the agreement says, compared by identity of the parent and by name. */
export function localMoved(synced: SyncedNode, local: LocalNode, trees: Trees): boolean {
  if (local.name !== synced.localName) return true;
  return trees.synced(synced.parent)?.local !== local.parent;
}

export function cloudMoved(synced: SyncedNode, cloud: CloudNode, trees: Trees): boolean {
  if (cloud.name !== synced.name) return true;
  return trees.synced(synced.parent)?.cloud !== cloud.parent;
}

type Content = 'same' | 'edited' | 'unknown';

/** A size that differs is an edit without reading; a missing hash means that the times changed since it was read. */
function localContent(synced: SyncedNode, local: LocalNode): Content {
  if (synced.kind === 'folder') return 'same';
  if (local.size !== synced.size) return 'edited';
  if (local.hash === undefined) return 'unknown';
  return sameHash(local.hash, synced.hash) ? 'same' : 'edited';
}

export function localChange(synced: SyncedNode, local: LocalNode | undefined, trees: Trees): Change {
  if (local === undefined) return 'deleted';
  if (local.unreadable) return 'unreadable';
  const content = localContent(synced, local);
  if (content === 'unknown') return 'touched';
  if (!localMoved(synced, local, trees)) return content === 'same' ? 'unchanged' : 'edited';
  return content === 'same' ? 'moved' : 'moved-edited';
}

export function cloudChange(synced: SyncedNode, cloud: CloudNode | undefined, trees: Trees): Change {
  if (cloud === undefined) return 'deleted';
  const edited = synced.kind === 'file' && cloud.revision !== synced.revision;
  if (!cloudMoved(synced, cloud, trees)) return edited ? 'edited' : 'unchanged';
  return edited ? 'moved-edited' : 'moved';
}
