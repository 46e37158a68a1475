/** Share links. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { count, nothing, ofRow, place, rootId, rowId } from './primitives.ts';

const share = z.object({
  id: rowId,
  rootId,
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  url: z.string().nullable(),
  /** Day, as `2026-12-31`. */
  expires: z.string().nullable(),
  loginRequired: z.boolean(),
  downloadLimit: count.nullable(),
  downloads: count.nullable(),
  subscribers: z.array(z.string()),
});
export type Share = z.infer<typeof share>;

export const shareMethods = {
  share: command(
    'share',
    z.strictObject({
      path: place,
      expires: z.iso.date().optional(),
      loginRequired: z.boolean().default(false),
      downloadLimit: z.int().min(1).max(1_000_000).optional(),
      subscribers: z.array(z.string().max(500)).max(1000).default([]),
      /** Emails to the subscribers now, and to us for every download. */
      notifySubscribers: z.boolean().optional(),
      notifyDownloads: z.boolean().optional(),
    }),
    share,
  ),
  /** What is given changes, the rest and the address stay. */
  changeShare: command(
    'changeShare',
    z.strictObject({
      id: rowId,
      expires: z.iso.date().optional(),
      loginRequired: z.boolean().optional(),
      downloadLimit: z.int().min(1).max(1_000_000).optional(),
      subscribers: z.array(z.string().max(500)).max(1000).optional(),
      notifySubscribers: z.boolean().optional(),
      notifyDownloads: z.boolean().optional(),
    }),
    share,
  ),
  shares: query('shares', nothing, z.array(share)),
  unshare: command('unshare', ofRow, z.object({ id: rowId, path: z.string().nullable() })),
};
