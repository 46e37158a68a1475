/** One linked folder on this disk, as the executor and the cycle see it. */
import { SyncError } from '../errors.ts';
import type { LocalSide } from '../sides.ts';
import type { Clock, FolderListing } from '../world.ts';
import type { LocalDisk } from './disk-extras.ts';
import { createGround } from './ground.ts';
import { absolutePath, isOurName } from './paths.ts';
import { createPlacing } from './place.ts';
import { createStage } from './stage.ts';
import { createTrash } from './trash.ts';
import { hashExpected, openUploadSource } from './upload-source.ts';

/** Our own folder at the top is no content of the user's; nobody above ever hears of it. */
function withoutOurs(listing: FolderListing): FolderListing {
  if (!listing.ok) return listing;
  return { ...listing, entries: listing.entries.filter(({ name }) => !isOurName(name)) };
}

/**
 * The local side of one link. `folder` is the absolute path of the linked folder as it really is (no link in it).
 *
 * Listings name their folder by the relative path that was asked. Without a clock, a file that was written within the
 * same tick is read at once (see `settle.ts`); only tests do without.
 */
export function createLocalSide(options: {
  readonly disk: LocalDisk;
  readonly clock?: Clock;
  readonly folder: string;
}): LocalSide {
  const { disk, folder, clock } = options;
  const absolute = (path: string): string => absolutePath(folder, path);
  const ground = createGround(disk, folder);
  const trash = createTrash(ground);
  const reader = (path: string) => ({
    disk,
    clock,
    path: absolute(path),
    open: () => ground.openRead(path),
  });

  return {
    folder,
    absolute,
    ...createStage(ground),
    ...createPlacing({ disk, ground, trash }),
    toTrash: trash.toTrash,
    fromTrash: trash.fromTrash,
    trashItems: trash.trashItems,
    purgeTrash: trash.purgeTrash,
    list: async (paths) => {
      const listings = await disk.list(paths.map(absolute));
      return listings.map((listing, index) => {
        const path = paths[index] ?? '';
        return { ...(path === '' ? withoutOurs(listing) : listing), folder: path };
      });
    },
    stat: (path) => disk.stat(absolute(path)),
    hash: (path, expected) => hashExpected(reader(path), expected),
    openForUpload: (path, expected) => openUploadSource(reader(path), expected),
    sync: async (paths) => {
      const folders = new Set(paths.map(absolute));
      await Promise.all([...folders].map((path) => syncIfThere(disk, path)));
    },
    setModified: (path, mtimeMs) => ground.at(path, (at) => disk.setModified(at, mtimeMs)),
  };
}

/** A folder that is gone has no names to keep; that it is gone is found by the next look. */
async function syncIfThere(disk: LocalDisk, path: string): Promise<void> {
  try {
    await disk.syncFolder(path);
  } catch (thrown) {
    if (!(thrown instanceof SyncError) || thrown.code !== 'changed') throw thrown;
  }
}
