/** What a start after a crash does with intents that were never finished, before the first look at the disk. */
import { SyncError } from '../errors.ts';
import { type CloudKey, cloudId } from '../plan/types.ts';
import type { IntentNote, Journal } from '../records.ts';
import type { CloudSide, LocalSide } from '../sides.ts';

/**
 * Puts interrupted replacements back, so that a name that we took away for an instant is not taken for a deletion, and
 * clears the way for looking at everything again. Moves need no more than the look: a file keeps its inode.
 *
 * @param undoReplace gives the old bytes their name again where the name is free
 */
export async function recover(
  journal: Journal,
  local: LocalSide,
  cloud: CloudSide,
  undoReplace: (local: LocalSide, path: string, trash: string) => Promise<void>,
): Promise<number> {
  const intents = journal.openIntents();
  for (const { id, action, note } of intents) {
    if (action.kind === 'download-edit' && note.path !== undefined && note.trash !== undefined) {
      await undoReplace(local, note.path, note.trash);
    }
    if (action.kind === 'move-local' && note.path !== undefined && note.to !== undefined)
      await dropSecondName(local, note.path, note.to);
    if (action.kind === 'step-aside') await finishStepAside(journal, cloud, action.synced, note);
    journal.tx(() => {
      if ('synced' in action && journal.synced(action.synced) !== undefined)
        journal.mark({ tree: 'synced', id: action.synced });
      journal.dropIntent(id);
    });
  }
  await dropUselessStages(journal, local);
  return intents.length;
}

/**
 * A move of a file gives it the new name before it takes the old one; a crash in between leaves both on one inode. Where
 * the disk takes two spellings for one name, both lead to the one file there is; so both names have to be listed.
 */
async function dropSecondName(local: LocalSide, from: string, to: string): Promise<void> {
  const [old, fresh] = [await local.stat(from), await local.stat(to)];
  if (old === undefined || fresh === undefined || old.kind !== 'file' || old.ino !== fresh.ino || old.dev !== fresh.dev)
    return;
  if (!(await isListed(local, from)) || !(await isListed(local, to))) return;
  const name = `second-name-${old.ino}`;
  await local.toTrash(from, { kind: 'file', ino: old.ino, size: old.size, mtimeMs: old.mtimeMs }, name);
  if ((await local.stat(to))?.ino === old.ino) await local.purgeTrash(name);
  else await local.fromTrash(name, from);
}

async function isListed(local: LocalSide, path: string): Promise<boolean> {
  const cut = path.lastIndexOf('/');
  const [listing] = await local.list([path.slice(0, Math.max(0, cut))]);
  return listing?.ok === true && listing.entries.some(({ name }) => name === path.slice(cut + 1));
}

/** A node of the cloud that has the temporary name we gave it to open a ring is on its way, and nobody moved it. */
async function finishStepAside(
  journal: Journal,
  cloud: CloudSide,
  id: number,
  { cloud: key, name }: IntentNote,
): Promise<void> {
  if (key === undefined || name === undefined || journal.synced(id) === undefined) return;
  if ((await nameInCloud(cloud, key)) !== name) return;
  journal.tx(() => {
    const node = journal.cloud(key);
    if (node !== undefined) journal.putCloud({ ...node, name });
    const keeps = journal.fact(`true-name ${id}`) !== undefined;
    journal.changeSynced(id, keeps ? { name } : { name, localName: name });
  });
}

async function nameInCloud(cloud: CloudSide, key: CloudKey): Promise<string | undefined> {
  const isFolder = key % 2 === 1;
  try {
    return (isFolder ? await cloud.folder(cloudId(key)) : await cloud.file(cloudId(key)))?.name;
  } catch (error) {
    if (error instanceof SyncError && error.code === 'gone') return undefined;
    throw error;
  }
}

/**
 * Temporary files of revisions that nobody wants any more; the others are where a download goes on. Not to be called
 * while something is being fetched.
 */
export async function dropUselessStages(journal: Journal, local: LocalSide): Promise<void> {
  for (const name of await local.stagedNames()) {
    const match = /^(\d+)-(\d+)$/u.exec(name);
    const node = match?.[1] === undefined ? undefined : journal.cloud(Number(match[1]));
    if (node === undefined || node.revision !== Number(match?.[2])) {
      await local.discardStaged(name);
      journal.setFact(`staged:${name}`, undefined);
    }
  }
}
