/** Checking the installation and everything around it. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { bytes, localPath, nothing } from './primitives.ts';

const check = z.object({
  /** Such as `disk`, `watcher`, `clock`, `tls`, `sign-in`, `journal`. */
  name: z.string(),
  outcome: z.enum(['good', 'warning', 'bad', 'skipped']),
  /** The link's root, where it is about one. */
  rootId: z.int().optional(),
  found: z.string(),
  /** What to do about it. */
  fix: z.string().optional(),
});
export type Check = z.infer<typeof check>;

export const diagnosticMethods = {
  doctor: query('doctor', nothing, z.object({ good: z.boolean(), checks: z.array(check) })),
  /** Writes logs, redacted settings and statistics into one file, without secrets. */
  bundle: command('bundle', z.strictObject({ file: localPath }), z.object({ file: z.string(), bytes })),
};
