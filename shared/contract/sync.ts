/** Planning, syncing, and steering the one that runs. */
import * as z from 'zod';
import { ACTIONS, SIDES } from '../model/states.ts';
import { command, query } from './method.ts';
import { at, bytes, count, errorCode, maybeRoot, nothing, reasonCode, rootId } from './primitives.ts';

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
  /** Links that could not go on, while those of other accounts could; where none could, the whole fails. */
  stopped: z.array(z.object({ rootId, error: errorCode, detail: z.string().optional() })).optional(),
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
  /**
   * Tells the engine what this computer knows of its surroundings; what is left out stays as it was told last. Syncing
   * rests while the settings `rest.metered` and `rest.battery` want it to; a person's `pause` is another matter, and
   * `resume` also ends this rest until the surroundings change.
   */
  surroundings: command(
    'surroundings',
    z.strictObject({
      /** The way to the internet costs by volume. */
      metered: z.boolean().optional(),
      onBattery: z.boolean().optional(),
    }),
    z.object({ resting: z.boolean(), reason: z.enum(['metered-network', 'on-battery']).nullable() }),
  ),
  /** Looks at both sides everywhere without waiting for the next poll. */
  syncNow: command('syncNow', maybeRoot, z.object({ links: count })),
};
