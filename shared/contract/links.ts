/** The cloud's roots and the local folders they are bound to. */
import * as z from 'zod';
import { command, query } from './method.ts';
import {
  accountId,
  bytes,
  localPath,
  maybeRoot,
  ofRoot,
  PATH_LIMIT,
  reasonCode,
  rootId,
  whichAccount,
} from './primitives.ts';

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
  /** Whose it is; the same root of the cloud is listed once for each account that sees it. */
  account: accountId.optional(),
  /** The number that the cloud itself gives it; it differs from `id` only where two accounts have one of the same. */
  cloudRootId: z.int().nonnegative().optional(),
});
export type RootInfo = z.infer<typeof root>;

const link = z.object({
  rootId,
  rootName: z.string(),
  folder: z.string(),
  excluded: z.array(z.string()),
  account: accountId.optional(),
  /** Whether names that cannot exist here get another one here; see `aliases`. */
  aliases: z.boolean().optional(),
});
export type LinkInfo = z.infer<typeof link>;

const alias = z.object({
  rootId,
  /** Its path as it is in the cloud, such as `/Plans/a:b.txt`. */
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  /** What it is called on this computer, such as `a_b.txt`. */
  localName: z.string(),
  /** Why it cannot have its own name here: `illegal-name-here`, `name-too-long` or `case-clash`. */
  reason: reasonCode,
});
export type Alias = z.infer<typeof alias>;

export const linkMethods = {
  /** Of all accounts that are signed in, or of one. */
  roots: query('roots', z.strictObject({ account: whichAccount }), z.array(root)),
  /**
   * Binds a root to an existing folder; both may be full. Excluded are paths in the root, such as `/Archive`. With
   * `account`, `rootId` may also be the number that the cloud itself gives the root.
   */
  link: command(
    'link',
    z.strictObject({
      rootId,
      folder: localPath,
      exclude: z.array(z.string().max(PATH_LIMIT)).max(10_000).default([]),
      account: whichAccount,
    }),
    link,
  ),
  /**
   * Takes the link to another folder without transferring anything. Either nothing is at the new place yet (or an empty
   * folder): then the linked folder is renamed to it, which needs the same volume. Or the user has moved or copied the
   * linked folder there: then it is recognised by its marker, and what is missing in it is fetched again, not deleted.
   * `how`: `renamed` by us, `found` where it is the very same folder, `compared` where it is a copy.
   */
  moveLink: command(
    'moveLink',
    z.strictObject({ rootId, folder: localPath }),
    z.object({ rootId, from: z.string(), folder: z.string(), how: z.enum(['renamed', 'found', 'compared']) }),
  ),
  /**
   * Changes what is set for one link. `aliases`: a file or folder of the cloud whose name cannot exist here gets another
   * name here, and keeps its true one in the cloud; off again, those without changes of ours go away here (into the local
   * trash) and are held as before, the others once their changes are sent.
   */
  changeLink: command('changeLink', z.strictObject({ rootId, aliases: z.boolean().optional() }), link),
  /** What has another name here than in the cloud. */
  aliases: query('aliases', maybeRoot, z.array(alias)),
  /** Unbinds; files stay on both sides. */
  unlink: command('unlink', ofRoot, z.object({ rootId, folder: z.string() })),
};
