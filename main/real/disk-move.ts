/**
 * Giving a file or folder another name without ever replacing what has that name.
 *
 * rename(2) replaces silently and there is no portable rename that refuses, so a file gets its new name by link(2), which
 * does refuse, and loses the old one by unlink(2). A crash in between leaves one file with two names; the same move done
 * again then only takes the old name away.
 */
import { basename, dirname } from 'node:path';
import { SyncError } from '../errors.ts';
import type { DiskStat } from '../world.ts';
import { link, readdir, rename, unlink } from './disk-calls.ts';
import { guarded, systemCode } from './disk-errors.ts';
import { statPath } from './disk-stat.ts';

/** What link(2) says where the file system or its rules have no hard links for this file. */
const NO_HARD_LINKS = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'EXDEV']);

const OURS = /[\\/]\.leitzcloud[\\/]/;

function moved(path: string, detail: string): SyncError {
  return new SyncError('changed', { path, detail });
}

function sameInode(a: DiskStat, b: DiskStat): boolean {
  return a.dev === b.dev && a.ino === b.ino;
}

function foldedName(path: string): string {
  return basename(path).normalize('NFC').toLowerCase();
}

/** True where both paths are spellings of one directory entry on a volume that folds case or normal form. */
async function isOneEntry(from: string, to: string): Promise<boolean> {
  if (dirname(from) !== dirname(to) || foldedName(from) !== foldedName(to)) return false;
  const names = await readdir(dirname(from));
  return !(names.includes(basename(from)) && names.includes(basename(to)));
}

async function renameIfFree(from: string, to: string): Promise<void> {
  const taken = await statPath(to);
  if (taken === undefined) return rename(from, to);
  const source = await statPath(from);
  if (source === undefined) throw moved(from, 'it is not there any more');
  if (sameInode(source, taken) && (await isOneEntry(from, to))) return rename(from, to);
  throw moved(to, 'the name is taken');
}

/** Takes the old name away, unless somebody has put something else under it since. */
async function dropOldName(from: string, expected: DiskStat): Promise<void> {
  const now = await statPath(from);
  if (now === undefined || !sameInode(now, expected)) return;
  await unlink(from).catch((thrown: unknown) => {
    if (systemCode(thrown) !== 'ENOENT') throw thrown;
  });
}

/** The new name exists already: is it this very file, from an earlier try or because the volume folds names? */
async function moveOntoTaken(from: string, to: string, source: DiskStat): Promise<void> {
  const taken = await statPath(to);
  if (taken === undefined || !sameInode(taken, source)) throw moved(to, 'the name is taken');
  if (await isOneEntry(from, to)) return rename(from, to);
  if (source.links < 2) throw moved(to, 'the name is taken');
  return dropOldName(from, source);
}

/**
 * Links the new name, then lets `drop` take the old one away. If that is refused, the new name is taken back, so that
 * the move has either happened or not.
 */
async function linkThen(from: string, to: string, source: DiskStat, drop: () => Promise<void>): Promise<void> {
  try {
    await link(from, to);
  } catch (thrown) {
    const code = systemCode(thrown) ?? '';
    if (code === 'EEXIST') return moveOntoTaken(from, to, source);
    if (NO_HARD_LINKS.has(code)) return renameIfFree(from, to);
    throw thrown;
  }
  try {
    await drop();
  } catch (thrown) {
    const placed = await statPath(to);
    if (placed !== undefined && sameInode(placed, source)) await unlink(to);
    throw thrown;
  }
}

async function sourceOf(from: string): Promise<DiskStat> {
  const source = await statPath(from);
  if (source === undefined) throw moved(from, 'it is not there any more');
  return source;
}

/**
 * `Disk.move`. Into a folder of our own (`.leitzcloud/`), where nobody else makes names, the source is taken by one
 * rename: whatever is under the name at that instant comes along whole, also what somebody saved a moment ago.
 */
export function moveEntry(from: string, to: string): Promise<void> {
  return guarded(to, 'write', async () => {
    const source = await sourceOf(from);
    // A link or a special file cannot be hard-linked everywhere; a folder nowhere. rename(2) replaces at most an empty
    // folder with a folder, so nothing is lost if the name is taken between the look and the rename.
    if (source.kind !== 'file' || OURS.test(to)) return renameIfFree(from, to);
    await linkThen(from, to, source, () => dropOldName(from, source));
  });
}

/**
 * Moves a user's file between two names that other programs write to as well. Taking the old name away by unlink could
 * hit what an editor has put there since the link was made; so the old name is renamed to `scratch` (a free name of
 * ours on the same volume), looked at there, and put back if it is something else; then `changed`.
 */
export function moveVia(from: string, to: string, scratch: string): Promise<void> {
  return guarded(to, 'write', async () => {
    const source = await sourceOf(from);
    if (source.kind !== 'file') return renameIfFree(from, to);
    await linkThen(from, to, source, async () => {
      await rename(from, scratch);
      const [taken, linked] = [await statPath(scratch), await statPath(to)];
      if (taken !== undefined && linked !== undefined && sameInode(taken, linked)) return unlink(scratch);
      // Should the old name be taken again already, what was grabbed stays under the scratch name: kept, not replaced.
      await link(scratch, from).then(() => unlink(scratch));
      throw moved(from, 'it was saved anew while it was being moved');
    });
  });
}
