/** Conflicts: both sides changed, and what became of them. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { at, bytes, errorCode, maybeRoot, ofRow, reasonCode, rootId, rowId } from './primitives.ts';

const version = z.object({
  /** Where it lies now: in the root, such as `/Plans/a.txt`. */
  path: z.string(),
  size: bytes,
  modifiedAt: at.nullable(),
  revision: z.number().optional(),
});

const conflict = z.object({
  id: rowId,
  rootId,
  path: z.string(),
  reason: reasonCode,
  /** `open`: waits for a decision. `kept-both`: already safe under two names, a decision only tidies up. */
  state: z.enum(['open', 'kept-both']),
  at,
  mine: version.nullable(),
  theirs: version.nullable(),
});
export type Conflict = z.infer<typeof conflict>;

export const KEEP = ['mine', 'theirs', 'both', 'merged'] as const;

const settled = z.object({
  id: rowId,
  rootId,
  path: z.string(),
  kept: z.string(),
  at,
  /** Whether `reopen` can bring both versions back. */
  canReopen: z.boolean(),
});

export const conflictMethods = {
  conflicts: query('conflicts', maybeRoot, z.array(conflict)),
  /** The last text on which both sides agreed; null where it is no text, or is not known any more. */
  conflictBase: query('conflictBase', ofRow, z.object({ id: rowId, text: z.string().nullable() })),
  /** What was settled lately, newest first. */
  settledConflicts: query('settledConflicts', maybeRoot, z.array(settled)),
  /** Takes the decision back: both versions are there again under their two names. */
  reopen: command('reopen', ofRow, z.object({ id: rowId, path: z.string() })),
  /** `merged` takes `text`, or merges by itself where the changes do not touch each other. */
  resolve: command(
    'resolve',
    z.strictObject({ id: rowId, keep: z.enum(KEEP), text: z.string().max(5_000_000).optional() }),
    z.object({ id: rowId, path: z.string(), kept: z.enum(KEEP) }),
  ),
  /** Many at once; one that cannot be settled so says why, and the others are settled. */
  resolveMany: command(
    'resolveMany',
    z.strictObject({ ids: z.array(rowId).min(1).max(10_000), keep: z.enum(KEEP) }),
    z.array(
      z.object({
        id: rowId,
        path: z.string(),
        kept: z.enum(KEEP).optional(),
        error: errorCode.optional(),
        detail: z.string().optional(),
      }),
    ),
  ),
};
