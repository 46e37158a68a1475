/** The state of the whole, of each link, and of what is on its way. */
import * as z from 'zod';
import { LINK_STATES, OVERALL_STATES } from '../model/states.ts';
import { query } from './method.ts';
import { at, bytes, count, nothing, reasonCode, rootId } from './primitives.ts';

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
});
export type LinkStatus = z.infer<typeof linkStatus>;

export const status = z.object({
  state: z.enum(OVERALL_STATES),
  reason: reasonCode.optional(),
  /** Whether somebody watches both sides now, or the last known state is told. */
  watching: z.boolean(),
  pausedUntil: at.nullable().optional(),
  links: z.array(linkStatus),
  /** Those running now, at most 100. */
  transfers: z.array(transfer),
});
export type Status = z.infer<typeof status>;

export const statusMethods = {
  status: query('status', nothing, status),
  transfers: query('transfers', nothing, z.array(transfer)),
};
