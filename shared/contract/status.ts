/** The state of the whole, of each link, and of what is on its way. */
import * as z from 'zod';
import { LINK_STATES, OVERALL_STATES } from '../model/states.ts';
import { query } from './method.ts';
import { accountId, at, bytes, count, nothing, reasonCode, rootId } from './primitives.ts';

export const transfer = z.object({
  id: z.string(),
  rootId,
  /** In the root, such as `/Plans/a.txt`. */
  path: z.string(),
  direction: z.enum(['up', 'down']),
  bytes,
  bytesDone: bytes,
  startedAt: at,
});
export type Transfer = z.infer<typeof transfer>;

const linkStatus = z.object({
  rootId,
  name: z.string(),
  folder: z.string(),
  state: z.enum(LINK_STATES),
  /** Why it is `halted`, `offline` or `waiting`: an error or hold code. */
  reason: reasonCode.optional(),
  detail: z.string().optional(),
  /** Items that differ and are not held. */
  pending: count,
  conflicts: count,
  held: count,
  failed: count,
  lastSyncedAt: at.nullable(),
  account: accountId.optional(),
  /** Whether names that cannot exist here get another one here. */
  aliases: z.boolean().optional(),
});
export type LinkStatus = z.infer<typeof linkStatus>;

/** What a direction may use. */
const limit = z.object({
  /** Bytes a second; null: as much as there is. */
  bytesPerSecond: bytes.nullable(),
  /** Whose limit that is, the lowest of all: `setting`, `schedule`, `machine` or `organization`. */
  by: z.enum(['setting', 'schedule', 'machine', 'organization']).nullable(),
});
export type BandwidthLimit = z.infer<typeof limit>;

export const status = z.object({
  state: z.enum(OVERALL_STATES),
  /** Where it is `paused` by itself: `metered-network` or `on-battery`; otherwise what the worst link says. */
  reason: reasonCode.optional(),
  /** Whether somebody watches both sides now, or the last known state is told. */
  watching: z.boolean(),
  pausedUntil: at.nullable().optional(),
  links: z.array(linkStatus),
  /** Methods that a cloud was found not to have; what needs them is off, and everything else goes on. */
  missing: z.array(z.object({ account: accountId, method: z.string() })).optional(),
  /** Those running now, at most 100. */
  transfers: z.array(transfer),
});
export type Status = z.infer<typeof status>;

export const statusMethods = {
  status: query('status', nothing, status),
  transfers: query('transfers', nothing, z.array(transfer)),
  /** What may be used of the network now, and how many requests run at a time (it follows how the cloud copes). */
  bandwidth: query(
    'bandwidth',
    nothing,
    z.object({
      up: limit,
      down: limit,
      lanes: z.array(
        z.object({ rootId, lane: z.enum(['metadata', 'small', 'large']), running: count, allowed: count, most: count }),
      ),
    }),
  ),
};
