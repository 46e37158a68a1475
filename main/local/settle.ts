/**
 * A file system's clock ticks coarsely: two writes within one tick leave the same modification time. If we read a file
 * in the tick of its last write, a write right after our reading could never be told from the one before it, and the
 * newer bytes would stay behind unseen. So a file that was written just now is read a tick later.
 */
import type { Clock, DiskStat } from '../world.ts';

/** A kernel tick is 10 ms at most. */
const FINE_TICK_MS = 20;
/** FAT keeps even seconds only. */
const COARSE_TICK_MS = 2_000;

/** Milliseconds to wait until the next write is sure to get another modification time; 0 for any file left alone. */
export function settleMs(stat: Pick<DiskStat, 'mtimeMs' | 'ctimeMs'>, now: number): number {
  const looksCoarse = stat.mtimeMs % COARSE_TICK_MS === 0 && stat.ctimeMs % 10 === 0;
  const tick = looksCoarse ? COARSE_TICK_MS : FINE_TICK_MS;
  const age = now - stat.mtimeMs;
  return age < 0 || age >= tick ? 0 : tick - age;
}

/** Waits as long as `settleMs` says. */
export async function settle(stat: DiskStat, clock: Clock): Promise<void> {
  const ms = settleMs(stat, clock.now());
  if (ms > 0) await clock.sleep(ms);
}
