/** Finding files by their name, and how much lies in a folder. Answered from what is known; asks neither side. */
import * as z from 'zod';
import { treeEntry } from './files.ts';
import { query } from './method.ts';
import { bytes, count, maybeRoot, PAGE_LIMIT, PATH_LIMIT, rootId } from './primitives.ts';

const folderSize = z.object({
  name: z.string(),
  path: z.string(),
  /** In it and in all folders below, as far as the cloud was looked at. */
  files: count,
  bytes,
});
export type FolderSize = z.infer<typeof folderSize>;

const leftOut = z.object({
  rootId,
  path: z.string(),
  /** null where it was not looked into since it was left out. */
  files: count.nullable(),
  bytes: bytes.nullable(),
});
export type LeftOut = z.infer<typeof leftOut>;

export const searchMethods = {
  /** Names that hold the text, in any case, on either side; those that begin with it first. */
  search: query(
    'search',
    z.strictObject({
      rootId: rootId.optional(),
      text: z.string().min(1).max(255),
      limit: z.int().min(1).max(PAGE_LIMIT).default(200),
    }),
    z.object({
      entries: z.array(z.object({ ...treeEntry.shape, rootId })),
      /** More than `limit` were found. */
      more: z.boolean(),
    }),
  ),
  /** The folders that lie directly in a folder of the cloud, each with all that is in it. */
  folderSizes: query(
    'folderSizes',
    z.strictObject({ rootId, folder: z.string().max(PATH_LIMIT).default('/') }),
    z.array(folderSize),
  ),
  /** Folders of the cloud that are not wanted on this computer. */
  leftOut: query('leftOut', maybeRoot, z.array(leftOut)),
};
