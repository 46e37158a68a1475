/**
 * Hints about where on this disk to look. They may be missed, doubled or late; the scans find the truth.
 *
 * Who watches: chokidar on macOS and Windows, where the system watches a whole tree through one handle, and on Linux for
 * trees of up to 200 folders. On Linux chokidar takes about 150 kB a folder whatever it is told to leave out (145 MB in
 * all for 5,000 folders added five at a time, over 500 MB at once); one plain `fs.watch` per folder takes 1.5 kB, so
 * that has the larger trees, also those that have grown large since.
 *
 * What changes between the call and the state `watching` may be missed: whoever watches makes a full scan after that
 * state was reported, and from then on rests on the hints.
 */
import { readdir } from 'node:fs/promises';
import type { Watcher, WatchSession } from '../world.ts';
import { watchChokidar } from './watcher-chokidar.ts';
import { watchNative } from './watcher-native.ts';

/** About 30 MB of chokidar's. */
const FEW_FOLDERS = 200;

async function hasMoreFoldersThan(folder: string, limit: number, ignore: (path: string) => boolean): Promise<boolean> {
  const queue = [folder];
  let count = 0;
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    count += 1;
    if (count > limit) return true;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory() && !ignore(below)) queue.push(below);
    }
  }
  return false;
}

type WatchOptions = Parameters<Watcher['watch']>[1];

/** Chokidar until the tree has grown beyond the limit, then the plain watches, with one hint for what fell in between. */
async function watchSmallTree(folder: string, options: WatchOptions, limit: number): Promise<WatchSession> {
  let session: WatchSession | undefined;
  let changing: Promise<void> | undefined;
  let closed = false;

  const change = async (): Promise<void> => {
    await session?.close();
    if (closed) return;
    session = await watchNative(folder, options);
    options.onHint({ folder: undefined });
  };

  let hasGrown = false;
  session = await watchChokidar(folder, options, {
    limit,
    onGrown: () => {
      hasGrown = true;
      if (session !== undefined) changing ??= change();
    },
  });
  if (hasGrown) changing ??= change();
  return {
    close: async () => {
      closed = true;
      await changing;
      await session?.close();
    },
  };
}

/** The real watcher. `fewFolders` moves the border between the two ways of watching on Linux; for tests. */
export function createRealWatcher(settings: { readonly fewFolders?: number } = {}): Watcher {
  const limit = settings.fewFolders ?? FEW_FOLDERS;
  return {
    watch: async (folder, options) => {
      if (process.platform !== 'linux') {
        return watchChokidar(folder, options, { limit: Number.POSITIVE_INFINITY, onGrown: () => undefined });
      }
      const isLarge = await hasMoreFoldersThan(folder, limit, options.ignore);
      return isLarge ? watchNative(folder, options) : watchSmallTree(folder, options, limit);
    },
  };
}
