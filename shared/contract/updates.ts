/**
 * Newer versions of the desktop program. Only the desktop's shell has these methods: `about().methods` names them
 * there, and everybody else answers `not-available`.
 *
 *   call('update', {})            what is known, without asking the server; the event `update` tells each change of it
 *   call('lookForUpdate', {})     asks the server now, and brings the newer version where there is one
 *   call('restartToUpdate', {})   only in the state `ready`; the program ends, and starts as the newer version
 *
 * A face shows `say(code, { version, detail, percent }, language)` of `shared/text`, a button for `restartToUpdate`
 * where the state is `ready`, and one for `lookForUpdate` where it is `current`, `elsewhere` or `trouble`.
 */
import * as z from 'zod';
import { command, query } from './method.ts';
import { at, nothing, reasonCode } from './primitives.ts';

export const updateState = z.object({
  state: z.enum([
    /** This program cannot update itself, or shall not; `code` says why. Nothing is ever asked. */
    'off',
    /** No newer version is known. */
    'current',
    'looking',
    'downloading',
    /** Downloaded and checked; it is installed with the next end of the program, or by `restartToUpdate` now. */
    'ready',
    /** There is a newer version, but something else has to install it; `code` says what. */
    'elsewhere',
    /** The last look did not succeed; the next one comes by itself. */
    'trouble',
  ]),
  /** Its words are in `shared/text/updates-*.ts`. */
  code: reasonCode,
  /** The newer one. */
  version: z.string().optional(),
  /** Of the download, from 0 to 100. */
  percent: z.number().min(0).max(100).optional(),
  /** What the system said; for somebody who looks for a fault. */
  detail: z.string().optional(),
  /** When the server was last asked with success; null for never. */
  lookedAt: at.nullable(),
});
export type UpdateState = z.infer<typeof updateState>;

export const updateMethods = {
  update: query('update', nothing, updateState),
  lookForUpdate: command('lookForUpdate', nothing, updateState),
  restartToUpdate: command('restartToUpdate', nothing, z.object({ restarting: z.boolean() })),
};
