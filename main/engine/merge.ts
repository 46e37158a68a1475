/** The text that comes of a conflict: what both sides made of their last common version. */
import { SyncError } from '../errors.ts';
import { TEXT_LIMIT, textOf } from '../execute/text.ts';
import { mergeText } from '../plan/merge-text.ts';
import { cloudId } from '../plan/types.ts';
import type { ConflictRecord } from '../records.ts';
import type { Link } from './link.ts';
import { readCloud } from './read-content.ts';

/** Bytes of the common version, from the cache or else from the cloud's revisions; undefined where there never was one. */
export async function baseOf(
  link: Link,
  { base, baseRevision, cloud }: ConflictRecord,
): Promise<Uint8Array | undefined> {
  const cached = base === undefined ? undefined : link.journal.base(base);
  if (cached !== undefined || baseRevision === undefined || baseRevision <= 0) return cached;
  const file = { id: cloudId(cloud), revision: baseRevision };
  const read = await readCloud(link.cloud, file, TEXT_LIMIT + 1).catch(() => undefined);
  return read?.bytes;
}

/** Throws `wrong-usage` where the versions cannot be merged by themselves. */
export async function mergedText(
  link: Link,
  conflict: ConflictRecord,
  mine: Uint8Array,
  theirs: Uint8Array,
): Promise<string> {
  const refuse = (detail: string): SyncError => new SyncError('wrong-usage', { path: `/${conflict.path}`, detail });
  const [here, there] = [textOf(mine), textOf(theirs)];
  if (here === undefined || there === undefined) throw refuse('only texts can be merged; keep mine, theirs or both');
  const base = await baseOf(link, conflict);
  const common = base === undefined ? undefined : textOf(base);
  if (common === undefined) throw refuse('their last common version is not known any more; keep mine, theirs or both');
  const merged = mergeText(here, common, there);
  if (merged === undefined)
    throw refuse('both sides changed the same lines; merge them by hand, or keep mine, theirs or both');
  return merged;
}
