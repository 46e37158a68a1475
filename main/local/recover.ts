/** What the next start does about a replacement that a crash cut in two (see `place.ts`). */

import { SyncError } from '../errors.ts';
import type { Expected, LocalSide } from '../sides.ts';
import { grabItem } from './trash.ts';

/**
 * Puts the old bytes back under their name if a replacement was cut off between the grab and the placing, so that the
 * absence of the name is not taken for a deletion. To be called for each unfinished intent of a replacement before the
 * first scan. `put-back`: it was so; `nothing`: the name is there (the replacement has not begun or is done), or the
 * old bytes are not in the trash.
 */
export async function undoReplace(
  side: LocalSide,
  path: string,
  expected: Expected,
  trash: string | undefined,
): Promise<'put-back' | 'nothing'> {
  if ((await side.stat(path)) !== undefined) return 'nothing';
  try {
    await side.fromTrash(trash ?? grabItem(expected), path);
    return 'put-back';
  } catch (thrown) {
    if (thrown instanceof SyncError && thrown.code === 'changed') return 'nothing';
    throw thrown;
  }
}
