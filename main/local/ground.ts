/**
 * The ground every touch stands on: the linked folder itself is there, it is ours, and the folders above the path are
 * real folders. A link that somebody put in the place of a parent would let the touch land outside the linked folder.
 */
import { SyncError } from '../errors.ts';
import type { Disk, DiskStat } from '../world.ts';
import { foldersAbove, type OurPlaces, ourPlaces } from './paths.ts';

export interface Ground {
  readonly disk: Disk;
  readonly folder: string;
  readonly places: OurPlaces;
  /** Throws unless it is safe to touch what the relative path names; see the file's comment. */
  require(path: string): Promise<void>;
  /** Runs an operation on our own folders, making them first where they are not there yet. */
  withOurFolders<T>(run: () => Promise<T>): Promise<T>;
}

function requireFolder(stat: DiskStat | undefined, path: string): void {
  if (stat?.kind === 'folder') return;
  const detail = stat === undefined ? 'the folder around it is gone' : `a ${stat.kind} is in the place of a folder`;
  throw new SyncError('changed', { path, detail });
}

/** The ground of one linked folder (absolute path). */
export function createGround(disk: Disk, folder: string): Ground {
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

  return {
    disk,
    folder,
    places,
    require: async (path) => {
      const above = foldersAbove(path);
      const [, ...stats] = await Promise.all([requireOurs(), ...above.map((name) => disk.stat(`${folder}/${name}`))]);
      stats.forEach((stat, index) => {
        requireFolder(stat, above[index] ?? path);
      });
    },
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
