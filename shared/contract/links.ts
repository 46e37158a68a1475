/** The cloud's roots and the local folders they are bound to. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { bytes, localPath, nothing, ofRoot, PATH_LIMIT, rootId } from './primitives.ts';

const root = z.object({
  id: rootId,
  name: z.string(),
  /** Only `sync` and `share` can be linked. */
  type: z.string(),
  spaceUsed: bytes,
  /** Where the cloud says so: nothing in it may be changed from here. */
  readOnly: z.boolean().optional(),
  /** The local folder, or null. */
  linkedTo: z.string().nullable(),
});
export type RootInfo = z.infer<typeof root>;

const link = z.object({ rootId, rootName: z.string(), folder: z.string(), excluded: z.array(z.string()) });

export const linkMethods = {
  roots: query('roots', nothing, z.array(root)),
  /** Binds a root to an existing folder; both may be full. Excluded are paths in the root, such as `/Archive`. */
  link: command(
    'link',
    z.strictObject({
      rootId,
      folder: localPath,
      exclude: z.array(z.string().max(PATH_LIMIT)).max(10_000).default([]),
    }),
    link,
  ),
  /** Unbinds; files stay on both sides. */
  unlink: command('unlink', ofRoot, z.object({ rootId, folder: z.string() })),
};
