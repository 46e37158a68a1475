/** Files on their way up, and folders made in the cloud. */
import { SyncError } from '../errors.ts';
import {
  type Again,
  type CloudKey,
  type CloudNode,
  cloudId,
  cloudKey,
  type LocalId,
  type LocalNode,
  type SyncedId,
} from '../plan/types.ts';
import type { CloudFile, CloudLock, CloudRevision } from '../sides.ts';
import { bindFolder, forgetReissued, lostName } from './agreements.ts';
import { rescueBuried } from './conflicts.ts';
import { keepBase } from './downloads.ts';
import {
  expectedOf,
  fileNode,
  moved,
  parentInCloud,
  requireBoth,
  requireLocal,
  settleIfEqual,
  type Work,
} from './work.ts';

/** `as`: its true name, where it has another one here. */
export async function makeCloudFolder(work: Work, id: LocalId, again: Again | undefined, as?: string): Promise<void> {
  const { journal } = work;
  const node = requireLocal(work, id);
  const known = journal.syncedOfLocal(id);
  if (known !== undefined && (again === undefined || isThere(work, known.cloud)))
    throw moved(node.name, 'it is agreed on already');
  const parent = parentInCloud(work, node);
  const name = as ?? node.name;
  requireFreeName(work, parent.key, name);
  const made = await work.cloud.createFolder(cloudId(parent.key), name);
  const cloud = cloudKey('folder', made.id);
  await work.recorder.record([], () => {
    forgetReissued(work, id, cloud);
    if (as !== undefined) keepOtherName(work, id, cloud, as);
    // It was empty when it was made, but others may have been quick: it is listed like any new folder.
    journal.putCloud({
      key: cloud,
      parent: parent.key,
      name,
      kind: 'folder',
      revision: 0,
      size: 0,
      modifiedMs: 0,
      locked: false,
    });
    const row = {
      parent: parent.synced,
      kind: 'folder',
      name,
      localName: node.name,
      local: id,
      cloud,
      revision: 0,
      size: 0,
      hash: undefined,
      proof: 'bytes',
    } as const;
    bindFolder(work, row, again);
  });
  work.tally.foldersMade += 1;
}

const isThere = (work: Work, key: CloudKey | undefined): boolean =>
  key !== undefined && work.journal.cloud(key) !== undefined;

/** The node that was made in the cloud goes on under another name here, as the one did that is gone. */
function keepOtherName({ journal }: Work, id: LocalId, key: CloudKey, name: string): void {
  const local = journal.local(id);
  if (local !== undefined) journal.setAlias({ key, name }, local.name);
  journal.setFact(lostName(id), undefined);
}

function requireFreeName(work: Work, parent: CloudKey, name: string): void {
  // The cloud takes the last writer's bytes for a name without asking, so the name has to be free before.
  const taken = work.journal.cloudChildrenFolded(parent, work.policy.foldCloud(name));
  if (taken.length > 0) throw moved(name, 'the name is taken in the cloud');
}

interface Sent {
  readonly file: CloudFile;
  readonly hash: Uint8Array;
  readonly size: number;
  /** All of it, where it was small enough to be sent in one piece. */
  readonly whole: Uint8Array | undefined;
}

/** Sends the bytes of a local file under a name; what comes back is checked for size. */
async function send(work: Work, node: LocalNode, folder: CloudKey, name: string): Promise<Sent> {
  const path = work.journal.localPath(node.id);
  const source = await work.local.openForUpload(path, expectedOf(node));
  const progress = work.transfers.begin({ path, direction: 'up', size: source.size });
  try {
    const file = await work.cloud.upload(
      { folder: cloudId(folder), name },
      source,
      { modifiedMs: node.mtimeMs, createdMs: createdOf(node) },
      { signal: work.signal, onBytes: (count) => progress.bytes(count), pace: work.pace.up },
    );
    if (file.size !== source.size)
      throw new SyncError('wrong-size', { path, detail: `sent ${source.size}, the cloud has ${file.size} bytes` });
    const whole = source.body instanceof Uint8Array ? source.body : undefined;
    return { file, hash: source.hash(), size: source.size, whole };
  } finally {
    progress.end();
    await source.close();
  }
}

const createdOf = (node: LocalNode): number => (node.birthMs > 0 ? Math.min(node.birthMs, node.mtimeMs) : node.mtimeMs);
const wholeSecond = (ms: number): number => Math.floor(ms / 1000);

/** Whether LOCAL still shows the file that was sent. */
function stillSent(work: Work, node: LocalNode): boolean {
  const now = work.journal.local(node.id);
  return now !== undefined && now.ino === node.ino && now.size === node.size && now.mtimeMs === node.mtimeMs;
}

export async function uploadNew(work: Work, id: LocalId, as?: string): Promise<void> {
  const { journal } = work;
  const node = requireLocal(work, id);
  if (journal.syncedOfLocal(id) !== undefined) throw moved(node.name, 'it is agreed on already');
  const parent = parentInCloud(work, node);
  const name = as ?? node.name;
  requireFreeName(work, parent.key, name);
  const sent = await send(work, node, parent.key, name);
  const key = cloudKey('file', sent.file.id);
  // A file keeps the time of creation it was first sent with. Another one than ours may mean that somebody was first.
  const isOurs = wholeSecond(sent.file.createdMs) === wholeSecond(createdOf(node));
  if (!isOurs) await digOut(work, node, sent.file, undefined);
  await work.recorder.record([], () => {
    if (isOurs) forgetReissued(work, id, key);
    if (as !== undefined) keepOtherName(work, id, key, sent.file.name);
    const known = journal.syncedOfCloud(key);
    journal.putCloud(fileNode(sent.file, key, parent.key, sent.file.name));
    if (known !== undefined || !stillSent(work, node)) return journal.mark({ tree: 'local', id });
    journal.changeLocal(id, { hash: sent.hash });
    journal.bind({
      parent: parent.synced,
      kind: 'file',
      name: sent.file.name,
      localName: node.name,
      local: id,
      cloud: key,
      revision: sent.file.revision,
      size: sent.size,
      hash: sent.hash,
      proof: 'bytes',
    });
  });
  work.tally.uploaded += 1;
}

export async function uploadEdit(work: Work, id: SyncedId): Promise<void> {
  const { journal } = work;
  const { synced, local, cloud } = requireBoth(work, id);
  const before = await requireUnchanged(work, cloud, synced.revision);
  refuseLocked(work, journal.localPath(local.id), before.lock);
  const sent = await send(work, local, cloud.parent, cloud.name);
  const key = cloudKey('file', sent.file.id);
  if (key !== cloud.key) return landedElsewhere(work, id, local, cloud, sent);
  await digOut(work, local, sent.file, synced.revision);
  await work.recorder.record([], () => {
    // Where it is by now, if a listing has told of that meanwhile.
    const { parent, name } = journal.cloud(key) ?? cloud;
    journal.putCloud(fileNode(sent.file, key, parent, name));
    const patch = {
      revision: sent.file.revision,
      size: sent.size,
      hash: sent.hash,
      proof: 'bytes' as const,
    };
    if (stillSent(work, local)) journal.changeLocal(local.id, { hash: sent.hash });
    journal.changeSynced(id, patch);
    if (sent.whole !== undefined) keepBase(work, sent.whole, sent.hash);
    settleIfEqual(work, id);
  });
  work.tally.uploaded += 1;
}

/** The file in the cloud as it is, which has to be where and what we know it to be: an upload goes by the name alone. */
async function requireUnchanged(work: Work, cloud: CloudNode, revision: number): Promise<CloudFile> {
  const { journal } = work;
  const now = await work.cloud.file(cloudId(cloud.key));
  const isInPlace = now?.path === undefined || now.path === `/${journal.cloudPath(cloud.key)}`;
  // A cloud that went back to a backup may give the same revision's number to other bytes.
  const isSame = now?.revision === revision && now.size === cloud.size;
  if (now !== undefined && !now.deleted && isSame && isInPlace) return now;
  // Any folder above may be the one that moved.
  for (let at = journal.cloud(cloud.parent); at !== undefined; at = journal.cloud(at.parent))
    journal.setFolderHash(at.key, { listed: undefined });
  throw moved(cloud.name, isInPlace ? 'the cloud has another revision' : 'it was moved in the cloud');
}

/**
 * Between our look and our upload the file left its name in the cloud, and our bytes became another file of that name, or
 * a revision of one that has the name now. The latter's bytes are kept as a conflict. If our file is gone over there, the
 * agreement goes on with the one that came about; else it is decided about anew with what the next listing tells.
 */
async function landedElsewhere(
  work: Work,
  id: SyncedId,
  local: LocalNode,
  cloud: CloudNode,
  { file, hash, size }: Sent,
): Promise<void> {
  const { journal } = work;
  const key = cloudKey('file', file.id);
  await digOut(work, local, file, undefined);
  const old = await work.cloud.file(cloudId(cloud.key));
  const isGone = old === undefined || old.deleted;
  await work.recorder.record([], () => {
    journal.putCloud(fileNode(file, key, cloud.parent, file.name));
    journal.setFolderHash(cloud.parent, { listed: undefined });
    if (!isGone || journal.syncedOfCloud(key) !== undefined) return;
    if (stillSent(work, local)) journal.changeLocal(local.id, { hash });
    journal.removeCloud(cloud.key);
    journal.changeSynced(id, { cloud: key, revision: file.revision, size, hash, proof: 'bytes' });
  });
  work.tally.uploaded += 1;
}

/** The cloud would refuse it too, but only after all of the bytes were sent, and so every time it is tried again. */
function refuseLocked(work: Work, path: string, lock: CloudLock | undefined): void {
  const now = work.clock.now() + work.cloud.clockOffsetMs();
  const isOver = lock?.untilMs !== undefined && lock.untilMs <= now;
  if (lock === undefined || isOver || work.me === undefined || lock.person === undefined || lock.person === work.me)
    return;
  throw new SyncError('locked', { path, ...(lock.holder === undefined ? {} : { detail: lock.holder }) });
}

/**
 * Looks under the revision that we just made. If it does not lie on the one it was based on, somebody's revision came in
 * between; it is fetched and kept as a conflict, not buried. Without a list of revisions there is nothing to look at.
 */
async function digOut(work: Work, node: LocalNode, file: CloudFile, base: number | undefined): Promise<void> {
  let revisions: readonly CloudRevision[];
  try {
    revisions = await work.cloud.revisions(file.id);
  } catch (error) {
    if (error instanceof SyncError && error.code === 'not-supported') return;
    throw error;
  }
  const ours = revisions.findIndex(({ revision }) => revision === file.revision);
  const buried = ours < 0 ? undefined : revisions[ours + 1];
  if (buried !== undefined && buried.revision !== base) await rescueBuried(work, node, file, buried);
}
