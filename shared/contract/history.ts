/** What was done, and going back: activity, revisions, trash, undo. */
import * as z from 'zod';
import { ACTIONS, SIDES } from '../model/states.ts';
import { command, query } from './method.ts';
import {
  at,
  bytes,
  count,
  errorCode,
  maybeRoot,
  ofPlace,
  ofRow,
  PAGE_LIMIT,
  PATH_LIMIT,
  place,
  reasonCode,
  rootId,
  rowId,
} from './primitives.ts';

export const activityEntry = z.object({
  /** Grows with time. */
  id: count,
  at,
  rootId,
  action: z.enum(ACTIONS),
  path: z.string(),
  to: z.string().optional(),
  /** The side that was changed. */
  side: z.enum(SIDES),
  bytes,
  why: reasonCode,
  outcome: z.enum(['done', 'failed', 'held']),
  error: errorCode.optional(),
  detail: z.string().optional(),
  /** Every line of the log about it carries this. */
  operation: z.string().optional(),
});
export type ActivityEntry = z.infer<typeof activityEntry>;

const cloudDeed = z.object({
  /** Of the cloud's list. */
  id: count,
  at,
  /** A short word of the cloud's, such as `file_added`, or its sentence. */
  what: z.string(),
  by: z.string().nullable(),
  /** null where it is about no linked root. */
  rootId: rootId.nullable(),
  /** In the root. */
  path: z.string().nullable(),
});
export type CloudDeedInfo = z.infer<typeof cloudDeed>;

const revision = z.object({
  revision: z.number(),
  size: bytes,
  modifiedAt: at.nullable(),
  by: z.string().nullable(),
  current: z.boolean(),
});

const trashItem = z.object({
  id: rowId,
  rootId,
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  size: bytes,
  at: at.nullable(),
  side: z.enum(SIDES),
  why: reasonCode.optional(),
});
export type TrashItem = z.infer<typeof trashItem>;

const undoable = z.object({
  id: rowId,
  at,
  rootId,
  action: z.enum(ACTIONS),
  /** The first of them. */
  path: z.string(),
  count,
});
export type Undoable = z.infer<typeof undoable>;

export const historyMethods = {
  /** Newest first. `before`: only entries with a smaller id. */
  activity: query(
    'activity',
    z.strictObject({
      rootId: rootId.optional(),
      limit: z.int().min(1).max(PAGE_LIMIT).default(50),
      before: count.optional(),
      /** Part of a path, in any case. */
      text: z.string().max(PATH_LIMIT).optional(),
      /** Only these. */
      actions: z.array(z.enum(ACTIONS)).max(ACTIONS.length).optional(),
    }),
    z.array(activityEntry),
  ),
  /** What was done in the cloud itself by the people signed in here, from anywhere, lately; newest first. Asks the cloud. */
  cloudActivity: query('cloudActivity', maybeRoot, z.array(cloudDeed)),
  /** Newest first. */
  versions: query('versions', ofPlace, z.array(revision)),
  /** Makes an older revision the newest one. */
  restore: command(
    'restore',
    z.strictObject({ path: place, revision: z.int().nonnegative() }),
    z.object({ path: z.string(), revision: z.number() }),
  ),
  /** Of both sides. The cloud is looked through folder by folder: `folder` (in the root, `/` for all) narrows it. */
  trash: query(
    'trash',
    z.strictObject({
      rootId: rootId.optional(),
      side: z.enum(SIDES).optional(),
      folder: z.string().max(PATH_LIMIT).default('/'),
    }),
    z.array(trashItem),
  ),
  untrash: command('untrash', ofRow, z.object({ id: rowId, path: z.string() })),
  /** What of the client's own actions can still be taken back, newest first; what was done together is one. */
  undoable: query('undoable', maybeRoot, z.array(undoable)),
  /** Takes back one of them; without its id, the last one. */
  undo: command(
    'undo',
    z.strictObject({ id: rowId.optional() }),
    z.object({
      action: z.enum(ACTIONS),
      path: z.string(),
      did: z.string(),
      /** Items that were taken back together. */
      count: count.optional(),
    }),
  ),
};
