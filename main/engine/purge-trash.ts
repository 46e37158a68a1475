/** Keeps the local trash within its limits: what is older than some days goes, then the oldest until the rest fits. */
import type { Journal } from '../records.ts';
import type { LocalSide } from '../sides.ts';

export interface TrashLimits {
  readonly days: number;
  /** 0 = no limit. */
  readonly bytes: number;
}

export const DEFAULT_TRASH: TrashLimits = { days: 30, bytes: 10_000 * 1024 * 1024 };

const DAY_MS = 24 * 60 * 60_000;
/** What was put away a moment ago may belong to an action that is still under way. */
const FRESH_MS = 10 * 60_000;

/** Gives the number of items that went for good. */
export async function purgeTrash(
  local: LocalSide,
  journal: Journal,
  limits: TrashLimits,
  nowMs: number,
): Promise<number> {
  const told = new Map(journal.trash().map((item) => [item.name, item.atMs]));
  const items = (await local.trashItems())
    // What the index does not tell of was left by a crash; the disk knows when that was.
    .map(({ name, size, changedMs }) => ({ name, size, atMs: told.get(name) ?? changedMs }))
    .toSorted((one, other) => other.atMs - one.atMs);
  const oldest = nowMs - limits.days * DAY_MS;
  let kept = 0;
  let purged = 0;
  for (const { name, size, atMs } of items) {
    kept += size;
    const tooMuch = limits.bytes > 0 && kept > limits.bytes;
    if (atMs > nowMs - FRESH_MS || (atMs >= oldest && !tooMuch)) continue;
    await local.purgeTrash(name);
    journal.tx(() => journal.dropTrash(name));
    kept -= size;
    purged += 1;
  }
  const there = new Set(items.map(({ name }) => name));
  journal.tx(() => {
    for (const [name, atMs] of told) if (!there.has(name) && atMs < oldest) journal.dropTrash(name);
    journal.dropUndoBefore(oldest);
  });
  return purged;
}
