/** Shapes of the file system's objects: root, folder, file, file share, revision. */
import * as z from 'zod';
import { ApiShapeError, type CloudChild, type CloudFile, parseChild, parseChildren } from './children.ts';
import { bytes, dateTime, id, maybe, rootPath, shortText, text } from './primitives.ts';

/** Runs a hand-written reader inside a schema, so that its error names the field like any other issue. */
function readBy<T>(read: (value: unknown) => T) {
  return z.unknown().transform((value, context): T => {
    try {
      return read(value);
    } catch (error) {
      if (!(error instanceof ApiShapeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message, params: { field: error.field } });
      return z.NEVER;
    }
  });
}

const children = readBy(parseChildren);
const list = z.array(z.unknown()).max(10_000);

/** `permissions` comes with `include_permissions` [client]; its fields are named as on the file share [seed]. */
export const permissions = z.object({
  read_access: z.boolean().optional(),
  write_access: z.boolean().optional(),
  delete_access: z.boolean().optional(),
});
export type CloudPermissions = z.infer<typeof permissions>;

/** A file's metadata [seed]. Same reader as for the children of a listing. */
export const file = readBy((value): CloudFile => {
  const child = parseChild(value, 'file');
  if (child.type === 'file') return child;
  throw new ApiShapeError('file.type', '"file"');
});

export const folder = z.object({
  type: z.literal('folder'),
  id,
  root_id: id.optional(),
  path: rootPath,
  is_deleted: z.boolean().optional().default(false),
  is_locked: z.boolean().optional().default(false),
  hash: maybe(shortText),
  children: children.optional(),
  permissions: maybe(permissions),
  locks: maybe(list),
});
export type CloudFolder = z.infer<typeof folder>;

export const ROOT_TYPES = ['sync', 'share', 'backup'] as const;

export const root = z.object({
  type: z.literal('root'),
  id,
  name: shortText,
  path: z.literal('/').optional().default('/'),
  is_locked: z.boolean().optional().default(false),
  /** A kind of root we do not know is read as it is and then left alone: only `sync` and `share` can be linked. */
  root_type: shortText,
  space_used: maybe(bytes),
  space_used_formatted: maybe(shortText),
  revision_space_used: maybe(bytes),
  hash: maybe(shortText),
  children: children.optional(),
  permissions: maybe(permissions),
  locks: maybe(list),
});
export type CloudRoot = z.infer<typeof root>;

/** The reference names the type "file_share" and shows "share" in its example [seed]: both are read. */
export const fileShare = z.object({
  type: z.enum(['file_share', 'share']),
  id,
  creator_id: maybe(id),
  file_id: maybe(id),
  folder_id: maybe(id),
  root_id: id,
  hash: shortText,
  expires: maybe(dateTime),
  read_access: z.boolean().optional(),
  write_access: z.boolean().optional(),
  delete_access: z.boolean().optional(),
  login_required: z.boolean().optional(),
  /** [ours] The address to hand out, the limit and what was used of it; the live service may send none of them. */
  url: maybe(text),
  download_limit: maybe(z.int().nonnegative()),
  download_count: maybe(z.int().nonnegative()),
  path: maybe(rootPath),
});
export type CloudFileShare = z.infer<typeof fileShare>;

/** One revision of a file [ours]. */
export const revision = z.object({
  revision_id: id,
  size: bytes,
  modified: maybe(dateTime),
  person_id: maybe(id),
});
export type CloudRevision = z.infer<typeof revision>;

/** What a search or `modified_since` may hold: files, and folders where the cloud sends them. */
export const child = readBy((value): CloudChild => parseChild(value, 'result'));
