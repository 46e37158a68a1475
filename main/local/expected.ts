/** Is this still what the decision was based on? */
import { SyncError } from '../errors.ts';
import type { Expected } from '../sides.ts';
import type { DiskStat } from '../world.ts';

/** What of a stat a decision is based on. Gives undefined for links and special files, which are never acted on. */
export function expectedOf(stat: DiskStat): Expected | undefined {
  const { kind, ino, size, mtimeMs } = stat;
  return kind === 'file' || kind === 'folder' ? { kind, ino, size, mtimeMs } : undefined;
}

/** A folder is told by its inode alone, since its size and time change with what is in it. */
export function isExpected(stat: DiskStat | undefined, expected: Expected): boolean {
  if (stat === undefined || stat.kind !== expected.kind || stat.ino !== expected.ino) return false;
  return expected.kind === 'folder' || (stat.size === expected.size && stat.mtimeMs === expected.mtimeMs);
}

/** Throws `changed`, saying in what. */
export function requireExpected(stat: DiskStat | undefined, expected: Expected, path: string): DiskStat {
  if (stat !== undefined && isExpected(stat, expected)) return stat;
  throw new SyncError('changed', { path, detail: difference(stat, expected) });
}

function difference(stat: DiskStat | undefined, expected: Expected): string {
  if (stat === undefined) return 'it is not there any more';
  if (stat.kind !== expected.kind) return `it is a ${stat.kind} now`;
  if (stat.ino !== expected.ino) return 'another file has its name now';
  return stat.size === expected.size ? 'its modification time changed' : 'its size changed';
}

/** True where nothing was written to the file between the two looks, as far as a file system can tell. */
export function isUntouched(before: DiskStat, after: DiskStat): boolean {
  return (
    before.ino === after.ino &&
    before.size === after.size &&
    before.mtimeMs === after.mtimeMs &&
    before.ctimeMs === after.ctimeMs
  );
}
