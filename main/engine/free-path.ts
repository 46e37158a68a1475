/** A place for something that comes back: its old path if that is free, else a name beside it. */
import { splitName } from '../plan/names.ts';
import type { LocalSide } from '../sides.ts';

const MOST_TRIES = 1_000;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Makes the folders above the path that are missing. */
export async function makeFoldersAbove(local: LocalSide, path: string): Promise<void> {
  const names = path.split('/').slice(0, -1);
  for (let count = 1; count <= names.length; count += 1) {
    const folder = names.slice(0, count).join('/');
    if ((await local.stat(folder)) === undefined) await local.makeFolder(folder);
  }
}

/** The path itself, or `name (restored).ext`, `name (restored 2).ext`... in the same folder. */
export async function freePath(local: LocalSide, path: string): Promise<string> {
  if ((await local.stat(path)) === undefined) return path;
  const folder = folderOf(path);
  const { stem, extension } = splitName(path.slice(folder === '' ? 0 : folder.length + 1));
  for (let number = 1; number < MOST_TRIES; number += 1) {
    const name = `${stem} (restored${number === 1 ? '' : ` ${number}`})${extension}`;
    const candidate = folder === '' ? name : `${folder}/${name}`;
    if ((await local.stat(candidate)) === undefined) return candidate;
  }
  return path;
}

/** Takes an item of the local trash back; gives the path under which it is now. */
export async function takeFromTrash(local: LocalSide, trash: string, path: string): Promise<string> {
  await makeFoldersAbove(local, path);
  const free = await freePath(local, path);
  await local.fromTrash(trash, free);
  return free;
}
