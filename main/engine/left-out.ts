/** Cloud nodes that move into a left-out folder, which nobody lists, and what comes back when such a folder is taken back. */
import { type CloudKey, type CloudNode, cloudId, cloudKey } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudObject, CloudSide } from '../sides.ts';

/** The left-out folder in which the path of the cloud lies, with the names of the folders on the way down to it. */
function leftOutAbove(
  journal: Journal,
  path: string,
): { readonly folder: CloudKey; readonly way: readonly string[] } | undefined {
  const found = journal
    .excluded()
    .filter((key) => journal.cloud(key) !== undefined)
    .map((key) => ({ key, top: `/${journal.cloudPath(key)}/` }))
    .filter(({ top }) => path.startsWith(top))
    .toSorted((one, other) => other.top.length - one.top.length)[0];
  if (found === undefined) return undefined;
  return { folder: found.key, way: path.slice(found.top.length).split('/').slice(0, -1) };
}

/** The child folder of that name; the folder is listed if it is not known. */
async function folderIn(
  cloud: CloudSide,
  journal: Journal,
  parent: CloudKey,
  name: string,
): Promise<CloudKey | undefined> {
  const known = journal.cloudChildren(parent).find((child) => child.kind === 'folder' && child.name === name);
  if (known !== undefined) return known.key;
  const answer = await cloud.list(cloudId(parent), {});
  const child = answer.modified
    ? answer.children.find((one) => one.kind === 'folder' && one.name === name && !one.deleted)
    : undefined;
  if (child === undefined) return undefined;
  const key = cloudKey('folder', child.id);
  journal.tx(() => journal.putCloud({ ...EMPTY, key, parent, name, kind: 'folder', locked: child.locked }));
  return key;
}

const EMPTY = { revision: 0, size: 0, modifiedMs: 0 };

/**
 * Puts the node where it is now if that is inside a left-out folder. Its exact folder matters: an edit of ours that was
 * not sent yet still goes up into it. Says whether it did; false for a place that is listed like any other.
 */
export async function followIntoLeftOut(
  cloud: CloudSide,
  journal: Journal,
  node: CloudNode,
  now: CloudObject,
): Promise<boolean> {
  const found = now.path === undefined ? undefined : leftOutAbove(journal, now.path);
  if (found === undefined) return false;
  let parent: CloudKey | undefined = found.folder;
  for (const name of found.way) {
    parent = await folderIn(cloud, journal, parent, name);
    if (parent === undefined) return false;
  }
  const file = now.kind === 'file' ? now : undefined;
  const { revision, size, modifiedMs } = file ?? EMPTY;
  const to = parent;
  journal.tx(() =>
    journal.putCloud({ ...node, parent: to, name: now.name, revision, size, modifiedMs, locked: now.locked }),
  );
  return true;
}

/** Everything below that was never agreed on is decided about again. Gives the folders. */
export function judgeAgainBelow(journal: Journal, top: CloudKey): readonly CloudKey[] {
  const folders = [top];
  for (const folder of folders) {
    for (const child of journal.cloudChildren(folder)) {
      if (journal.syncedOfCloud(child.key) === undefined) journal.mark({ tree: 'cloud', id: child.key });
      if (child.kind === 'folder') folders.push(child.key);
    }
  }
  return folders;
}

/** Everything below is decided about again, and every folder listed anew. */
export function lookAgainBelow(journal: Journal, top: CloudKey): void {
  for (const folder of judgeAgainBelow(journal, top)) journal.setFolderHash(folder, { listed: undefined });
}
