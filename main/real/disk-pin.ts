/**
 * Holding a folder by a handle, so that a link that somebody puts in its place between the look and the touch leads
 * nowhere: what is done goes through the handle. Node has no openat(2); on Linux `/proc/self/fd/N/name` is the same.
 */
import { constants, statSync } from 'node:fs';
import type { PinnedFolder } from '../local/disk-extras.ts';
import { type OpenFile, open, readlink } from './disk-calls.ts';
import { guarded } from './disk-errors.ts';

/** Linux's O_PATH, which Node does not name: a handle that only stands for the place, and needs no right to read it. */
const O_PATH = 0o10000000;
const FOLDER = O_PATH | constants.O_DIRECTORY;

const HANDLES = '/proc/self/fd';

function hasHandles(): boolean {
  try {
    return process.platform === 'linux' && statSync(HANDLES).isDirectory();
  } catch {
    return false;
  }
}

let known: boolean | undefined;

const through = (handle: OpenFile): string => `${HANDLES}/${handle.fd}`;

/** From folder to folder, each opened inside the one before and none of them through a link. */
async function walk(top: string, names: readonly string[]): Promise<OpenFile> {
  // The linked folder may be reached through links above it, such as a home that was moved to another volume.
  let at = await open(top, FOLDER);
  for (const name of names) {
    const above = at;
    try {
      at = await open(`${through(above)}/${name}`, FOLDER | constants.O_NOFOLLOW);
    } finally {
      await above.close();
    }
  }
  return at;
}

/** `DiskExtras.pin`. Usually two calls: what was opened tells where it really is. If that is elsewhere, step by step. */
export async function pinFolder(top: string, path: string): Promise<PinnedFolder | undefined> {
  known ??= hasHandles();
  if (!known) return undefined;
  const folder = path === '' ? top : `${top}/${path}`;
  return guarded(folder, 'write', async () => {
    let handle = await open(folder, FOLDER | constants.O_NOFOLLOW);
    try {
      if ((await readlink(through(handle))) !== folder) {
        const stepped = await walk(top, path === '' ? [] : path.split('/'));
        await handle.close();
        handle = stepped;
      }
    } catch (thrown) {
      await handle.close();
      throw thrown;
    }
    const held = handle;
    return { path: through(held), release: () => held.close() };
  });
}
