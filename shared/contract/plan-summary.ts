/** What a sync would do now, in numbers: a plan of a hundred thousand files fits into one line. */
import * as z from 'zod';
import { query } from './method.ts';
import { bytes, count, rootId } from './primitives.ts';

const counted = z.object({ count, bytes });

const planSummary = z.object({
  down: counted,
  up: counted,
  /** On both sides, with equal bytes. */
  equal: counted,
  /** On both sides, to be read before anything is decided. */
  compare: counted,
  conflict: counted,
  moved: counted,
  deleted: counted,
});
export type PlanSummary = z.infer<typeof planSummary>;

export const planSummaryMethods = {
  /** In files; folders come along. With `look`, both sides are looked at before; without, it goes by what is known. */
  planSummary: query('planSummary', z.strictObject({ rootId, look: z.boolean().default(true) }), planSummary),
};
