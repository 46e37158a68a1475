/** Takes single steps of ours back: what was deleted comes back, what was replaced takes its place again. */
import { SyncError } from '../errors.ts';
import { cloudId } from '../plan/types.ts';
import type { UndoStep } from '../records-back.ts';
import type { Expected } from '../sides.ts';
import type { DiskStat } from '../world.ts';
import { takeFromTrash } from './free-path.ts';
import type { Link } from './link.ts';

/** What is under the path right now, as something that may be moved away; undefined where nothing is. */
async function there(link: Link, path: string): Promise<Expected | undefined> {
  const stat: DiskStat | undefined = await link.local.stat(path);
  if (stat === undefined) return undefined;
  if (stat.kind !== 'file' && stat.kind !== 'folder')
    throw new SyncError('changed', { path, detail: 'something else has this name now' });
  return { kind: stat.kind, ino: stat.ino, size: stat.kind === 'folder' ? 0 : stat.size, mtimeMs: stat.mtimeMs };
}

/** Restores the node in the cloud's trash; false where the cloud cannot, because it was purged or has no such method. */
async function restoreInCloud(link: Link, key: number): Promise<boolean> {
  try {
    await link.cloud.restore(key % 2 === 1 ? 'folder' : 'file', cloudId(key));
    return true;
  } catch (error) {
    const cannot = error instanceof SyncError && ['gone', 'not-found', 'not-supported'].includes(error.code);
    if (!cannot) throw error;
    return false;
  }
}

async function takeBack(link: Link, trash: string, path: string): Promise<string> {
  const now = await takeFromTrash(link.local, trash, path);
  link.journal.tx(() => link.journal.dropTrash(trash));
  return now;
}

/** The old bytes take the file's name again; those that have it go to the trash, and the swap syncs as an edit. */
async function swapBack(link: Link, step: Extract<UndoStep, { kind: 'download-edit' }>, path: string): Promise<string> {
  const { journal, local } = link;
  const at = journal.local(step.local) === undefined ? path : journal.localPath(step.local);
  const now = await there(link, at);
  if (now?.kind === 'folder') throw new SyncError('changed', { path: at, detail: 'it is a folder now' });
  if (now !== undefined) {
    const trash = `${step.trash.slice(0, 120)}-undone`;
    journal.tx(() =>
      journal.addTrash({ name: trash, path: at, kind: 'file', size: now.size, atMs: link.now(), why: 'undone' }),
    );
    await local.toTrash(at, now, trash);
  }
  return takeBack(link, step.trash, at);
}

async function openAgain(link: Link, step: Extract<UndoStep, { kind: 'resolve' }>): Promise<string> {
  const { journal, local } = link;
  let path = '';
  if (step.moved !== undefined) {
    const now = await there(link, step.moved.to);
    if (now === undefined) throw new SyncError('changed', { path: step.moved.to, detail: 'it is not there any more' });
    await local.move(step.moved.to, step.moved.from, now);
    link.hints.add(folderOf(step.moved.to));
    path = step.moved.from;
  }
  for (const { trash, path: old } of step.back) {
    const now = await there(link, old);
    if (now !== undefined) {
      const name = `${trash.slice(0, 120)}-undone`;
      journal.tx(() =>
        journal.addTrash({ name, path: old, kind: now.kind, size: now.size, atMs: link.now(), why: 'undone' }),
      );
      await local.toTrash(old, now, name);
    }
    path = await takeBack(link, trash, old);
  }
  journal.tx(() => journal.resolveConflict(step.conflict, undefined));
  return path;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Gives the path under which the thing is now, and what was done about it. */
export async function undoStep(
  link: Link,
  step: UndoStep,
  path: string,
): Promise<{ readonly path: string; readonly did: string }> {
  switch (step.kind) {
    case 'delete-cloud': {
      if (!(await restoreInCloud(link, step.cloud)))
        throw new SyncError('gone', { path, detail: 'the trash of the cloud has it no more' });
      return { path, did: 'restored' };
    }
    case 'delete-local': {
      // Both sides get it back: in the cloud with its old id, here without a transfer, because the bytes are the same.
      const there = await restoreInCloud(link, step.cloud);
      const now = await takeBack(link, step.trash, path);
      return { path: now, did: there ? 'restored' : 'restored-as-new' };
    }
    case 'download-edit':
      return { path: await swapBack(link, step, path), did: 'put-back' };
    case 'resolve':
      return { path: await openAgain(link, step), did: 'opened-again' };
  }
}
