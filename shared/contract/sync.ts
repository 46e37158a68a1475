/** Planning, syncing, and steering the one that runs. */
import * as z from 'zod';
import { ACTIONS, SIDES } from '../model/states.ts';
import { command, query } from './method.ts';
import { at, bytes, count, maybeRoot, nothing, reasonCode, rootId } from './primitives.ts';

const plannedAction = z.object({
  rootId,
  action: z.enum(ACTIONS),
  /** In the root, such as `/Plans/a.txt`. */
  path: z.string(),
  to: z.string().optional(),
  /** The side that changes. */
  side: z.enum(SIDES),
  bytes,
  why: reasonCode,
  detail: z.string().optional(),
});
export type PlannedAction = z.infer<typeof plannedAction>;

export const syncSummary = z.object({
  cycles: count,
  uploaded: count,
  downloaded: count,
  movedLocal: count,
  movedCloud: count,
  deletedLocal: count,
  deletedCloud: count,
  foldersMade: count,
  /** Conflicts and held items that are open at the end. */
  conflicts: count,
  held: count,
  failed: count,
  requests: count,
  notModified: count,
  bytesUp: bytes,
  bytesDown: bytes,
  wallMs: z.number().nonnegative(),
});
export type SyncSummary = z.infer<typeof syncSummary>;

export const syncMethods = {
  /** What a sync would do now, and why; changes nothing. */
  plan: query('plan', maybeRoot, z.array(plannedAction)),
  /** Cycles until nothing is left to do. */
  sync: command('sync', maybeRoot, syncSummary),
  /** Without minutes: until `resume`. */
  pause: command(
    'pause',
    z.strictObject({ minutes: z.number().positive().max(525_600).optional() }),
    z.object({ pausedUntil: at.nullable() }),
  ),
  resume: command('resume', nothing, z.object({ wasPaused: z.boolean() })),
  /** Looks at both sides everywhere without waiting for the next poll. */
  syncNow: command('syncNow', maybeRoot, z.object({ links: count })),
};
