/** Both sides have content of their own: equal bytes are adopted, anything else is kept, both of it. */
import { sameHash } from '../plan/classify.ts';
import { conflictName } from '../plan/names.ts';
import {
  type Again,
  type CloudKey,
  type CloudNode,
  cloudId,
  cloudKey,
  type LocalId,
  type LocalNode,
  type SyncedNode,
  type Why,
} from '../plan/types.ts';
import type { NewConflict } from '../records.ts';
import type { CloudFile, CloudRevision, Staged } from '../sides.ts';
import { renew } from './agreements.ts';
import { bindPlaced, fetchRevision } from './downloads.ts';
import {
  expectedOf,
  folderOf,
  inFolder,
  moved,
  parentHere,
  parentInCloud,
  requireCloud,
  requireLocal,
  seen,
  today,
  type Work,
} from './work.ts';

/** Reads the local bytes and keeps their hash; an edit that comes meanwhile throws `changed`. */
export async function readContent(work: Work, id: LocalId): Promise<Uint8Array> {
  const node = requireLocal(work, id);
  const hash = await work.local.hash(work.journal.localPath(id), expectedOf(node));
  await work.recorder.record([], () => work.journal.changeLocal(id, { hash, unreadable: false }));
  return hash;
}

/** Binds two sides that are the same thing. A file's bytes are read, so that a later touch is not taken for an edit. */
export async function adopt(
  work: Work,
  id: LocalId,
  key: CloudKey,
  proof: 'bytes' | 'metadata',
  known?: Uint8Array,
): Promise<void> {
  const { journal } = work;
  const local = requireLocal(work, id);
  const cloud = requireCloud(work, key);
  const hash =
    local.kind === 'folder' ? undefined : (known ?? (await work.local.hash(journal.localPath(id), expectedOf(local))));
  const parent = parentInCloud(work, local);
  if (parent.key !== cloud.parent) throw moved(local.name, 'the sides are in different folders');
  await work.recorder.record([], () => {
    const agreed = journal.syncedOfLocal(id) ?? journal.syncedOfCloud(key);
    const isAlias = journal.aliasOf(cloud) === local.name;
    const patch = { revision: cloud.revision, size: cloud.size, hash, proof };
    if (hash !== undefined) journal.changeLocal(id, { hash });
    if (agreed !== undefined && agreed.local === id && agreed.cloud === key)
      return journal.changeSynced(agreed.id, patch);
    if (agreed === undefined)
      journal.bind(
        {
          parent: parent.synced,
          kind: local.kind,
          // Where only the case differs, the disk follows the cloud in the next round.
          name: isAlias ? cloud.name : local.name,
          localName: local.name,
          local: id,
          cloud: key,
          ...patch,
        },
        { differs: !isAlias && cloud.name !== local.name },
      );
  });
  work.tally.adopted += 1;
}

/**
 * The agreement of a node that one side deleted goes on with the node that stands in its place now. Nothing else about
 * it changes, so that other bytes count as an edit and another name as a move.
 */
export async function adoptAgain(
  work: Work,
  id: LocalId,
  key: CloudKey,
  proof: 'bytes' | 'metadata',
  again: Again,
): Promise<void> {
  const { journal } = work;
  const local = requireLocal(work, id);
  requireCloud(work, key);
  const [here, there] = [journal.syncedOfLocal(id), journal.syncedOfCloud(key)];
  const known = here ?? there;
  if (known === undefined || (here !== undefined && there !== undefined))
    throw moved(local.name, 'its agreement is gone');
  const [oldHere, oldThere] = [known.local, known.cloud];
  const stillThere =
    here === undefined
      ? oldHere !== undefined && isContent(journal.local(oldHere))
      : oldThere !== undefined && journal.cloud(oldThere) !== undefined;
  if (stillThere) throw moved(local.name, 'the old one is there again');
  await work.recorder.record([], () => {
    const holders = [journal.syncedOfLocal(id), journal.syncedOfCloud(key)];
    if (holders.some((holder) => holder !== undefined && holder.id !== known.id))
      throw moved(local.name, 'it was agreed on meanwhile');
    // The new row leaves the list under its own name; the agreement is on it from now on.
    journal.settle(here === undefined ? { tree: 'local', id } : { tree: 'cloud', id: key });
    journal.changeSynced(known.id, { local: id, cloud: key, ...(proof === 'metadata' ? { proof } : {}) });
    renew(work, known.id, again);
  });
  work.tally.adopted += 1;
}

/** A row that takes part; a backup that went on under an ignored name is as good as gone. */
const isContent = (node: LocalNode | undefined): boolean => node !== undefined && node.skip === undefined;

/** Whether two new files of one name turn out to have the same bytes; then there never was a conflict. */
async function haveSameBytes(work: Work, local: LocalNode, staged: Staged): Promise<Uint8Array | undefined> {
  if (local.size !== staged.size) return undefined;
  const hash = await work.local.hash(work.journal.localPath(local.id), expectedOf(local));
  return sameHash(hash, staged.hash) ? hash : undefined;
}

export async function keepBoth(work: Work, id: LocalId, key: CloudKey, why: Why): Promise<'held' | undefined> {
  const { journal } = work;
  const local = requireLocal(work, id);
  const cloud = requireCloud(work, key);
  const path = journal.localPath(id);
  const staged = await fetchRevision(work, cloud, path);
  const equal = await haveSameBytes(work, local, staged);
  if (equal !== undefined) {
    await work.local.discardStaged(`${cloud.key}-${cloud.revision}`);
    await adopt(work, id, key, 'bytes', equal);
    return undefined;
  }
  if (work.policy.conflicts === 'ask' && journal.fact(decided(id)) === undefined) return ask(work, local, key, why);
  const parent = parentHere(work, cloud);
  const folder = folderOf(path);
  const isAlias = journal.aliasOf(cloud) === local.name;
  await moveToCopy(work, local, { cloud: key, why, path });
  await work.checkpoint('conflict:aside');
  const stat = await work.local.placeNew(staged, path);
  await work.recorder.record([folder], () => {
    bindPlaced(work, cloud, parent, staged, seen(stat), isAlias ? local.name : cloud.name);
    journal.setFact(decided(id), undefined);
  });
  work.tally.conflicts += 1;
  return undefined;
}

/** The fact by which the user's decision to keep both, once, is known. */
const decided = (id: LocalId): string => `keep-both ${id}`;

/** Touches nothing: both versions stay where they are, held, until somebody decides. */
function ask(work: Work, local: LocalNode, key: CloudKey, why: Why): 'held' {
  const { journal } = work;
  const agreed = journal.syncedOfLocal(local.id);
  journal.tx(() => {
    const path = journal.localPath(local.id);
    const atMs = work.clock.now();
    const known = journal.conflicts(true).some((one) => one.asked && one.copy === local.id && one.cloud === key);
    if (!known)
      journal.addConflict({
        atMs,
        path,
        copyPath: path,
        copy: local.id,
        cloud: key,
        why,
        ...baseOf(agreed),
        asked: true,
      });
    if (agreed !== undefined)
      journal.hold({ tree: 'synced', id: agreed.id }, 'conflict-to-decide', undefined, undefined);
    else {
      journal.hold({ tree: 'local', id: local.id }, 'conflict-to-decide', undefined, undefined);
      journal.hold({ tree: 'cloud', id: key }, 'conflict-to-decide', undefined, undefined);
    }
  });
  return 'held';
}

/** What both sides last had in common, for a merge. */
function baseOf(agreed: SyncedNode | undefined): Pick<NewConflict, 'base' | 'baseRevision'> {
  if (agreed?.kind !== 'file') return {};
  return { baseRevision: agreed.revision, ...(agreed.hash === undefined ? {} : { base: agreed.hash }) };
}

/**
 * Renames the local file to a conflict copy. The agreement is dropped first, and durably: if we die between here and the end, both
 * sides are simply new, and neither name nor bytes of the copy can be taken for a move of the original.
 */
async function moveToCopy(
  work: Work,
  local: LocalNode,
  conflict: { readonly cloud: CloudKey; readonly why: Why; readonly path: string },
): Promise<void> {
  const { journal } = work;
  const folder = folderOf(conflict.path);
  const copy = copyName(work, local);
  const agreed = journal.syncedOfLocal(local.id);
  if (agreed !== undefined) journal.durably(() => journal.unbind(agreed.id, false));
  const copyPath = inFolder(folder, copy);
  const stat = await work.local.move(conflict.path, copyPath, expectedOf(local));
  await work.recorder.record([folder], () => {
    journal.changeLocal(local.id, { name: copy, ctimeMs: seen(stat).ctimeMs });
    journal.addConflict({
      atMs: work.clock.now(),
      path: conflict.path,
      copyPath,
      copy: local.id,
      cloud: conflict.cloud,
      why: conflict.why,
      ...baseOf(agreed),
    });
  });
}

/** A conflict name that is free on both sides. */
export function copyName(work: Work, node: { readonly name: string; readonly parent: LocalId }): string {
  const { journal, policy } = work;
  const there = journal.syncedOfLocal(node.parent)?.cloud;
  return conflictName(node.name, work.host.hostname, today(work.clock), (name) => {
    if (journal.localChildrenFolded(node.parent, policy.foldLocal(name)).length > 0) return true;
    return there !== undefined && journal.cloudChildrenFolded(there, policy.foldCloud(name)).length > 0;
  });
}

/** A new local node gives its name up for one that the cloud has; it goes on under a conflict name. */
export async function setAsideLocal(work: Work, id: LocalId, why: Why): Promise<void> {
  const { journal } = work;
  const local = requireLocal(work, id);
  const path = journal.localPath(id);
  const copy = copyName(work, local);
  const copyPath = inFolder(folderOf(path), copy);
  const stat = await work.local.move(path, copyPath, expectedOf(local));
  await work.recorder.record([folderOf(path)], () => {
    journal.changeLocal(id, { name: copy, ...(local.kind === 'file' ? { ctimeMs: seen(stat).ctimeMs } : {}) });
    journal.addConflict({ atMs: work.clock.now(), path, copyPath, copy: id, cloud: 0, why });
  });
  work.tally.conflicts += 1;
}

/** A file in the cloud gives its name up for a folder that is here; it goes on under a conflict name. */
export async function setAsideCloud(work: Work, key: CloudKey): Promise<void> {
  const { journal, policy } = work;
  const cloud = requireCloud(work, key);
  const name = conflictName(cloud.name, 'cloud', today(work.clock), (candidate) => {
    return journal.cloudChildrenFolded(cloud.parent, policy.foldCloud(candidate)).length > 0;
  });
  await work.cloud.rename(cloud.kind, cloudId(key), name);
  journal.tx(() => {
    journal.putCloud({ ...cloud, name });
    const path = journal.cloudPath(cloud.parent);
    journal.addConflict({
      atMs: work.clock.now(),
      path: inFolder(path, cloud.name),
      copyPath: inFolder(path, name),
      copy: 0,
      cloud: key,
      why: 'file-against-folder',
    });
  });
  work.tally.conflicts += 1;
}

/**
 * Our upload landed on top of a revision that we had never seen. Its bytes are fetched and placed here as a conflict
 * copy, which then syncs like any file; in the cloud both are revisions of one file in any case.
 */
export async function rescueBuried(
  work: Work,
  local: LocalNode,
  file: CloudFile,
  buried: CloudRevision,
): Promise<void> {
  const { journal } = work;
  const path = journal.localPath(local.id);
  const node: CloudNode = {
    key: cloudKey('file', file.id),
    parent: 0,
    name: file.name,
    kind: 'file',
    revision: buried.revision,
    size: buried.size,
    modifiedMs: buried.modifiedMs,
    locked: false,
  };
  const staged = await fetchRevision(work, node, path);
  if ((await haveSameBytes(work, local, staged)) !== undefined)
    return work.local.discardStaged(`${node.key}-${node.revision}`);
  const copy = copyName(work, local);
  const copyPath = inFolder(folderOf(path), copy);
  const stat = await work.local.placeNew(staged, copyPath);
  await work.recorder.record([folderOf(path)], () => {
    const id = journal.addLocal({
      parent: local.parent,
      name: copy,
      kind: 'file',
      ...seen(stat),
      hash: staged.hash,
      skip: undefined,
      unreadable: false,
    });
    journal.addConflict({
      atMs: work.clock.now(),
      path,
      copyPath,
      copy: id,
      cloud: node.key,
      why: 'edited-on-both-sides',
    });
  });
  work.tally.conflicts += 1;
}
