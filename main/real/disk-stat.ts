/** One lstat as the engine knows it. */
import type { Stats } from 'node:fs';
import type { DiskStat, EntryKind } from '../world.ts';
import { lstat, type OpenFile } from './disk-calls.ts';
import { systemCode } from './disk-errors.ts';

const IDENTITY_BITS = 53n;
const IDENTITY_MASK = (1n << IDENTITY_BITS) - 1n;

/**
 * Folds an inode number of up to 128 bits into 53, exactly where it fits already. NTFS keeps a reuse counter in the top
 * 16 bits; rounding to a double would drop the low bits instead and make neighbouring files look alike.
 */
export function foldIdentity(wide: bigint): number {
  let rest = BigInt.asUintN(128, wide);
  let folded = 0n;
  while (rest > 0n) {
    folded ^= rest & IDENTITY_MASK;
    rest >>= IDENTITY_BITS;
  }
  return Number(folded);
}

/** What kind of thing the lstat shows; anything that is no file, folder or symbolic link is `special`. */
export function kindOf(stats: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'>): EntryKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'special';
}

/** True where the plain numbers of the stat have lost bits of the inode, so that it must be asked for as a bigint. */
export function needsWideInode(stats: Pick<Stats, 'ino'>): boolean {
  return stats.ino > Number.MAX_SAFE_INTEGER;
}

/** The engine's stat; `ino` is the folded inode where the plain one is too wide. */
export function toDiskStat(stats: Stats, ino: number = stats.ino): DiskStat {
  return {
    kind: kindOf(stats),
    dev: stats.dev,
    ino,
    size: stats.size,
    mtimeMs: stats.mtimeMs,
    ctimeMs: stats.ctimeMs,
    birthMs: stats.birthtimeMs,
    links: stats.nlink,
  };
}

/** lstat of a path; undefined where nothing has that name. Throws the operating system's error otherwise. */
export async function statPath(path: string): Promise<DiskStat | undefined> {
  try {
    const stats = await lstat(path);
    if (!needsWideInode(stats)) return toDiskStat(stats);
    return toDiskStat(stats, foldIdentity((await lstat(path, { bigint: true })).ino));
  } catch (thrown) {
    const code = systemCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw thrown;
  }
}

/** fstat of an open file. */
export async function statHandle(handle: OpenFile): Promise<DiskStat> {
  const stats = await handle.stat();
  if (!needsWideInode(stats)) return toDiskStat(stats);
  return toDiskStat(stats, foldIdentity((await handle.stat({ bigint: true })).ino));
}
