/** Held for its name: a name that would work, and the renaming to it on the side that has the trouble. */
import { SyncError } from '../errors.ts';
import { expectedOf } from '../execute/work.ts';
import { problemHere, problemInCloud, splitName, suggestName } from '../plan/names.ts';
import { type CloudNode, cloudId, type HoldReason, type LocalNode } from '../plan/types.ts';
import type { DifferingNode } from '../records.ts';
import type { Link } from './link.ts';

const ABOUT_NAMES: ReadonlySet<HoldReason> = new Set([
  'illegal-name-in-cloud',
  'illegal-name-here',
  'name-too-long',
  'case-clash',
  'name-of-excluded-folder',
]);

interface Named {
  readonly local: LocalNode | undefined;
  readonly cloud: CloudNode | undefined;
  /** The side on which it is renamed: where it was made, or where its new name came from. */
  readonly side: 'local' | 'cloud';
  readonly name: string;
}

function named({ journal }: Link, { ref, hold }: DifferingNode): Named | undefined {
  if (hold === undefined || !ABOUT_NAMES.has(hold)) return undefined;
  const synced = ref.tree === 'synced' ? journal.synced(ref.id) : undefined;
  const localId = ref.tree === 'local' ? ref.id : synced?.local;
  const key = ref.tree === 'cloud' ? ref.id : synced?.cloud;
  const local = localId === undefined ? undefined : journal.local(localId);
  const cloud = key === undefined ? undefined : journal.cloud(key);
  // What the cloud refuses, or has no room for, is renamed here; what this disk cannot show, there.
  const onCloud =
    hold === 'illegal-name-here' || local === undefined || (cloud !== undefined && cloud.name !== synced?.name);
  const node = onCloud ? cloud : local;
  return node && { local, cloud, side: onCloud ? 'cloud' : 'local', name: node.name };
}

/** Whether nobody in the folder has the name, on either side. */
function isFree(link: Link, { local, cloud, side }: Named, name: string): boolean {
  const { journal } = link;
  const { foldLocal, foldCloud } = link.policy();
  const here = side === 'local' ? local?.parent : cloud && journal.syncedOfCloud(cloud.parent)?.local;
  const there = side === 'cloud' ? cloud?.parent : local && journal.syncedOfLocal(local.parent)?.cloud;
  return (
    (here === undefined || journal.localChildrenFolded(here, foldLocal(name)).length === 0) &&
    (there === undefined || journal.cloudChildrenFolded(there, foldCloud(name)).length === 0)
  );
}

const MOST_TRIES = 1_000;

/** A name that works on both sides and is free; undefined where the trouble is no name. */
export function suggestedName(link: Link, node: DifferingNode): string | undefined {
  const found = named(link, node);
  if (found === undefined) return undefined;
  const plain = suggestName(found.name);
  const { stem, extension } = splitName(plain);
  for (let number = 1; number < MOST_TRIES; number += 1) {
    const name = number === 1 ? plain : suggestName(`${stem} (${number})${extension}`);
    if (name !== found.name && isFree(link, found, name)) return name;
  }
  return undefined;
}

/** Renames to the name, or to the suggested one; gives it. Both sides see it as a renaming by hand. */
export async function fixName(link: Link, node: DifferingNode, wanted: string | undefined): Promise<string> {
  const found = named(link, node);
  const name = wanted ?? suggestedName(link, node);
  if (found === undefined || name === undefined)
    throw new SyncError('wrong-usage', { detail: 'its name is not what it waits for' });
  if (problemInCloud(name) !== undefined || problemHere(name, link.policy().platform) !== undefined)
    throw new SyncError('invalid-name', { path: name, detail: 'not possible on both sides' });
  if (!isFree(link, found, name)) throw new SyncError('name-conflict', { path: name });
  const { journal } = link;
  if (found.side === 'cloud' && found.cloud !== undefined) {
    await link.cloud.rename(found.cloud.kind, cloudId(found.cloud.key), name);
    journal.setFolderHash(found.cloud.parent, { listed: undefined });
    link.forgetListings();
  } else if (found.local !== undefined) {
    const from = journal.localPath(found.local.id);
    const folder = from.slice(0, Math.max(0, from.lastIndexOf('/')));
    await link.local.move(from, folder === '' ? name : `${folder}/${name}`, expectedOf(found.local));
    link.hints.add(folder);
  }
  return name;
}
