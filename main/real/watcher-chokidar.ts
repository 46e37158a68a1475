/**
 * The watcher on chokidar. It is told to leave out every file, so that it keeps a tree of folders only, and what it hears
 * is taken from its raw events, before it has looked at anything: which folder, no more. Its own `addDir` and `unlinkDir`
 * add the folders that came or went as a whole.
 */
import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FSWatcher } from 'chokidar';
import type { Watcher, WatchSession } from '../world.ts';
import { createHinter, type Hinter } from './watcher-hints.ts';
import { floodLimit, isWatchLimit, limitState } from './watcher-limits.ts';

const OURS = '.leitzcloud';

type WatchOptions = Parameters<Watcher['watch']>[1];

/** The folder watched by whichever handle of chokidar's heard the event. */
function watchedPath(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('watchedPath' in details)) return undefined;
  return typeof details.watchedPath === 'string' ? details.watchedPath : undefined;
}

/** The hint in a raw event: the folder that holds the name; without a name, the system's queue ran over. */
function hear(hinter: Hinter, ours: string, name: unknown, details: unknown): void {
  const folder = watchedPath(details);
  if (folder === undefined || typeof name !== 'string') {
    hinter.everywhere();
    return;
  }
  const path = join(folder, name);
  if (path === ours || path.startsWith(join(ours, '/'))) return;
  hinter.hint(dirname(path));
}

/**
 * Watches through chokidar. `onGrown` is called once when more than `limit` folders are there (it holds some 150 kB of
 * memory for each where the system watches no trees).
 */
export async function watchChokidar(
  folder: string,
  options: WatchOptions,
  growth: { readonly limit: number; readonly onGrown: () => void },
): Promise<WatchSession> {
  const ours = join(folder, OURS);
  const hinter = createHinter(options.onHint, floodLimit());
  const isLeftOut = (path: string, stats?: Stats): boolean => {
    if (stats !== undefined && !stats.isDirectory()) return true;
    const whole = resolve(path);
    return whole === ours || (whole !== folder && options.ignore(whole));
  };
  options.onState({ state: 'starting' });
  if ((await lstat(folder).catch(() => undefined))?.isDirectory() !== true) {
    options.onState({ state: 'failed', detail: `${folder} is not there` });
    return { close: () => Promise.resolve() };
  }

  const watcher = new FSWatcher({
    ignored: isLeftOut,
    // The folders that are there are counted by their events; their files are left out before they could have any.
    ignoreInitial: false,
    ignorePermissionErrors: true,
    followSymlinks: false,
    atomic: false,
    persistent: false,
  });
  let folders = 0;
  let unwatched = 0;
  let ready = false;
  let limit: unknown;

  watcher.on('raw', (_event: string, name: unknown, details: unknown) => hear(hinter, ours, name, details));
  watcher.on('addDir', (path) => {
    folders += 1;
    if (folders === growth.limit + 1) growth.onGrown();
    if (!ready) return;
    hinter.hint(dirname(path));
    hinter.hint(path);
  });
  watcher.on('unlinkDir', (path) => {
    folders -= 1;
    hinter.hint(dirname(path));
    if (resolve(path) !== folder) return;
    hinter.everywhere();
    options.onState({ state: 'failed', detail: `${folder} was moved away, deleted or replaced` });
  });
  watcher.on('error', (thrown) => {
    hinter.everywhere();
    if (!isWatchLimit(thrown)) return;
    unwatched += 1;
    if (ready) options.onState(limitState(thrown, folders - unwatched, folders));
    else limit = thrown;
  });

  await new Promise<void>((done) => {
    watcher.once('ready', done);
    watcher.add(folder);
  });
  ready = true;
  if (limit !== undefined) options.onState(limitState(limit, folders - unwatched, folders));
  else options.onState({ state: 'watching', detail: `${folders} folders` });
  return {
    close: async () => {
      hinter.close();
      await watcher.close();
    },
  };
}
