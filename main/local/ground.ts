/**
 * The ground every touch stands on: the linked folder itself is there, it is ours, and the folders above the path are
 * real folders. A link that somebody put in the place of a parent would let the touch land outside the linked folder.
 */
import { SyncError } from '../errors.ts';
import type { DiskStat, ReadHandle } from '../world.ts';
import type { LocalDisk, PinnedFolder } from './disk-extras.ts';
import { absolutePath, foldersAbove, type OurPlaces, ourPlaces } from './paths.ts';

export interface Ground {
  readonly disk: LocalDisk;
  readonly folder: string;
  readonly places: OurPlaces;
  /**
   * Runs one touch of what the relative path names, after the checks of the file's comment. `run` gets the absolute path
   * to touch it by: where the disk can, that one leads into the folder that was checked, whatever has its name by then.
   */
  at<T>(path: string, run: (absolute: string) => Promise<T>): Promise<T>;
  /** Opens the file for reading as `at` would touch it. */
  openRead(path: string): Promise<ReadHandle>;
  /** The same for two paths at once, for moves. */
  atBoth<T>(one: string, other: string, run: (one: string, other: string) => Promise<T>): Promise<T>;
  /** Runs an operation on our own folders, making them first where they are not there yet. */
  withOurFolders<T>(run: () => Promise<T>): Promise<T>;
}

function requireFolder(stat: DiskStat | undefined, path: string): void {
  if (stat?.kind === 'folder') return;
  const detail = stat === undefined ? 'the folder around it is gone' : `a ${stat.kind} is in the place of a folder`;
  throw new SyncError('changed', { path, detail });
}

function split(path: string): { readonly parent: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(slash, 0)), name: path.slice(slash + 1) };
}

/** The error with the path that people know instead of the handle's. */
function named(thrown: unknown, handle: string, absolute: string): unknown {
  if (!(thrown instanceof SyncError) || thrown.path?.startsWith(`${handle}/`) !== true) return thrown;
  const { code, detail, retryAfterMs } = thrown;
  return new SyncError(code, {
    path: absolute,
    cause: thrown,
    ...(detail === undefined
      ? {}
      : { detail: detail.replaceAll(handle, absolute.slice(0, absolute.lastIndexOf('/'))) }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** The ground of one linked folder (absolute path). */
export function createGround(disk: LocalDisk, folder: string): Ground {
  const places = ourPlaces(folder);

  /**
   * Without our hidden folder this is not the folder that was linked: a volume that is not mounted, a folder that was
   * emptied or replaced. Nothing may be made here then.
   */
  const requireOurs = async (): Promise<void> => {
    const home = await disk.stat(places.home);
    if (home?.kind === 'folder') return;
    const top = await disk.stat(folder);
    if (top === undefined) throw new SyncError('folder-missing', { path: folder });
    throw new SyncError('folder-replaced', { path: folder, detail: `${places.home} is not there` });
  };

  const makeOurs = async (): Promise<void> => {
    await requireOurs();
    for (const place of [places.temporary, places.trash]) {
      if ((await disk.stat(place))?.kind === 'folder') continue;
      await disk.makeFolder(place).catch(async (thrown: unknown) => {
        if ((await disk.stat(place))?.kind !== 'folder') throw thrown;
      });
    }
  };

  /** Without handles the folders above are looked at, each by its name. */
  const requireFolders = async (path: string): Promise<void> => {
    const above = foldersAbove(path);
    const stats = await Promise.all(above.map((name) => disk.stat(`${folder}/${name}`)));
    stats.forEach((stat, index) => {
      requireFolder(stat, above[index] ?? path);
    });
  };

  const hold = async (parent: string, path: string): Promise<PinnedFolder> => {
    try {
      const pinned = await disk.pin?.(folder, parent);
      if (pinned !== undefined) return pinned;
    } catch (thrown) {
      if (!(thrown instanceof SyncError) || thrown.code !== 'changed') throw thrown;
      // Says which of the folders above is none any more.
      await requireFolders(path);
      throw new SyncError('changed', { path, detail: 'a folder around it is being replaced' });
    }
    await requireFolders(path);
    return { path: absolutePath(folder, parent), release: () => Promise.resolve() };
  };

  const at: Ground['at'] = async (path, run) => {
    // Refuses what would lead elsewhere by its name alone.
    const absolute = absolutePath(folder, path);
    const { parent, name } = split(path);
    const holding = hold(parent, path);
    // Its failure is looked at below, after the other one's.
    holding.catch(() => undefined);
    try {
      await requireOurs();
    } catch (thrown) {
      await holding.then(({ release }) => release()).catch(() => undefined);
      throw thrown;
    }
    const held = await holding;
    try {
      return await run(`${held.path}/${name}`);
    } catch (thrown) {
      throw named(thrown, held.path, absolute);
    } finally {
      await held.release();
    }
  };

  return {
    disk,
    folder,
    places,
    at,
    openRead: (path) =>
      at(path, async (absolute) => {
        const handle = await disk.openRead(absolute);
        const parent = absolute.slice(0, absolute.lastIndexOf('/'));
        const say = <T>(work: Promise<T>): Promise<T> =>
          work.catch((thrown: unknown) => {
            throw named(thrown, parent, absolutePath(folder, path));
          });
        return {
          stat: () => say(handle.stat()),
          read: (buffer, position) => say(handle.read(buffer, position)),
          close: () => say(handle.close()),
        };
      }),
    atBoth: (one, other, run) =>
      at(one, (first) => {
        // Two names in one folder must be seen to be: some volumes take them for one.
        if (split(one).parent === split(other).parent) {
          absolutePath(folder, other);
          return run(first, `${first.slice(0, first.lastIndexOf('/'))}/${split(other).name}`);
        }
        return at(other, (second) => run(first, second));
      }),
    withOurFolders: async (run) => {
      try {
        return await run();
      } catch (thrown) {
        if (!(thrown instanceof SyncError) || thrown.code !== 'changed') throw thrown;
        const [temporary, trash] = await Promise.all([disk.stat(places.temporary), disk.stat(places.trash)]);
        if (temporary !== undefined && trash !== undefined) throw thrown;
        await makeOurs();
        return run();
      }
    },
  };
}
