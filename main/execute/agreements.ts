/** Binding the two sides of a node, new or again. */
import { hasAlias } from '../plan/alias.ts';
import { type Again, type CloudKey, cloudId, type LocalId, type SyncedId, type SyncedNode } from '../plan/types.ts';
import type { NewSynced } from '../records.ts';
import type { Work } from './work.ts';

/** The agreement that one of the two rows belongs to; `again` decides whether it may go on with the other row. */
export function knownAgreement(work: Work, local: number, cloud: number): SyncedNode | undefined {
  return work.journal.syncedOfLocal(local) ?? work.journal.syncedOfCloud(cloud);
}

/**
 * Binds the rows, inside a transaction. Where one of them was agreed on before and its other side was deleted, that
 * agreement goes on (`again`), so that the folder's children keep theirs; without `again` a known row is left alone.
 */
export function bindFolder(
  work: Work,
  node: NewSynced & { readonly local: number; readonly cloud: number },
  again: Again | undefined,
): void {
  const { journal } = work;
  const known = knownAgreement(work, node.local, node.cloud);
  if (known === undefined) {
    journal.bind(node);
    return;
  }
  if (again === undefined) return;
  const { parent, name, localName, local, cloud } = node;
  journal.changeSynced(known.id, { parent, name, localName, local, cloud });
  renew(work, known.id, again);
}

/** What the folder's deletion took along: `alone` it stays deleted, `with-content` it counts as new and comes back. */
export function renew({ journal }: Work, id: number, again: Again): void {
  if (again === 'with-content') journal.dropHalfAgreed(id);
  for (const child of journal.syncedChildren(id)) journal.mark({ tree: 'synced', id: child.id });
}

/**
 * The cloud has made something new, for the local node, and gave it a number that we know from something else: it went
 * back to a backup and gives its numbers out again. What we knew under the number is no more; what is here of it counts
 * as new. To be called inside a transaction, before the new row is written.
 */
export function forgetReissued(work: Work, local: number, key: CloudKey): void {
  const { journal, log } = work;
  const old = journal.syncedOfCloud(key);
  if (old?.local === local) return;
  if (old === undefined && journal.cloud(key) === undefined) return;
  log.warn('the cloud gave a number out again', { id: cloudId(key) });
  if (old !== undefined) journal.unbind(old.id, true);
  // Also what we believed to lie in it.
  journal.removeCloud(key);
}

/** The fact that tells the true name of a local node with another one, while nothing in the cloud answers to it. */
export const lostName = (local: LocalId): string => `lost-name ${local}`;

/** Drops an agreement. What bears another name here goes up again under its true one, if it does. */
export function unbind(work: Work, id: SyncedId, below: boolean): void {
  const { journal, policy } = work;
  journal.tx(() => {
    const synced = journal.synced(id);
    if (synced?.local !== undefined && !below && hasAlias(synced, policy)) {
      const { name, localName } = synced;
      journal.setFact(lostName(synced.local), JSON.stringify({ name, localName }));
    }
    journal.unbind(id, below);
  });
}
