/** The local trash: what we take from the user's folder goes here whole, by one rename, and can come back by one. */
import { SyncError } from '../errors.ts';
import type { Expected, LocalSide } from '../sides.ts';
import type { DiskStat } from '../world.ts';
import { isExpected, requireExpected } from './expected.ts';
import type { Ground } from './ground.ts';

/** The trash item under which an expected file is held while it is replaced, unless the caller names one. */
export function grabItem(expected: Pick<Expected, 'ino'>): string {
  return `grabbed-${expected.ino}`;
}

export interface Trash extends Pick<LocalSide, 'toTrash' | 'fromTrash' | 'trashItems' | 'purgeTrash'> {
  /**
   * Takes what is under the path right now into the trash and looks at it there, where nobody swaps it any more. If it
   * is not the expected one it goes back and `changed` is thrown; if its name is taken again by then, it stays in the
   * trash, so that neither is lost.
   */
  grab(path: string, expected: Expected, item: string): Promise<DiskStat>;
  /** Moves a grabbed item back under its name if that is free; says whether it did. */
  putBack(item: string, path: string): Promise<boolean>;
}

/** The trash of one linked folder. */
export function createTrash(ground: Ground): Trash {
  const { disk, places } = ground;

  const putBack = async (item: string, path: string): Promise<boolean> => {
    try {
      await ground.at(path, (to) => disk.move(places.trashItem(item), to));
      return true;
    } catch (thrown) {
      if (thrown instanceof SyncError && thrown.code === 'changed') return false;
      throw thrown;
    }
  };

  const grab = async (path: string, expected: Expected, item: string): Promise<DiskStat> => {
    await ground.at(path, async (from) => {
      requireExpected(await disk.stat(from), expected, path);
      await ground.withOurFolders(() => disk.move(from, places.trashItem(item)));
    });
    const grabbed = await disk.stat(places.trashItem(item));
    if (grabbed !== undefined && isExpected(grabbed, expected)) return grabbed;
    const detail = (await putBack(item, path)) ? 'it changed at the last moment' : `it changed; kept as ${item}`;
    throw new SyncError('changed', { path, detail });
  };

  const sizeBelow = async (folder: string): Promise<number> => {
    let size = 0;
    let level = [folder];
    while (level.length > 0) {
      const next: string[] = [];
      for (const listing of await disk.list(level)) {
        for (const entry of listing.ok ? listing.entries : []) {
          if (entry.kind === 'file') size += entry.size;
          if (entry.kind === 'folder') next.push(`${listing.folder}/${entry.name}`);
        }
      }
      level = next;
    }
    return size;
  };

  /** Deepest first; a link is removed, never followed. */
  const purgeBelow = async (folder: string): Promise<void> => {
    const [listing] = await disk.list([folder]);
    if (listing?.ok !== true) return;
    for (const entry of listing.entries) {
      const path = `${folder}/${entry.name}`;
      if (!entry.nameIsExact) {
        const detail = 'a name in it is not valid Unicode; remove it with the file manager';
        throw new SyncError('not-writable', { path, detail });
      }
      await (entry.kind === 'folder' ? purgeBelow(path) : disk.removeFile(path));
    }
    await disk.removeFolder(folder);
  };

  return {
    grab,
    putBack,
    toTrash: async (path, expected, item) => {
      await grab(path, expected, item);
    },
    fromTrash: (item, path) =>
      ground.at(path, async (to) => {
        const stat = await disk.stat(places.trashItem(item));
        if (stat === undefined) throw new SyncError('changed', { path, detail: `the trash has no ${item} any more` });
        await disk.move(places.trashItem(item), to);
        return stat;
      }),
    trashItems: async () => {
      const [listing] = await disk.list([places.trash]);
      if (listing?.ok !== true) return [];
      const items: { readonly name: string; readonly size: number; readonly changedMs: number }[] = [];
      for (const { name, kind, size, ctimeMs } of listing.entries) {
        const total = kind === 'folder' ? await sizeBelow(`${places.trash}/${name}`) : size;
        items.push({ name, size: total, changedMs: ctimeMs });
      }
      return items;
    },
    purgeTrash: async (item) => {
      const path = places.trashItem(item);
      const stat = await disk.stat(path);
      if (stat === undefined) return;
      await (stat.kind === 'folder' ? purgeBelow(path) : disk.removeFile(path));
    },
  };
}
