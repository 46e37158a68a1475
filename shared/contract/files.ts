/** Single paths: their state and its reason, browsing, looking into one, leaving out, locking. */
import * as z from 'zod';
import { PATH_STATES, SIDES } from '../model/states.ts';
import { activityEntry } from './history.ts';
import { command, query } from './method.ts';
import { at, bytes, ofPlace, PAGE_LIMIT, PATH_LIMIT, place, reasonCode, rootId } from './primitives.ts';

const pathState = z.enum(PATH_STATES);

export const lock = z.object({
  /** Where the cloud says so. */
  by: z.string().nullable(),
  /** null: until somebody unlocks it. */
  until: at.nullable(),
  mine: z.boolean(),
});
export type LockInfo = z.infer<typeof lock>;

const explanation = z.object({
  path: z.string(),
  rootId: rootId.optional(),
  state: pathState,
  reason: reasonCode,
  detail: z.string().optional(),
  /** What to do about it, as a code with words in `shared/text`; left out where nothing has to be done. */
  fix: z.string().optional(),
  /** On it, or on a folder above it. */
  lock: lock.optional(),
  /** The last things done to it, newest first. */
  history: z.array(activityEntry),
});
export type Explanation = z.infer<typeof explanation>;

export const treeEntry = z.object({
  name: z.string(),
  path: z.string(),
  kind: z.enum(['file', 'folder', 'other']),
  state: pathState,
  reason: reasonCode.optional(),
  /** For a folder 0. */
  size: bytes,
  modifiedAt: at.nullable(),
  onThisDisk: z.boolean(),
  inTheCloud: z.boolean(),
  lock: lock.optional(),
});
export type TreeEntry = z.infer<typeof treeEntry>;

const content = z.object({
  path: z.string(),
  size: bytes,
  /** The first bytes of it, at most as many as were asked for. */
  base64: z.string(),
  truncated: z.boolean(),
  /** By the name's ending; `application/octet-stream` where that says nothing. */
  mediaType: z.string(),
});

const stateOfPlace = z.object({ path: z.string(), rootId, state: pathState, reason: reasonCode.optional() });
const lockState = z.object({
  path: z.string(),
  rootId,
  locked: z.boolean(),
  lockedUntil: at.nullable(),
  /** Who holds it, where the cloud says so. */
  lockedBy: z.string().optional(),
});

export const fileMethods = {
  why: query('why', ofPlace, explanation),
  /** One folder of a root, folders first, then by name; `after` is the last name of the page before. */
  browse: query(
    'browse',
    z.strictObject({
      rootId,
      folder: z.string().max(PATH_LIMIT).default('/'),
      after: z.string().max(PATH_LIMIT).optional(),
      limit: z.int().min(1).max(PAGE_LIMIT).default(200),
    }),
    z.object({ entries: z.array(treeEntry), next: z.string().nullable() }),
  ),
  preview: query(
    'preview',
    z.strictObject({
      path: place,
      side: z.enum(SIDES),
      revision: z.number().optional(),
      maxBytes: z.int().min(1).max(10_000_000).default(1_000_000),
    }),
    content,
  ),
  exclude: command('exclude', ofPlace, stateOfPlace),
  include: command('include', ofPlace, stateOfPlace),
  lock: command('lock', z.strictObject({ path: place, minutes: z.int().min(1).max(525_600).optional() }), lockState),
  unlock: command('unlock', ofPlace, lockState),
};
