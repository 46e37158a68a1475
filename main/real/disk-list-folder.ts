/** Reads one folder with synchronous calls. Only for a worker thread: nothing else may wait for a disk like this. */
import { lstatSync, readdirSync } from 'node:fs';
import type { DiskEntry } from '../world.ts';
import { systemCode } from './disk-errors.ts';
import { foldIdentity, needsWideInode, toDiskStat } from './disk-stat.ts';

const REPLACEMENT = '\uFFFD';
const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How the listing of a folder ended. `missing`: not there, or no folder (a link to one is none). */
export type FolderEnd = { readonly end: 'end' } | { readonly end: 'missing' | 'unreadable'; readonly detail: string };

/** A failed listing in words; a permission or any other trouble is not absence. */
export function failedEnd(thrown: unknown): FolderEnd {
  const code = systemCode(thrown);
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { end: code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' ? 'missing' : 'unreadable', detail };
}

/** True where the name may have lost bytes in decoding, so that the folder must be read again as bytes. */
export function mayBeInexact(names: readonly string[]): boolean {
  return names.some((name) => name.includes(REPLACEMENT));
}

/** The name of some bytes and whether it leads back to them. */
export function decodeName(bytes: Uint8Array): { readonly name: string; readonly nameIsExact: boolean } {
  try {
    return { name: STRICT.decode(bytes), nameIsExact: true };
  } catch {
    return { name: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), nameIsExact: false };
  }
}

function entryAt(path: string | Buffer, name: string, nameIsExact: boolean): DiskEntry | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (!needsWideInode(stats)) return { ...toDiskStat(stats), name, nameIsExact };
  const wide = lstatSync(path, { throwIfNoEntry: false, bigint: true });
  return wide === undefined ? undefined : { ...toDiskStat(stats, foldIdentity(wide.ino)), name, nameIsExact };
}

function readExactly(folder: string, visit: (entry: DiskEntry) => void): void {
  const start = Buffer.from(`${folder}/`);
  for (const bytes of readdirSync(folder, { encoding: 'buffer' })) {
    const { name, nameIsExact } = decodeName(bytes);
    const entry = entryAt(Buffer.concat([start, bytes]), name, nameIsExact);
    if (entry !== undefined) visit(entry);
  }
}

/** Calls `visit` for everything directly inside; what vanishes while it is read is left out. */
export function readFolderSync(folder: string, visit: (entry: DiskEntry) => void): FolderEnd {
  try {
    const itself = lstatSync(folder);
    if (!itself.isDirectory()) return { end: 'missing', detail: 'it is no folder' };
    const names = readdirSync(folder);
    if (mayBeInexact(names)) {
      readExactly(folder, visit);
      return { end: 'end' };
    }
    for (const name of names) {
      const entry = entryAt(`${folder}/${name}`, name, true);
      if (entry !== undefined) visit(entry);
    }
    return { end: 'end' };
  } catch (thrown) {
    return failedEnd(thrown);
  }
}
