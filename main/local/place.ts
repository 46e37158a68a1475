/** Giving staged files and moved ones their names, without ever replacing bytes that nobody decided about. */
import { randomBytes } from 'node:crypto';
import { SyncError } from '../errors.ts';
import type { Expected, LocalSide, Staged } from '../sides.ts';
import type { DiskStat } from '../world.ts';
import type { LocalDisk } from './disk-extras.ts';
import { isExpected, requireExpected } from './expected.ts';
import type { Ground } from './ground.ts';
import { grabItem, type Trash } from './trash.ts';

type Placing = Pick<LocalSide, 'placeNew' | 'replace' | 'move' | 'makeFolder'>;

/** The three names under which our own folders are reached, and who reaches them. */
interface Parts {
  readonly disk: LocalDisk;
  readonly ground: Ground;
  readonly trash: Trash;
}

/**
 * The stat a placed file is recorded with: what we placed, not what is under the name by now. If somebody saved into it
 * in the same instant, the next scan then sees a change against what was recorded, which is what it is.
 */
function asPlaced(before: DiskStat, after: DiskStat | undefined): DiskStat {
  const ctimeMs = after?.ino === before.ino ? after.ctimeMs : before.ctimeMs;
  return { ...before, links: 1, ctimeMs };
}

function createPlaceNew({ disk, ground }: Parts) {
  return (staged: Staged, path: string): Promise<DiskStat> =>
    ground.at(path, async (to) => {
      const before = await disk.stat(staged.path);
      if (before?.kind !== 'file' || before.size !== staged.size) {
        throw new SyncError('changed', { path, detail: 'its temporary file is gone' });
      }
      await disk.move(staged.path, to);
      return asPlaced(before, await disk.stat(to));
    });
}

/**
 * Replacing, and where a crash may fall:
 *
 * 1. before the grab: nothing happened. The staged file lies in `tmp/`.
 * 2. after the grab: the name is free, the old bytes are the trash item, the new ones still in `tmp/`. The absence of the
 *    name is ours and no deletion: whoever finds an unfinished intent of a replacement calls `undoReplace` first, and whoever gets an error other
 *    than `changed` from here does so too.
 * 3. after the placing: the name shows the new bytes; the old ones are an item of the trash (`grabbed-…` if nobody
 *    asked for them), which is purged with the trash.
 *
 * The old bytes go away only as the last step, and only if they are still the expected ones then: a program that had the
 * file open may have written into it after the grab, and those bytes are nowhere else.
 */
function createReplace(parts: Parts, placeNew: Placing['placeNew']): Placing['replace'] {
  const { disk, ground, trash } = parts;
  return async (staged, path, expected, item) => {
    const held = item ?? grabItem(expected);
    await ground.at(path, async (model) => disk.copyMode?.(staged.path, model)).catch(() => undefined);
    await trash.grab(path, expected, held);
    let placed: DiskStat;
    try {
      placed = await placeNew(staged, path);
    } catch (thrown) {
      // Should even that fail, the next start does it (2.); what went wrong first is what is to be told.
      await trash.putBack(held, path).catch(() => false);
      throw thrown;
    }
    const old = await disk.stat(ground.places.trashItem(held));
    if (item === undefined && isExpected(old, expected)) await trash.purgeTrash(held);
    return placed;
  };
}

/**
 * Moving. A file keeps its inode; it is looked at again under the new name, and goes back if it is not the expected one.
 * After a crash in the middle both names may lead to it; the same move done again then takes the old one away.
 */
function createMove({ disk, ground }: Parts): Placing['move'] {
  const moveOne = (from: string, to: string, expected: Expected): Promise<void> => {
    if (disk.moveVia === undefined || expected.kind !== 'file') return disk.move(from, to);
    const { moveVia } = disk;
    // Never the name of an earlier scratch, which after a crash may hold the only copy of something.
    const scratch = ground.places.trashItem(`moved-${expected.ino}-${randomBytes(6).toString('hex')}`);
    return ground.withOurFolders(() => moveVia(from, to, scratch));
  };

  return (from, to, expected) =>
    ground.atBoth(from, to, async (source, target) => {
      requireExpected(await disk.stat(source), expected, from);
      await moveOne(source, target, expected);
      const stat = await disk.stat(target);
      if (stat !== undefined && isExpected(stat, expected)) return stat;
      await disk.move(target, source).catch(() => undefined);
      throw new SyncError('changed', { path: from, detail: 'it changed at the last moment' });
    });
}

function createMakeFolder({ disk, ground }: Parts): Placing['makeFolder'] {
  return (path) =>
    ground.at(path, async (target) => {
      try {
        await disk.makeFolder(target);
      } catch (thrown) {
        if (!(thrown instanceof SyncError) || thrown.code !== 'changed') throw thrown;
      }
      const stat = await disk.stat(target);
      if (stat?.kind === 'folder') return stat;
      const detail = stat === undefined ? 'the folder around it is gone' : `a ${stat.kind} has its name`;
      throw new SyncError('changed', { path, detail });
    });
}

/** Everything that gives names in one linked folder. */
export function createPlacing(parts: Parts): Placing {
  const placeNew = createPlaceNew(parts);
  return {
    placeNew,
    replace: createReplace(parts, placeNew),
    move: createMove(parts),
    makeFolder: createMakeFolder(parts),
  };
}
