/** What waits for a decision. */
import * as z from 'zod';
import { SIDES } from '../model/states.ts';
import { lock } from './files.ts';
import { command, query } from './method.ts';
import { at, bytes, count, maybeRoot, ofRow, reasonCode, rootId, rowId } from './primitives.ts';

const heldItem = z.object({
  id: rowId,
  rootId,
  path: z.string(),
  reason: reasonCode,
  detail: z.string().optional(),
  /** What would happen if it were released, on which side; left out where releasing means trying again. */
  action: z.string().optional(),
  side: z.enum(SIDES).optional(),
  /** More than one for a mass deletion: how many, how many bytes, and the first few of them. */
  count,
  bytes,
  examples: z.array(z.string()).optional(),
  /** Whose lock it waits for, where the cloud tells. */
  lock: lock.optional(),
  /** A name that would work, where a name is the trouble. */
  suggestedName: z.string().optional(),
  at,
});
export type HeldItem = z.infer<typeof heldItem>;

const decided = z.object({ id: rowId, path: z.string(), did: z.string(), count });

export const heldMethods = {
  held: query('held', maybeRoot, z.array(heldItem)),
  /** Lets it happen, or tries again. */
  release: command('release', ofRow, decided),
  /** Undoes it: what was deleted on one side comes back from the other, and what may not be changed is as it was. */
  decline: command('decline', ofRow, decided),
  /** Renames what waits for its name, on the side that has the trouble; without a name to the suggested one. */
  fixName: command(
    'fixName',
    z.strictObject({ id: rowId, name: z.string().min(1).max(255).optional() }),
    z.object({ id: rowId, path: z.string(), name: z.string() }),
  ),
};
