/** What the journal knows of the linked folder, held against the folder that is said to be it now. */
import { SyncError } from '../errors.ts';
import { LOCAL_TOP, type LocalId, type LocalNode } from '../plan/types.ts';
import type { Journal, LocalPatch } from '../records.ts';
import type { LocalSide } from '../sides.ts';
import type { DiskEntry } from '../world.ts';

/** Folders per request to the disk. */
const BATCH = 24;

interface Kept {
  readonly id: LocalId;
  readonly patch: LocalPatch;
}

interface Found {
  readonly kept: readonly Kept[];
  readonly missing: readonly LocalId[];
}

function patchOf(known: LocalNode, { dev, ino, birthMs, size, mtimeMs, ctimeMs, kind }: DiskEntry): LocalPatch {
  const place = { dev, ino, birthMs, ctimeMs };
  if (kind === 'folder') return place;
  // With another size or time the bytes are read again before anything is believed of them.
  const isSame = known.size === size && known.mtimeMs === mtimeMs;
  return isSame ? place : { ...place, size, mtimeMs, hash: undefined };
}

/** Looks every row of the tree up by its path. A folder that cannot be read is an error: nothing is concluded then. */
async function lookUp(local: LocalSide, journal: Journal): Promise<Found> {
  const kept: Kept[] = [];
  const missing: LocalId[] = [];
  const queue: { readonly id: LocalId; readonly path: string }[] = [{ id: LOCAL_TOP, path: '' }];
  while (queue.length > 0) {
    const batch = queue.splice(Math.max(0, queue.length - BATCH));
    const listings = await local.list(batch.map(({ path }) => path));
    for (const [index, listing] of listings.entries()) {
      const folder = batch[index];
      if (folder === undefined) continue;
      if (!listing.ok) throw new SyncError('unreadable', { path: folder.path, detail: listing.detail });
      const now = new Map(listing.entries.map((entry) => [entry.name, entry]));
      for (const known of journal.localChildren(folder.id)) {
        const entry = now.get(known.name);
        if (entry === undefined || (entry.kind === 'folder') !== (known.kind === 'folder')) missing.push(known.id);
        else {
          kept.push({ id: known.id, patch: patchOf(known, entry) });
          if (known.kind === 'folder' && known.skip === undefined)
            queue.push({ id: known.id, path: folder.path === '' ? known.name : `${folder.path}/${known.name}` });
        }
      }
    }
  }
  return { kept, missing };
}

/**
 * Takes the copy for the folder of before: what has its name keeps its identity and its agreement; what is missing is not
 * deleted but not here yet, so that it comes again from the cloud. All of it at once or not at all.
 */
export async function compareIn(local: LocalSide, journal: Journal): Promise<void> {
  const { kept, missing } = await lookUp(local, journal);
  journal.tx(() => {
    for (const { id, patch } of kept) journal.changeLocal(id, patch);
    for (const id of missing) {
      const agreed = journal.syncedOfLocal(id);
      if (agreed !== undefined) journal.unbind(agreed.id, true);
      journal.removeLocal(id);
    }
  });
}
