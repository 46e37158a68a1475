/** The rules of a root's `.leitzignore` file, in gitignore's syntax, and what they leave out. */
import * as z from 'zod';
import { command, query } from './method.ts';
import { bytes, count, ofRoot, rootId } from './primitives.ts';

const text = z.string().max(1_000_000);

const match = z.object({
  path: z.string(),
  kind: z.enum(['file', 'folder']),
  bytes,
  rule: z.string(),
  /** Whether it took part until now. */
  isNew: z.boolean(),
});
export type IgnoreMatch = z.infer<typeof match>;

export const ignoreMethods = {
  /** The text of the file at the root's top; empty where there is none. */
  ignoreRules: query('ignoreRules', ofRoot, z.object({ rootId, text: z.string() })),
  /** What these rules would leave out, by what is known of both sides; a folder stands for all that is in it. */
  previewIgnore: query(
    'previewIgnore',
    z.strictObject({ rootId, text, limit: z.int().min(1).max(1000).default(50) }),
    z.object({
      files: count,
      folders: count,
      bytes,
      /** Of these, what took part until now. */
      newFiles: count,
      newFolders: count,
      examples: z.array(match),
    }),
  ),
  /** Writes the file; an empty text takes it away. What was left out stays where it is on both sides. */
  changeIgnoreRules: command(
    'changeIgnoreRules',
    z.strictObject({ rootId, text }),
    z.object({ rootId, text: z.string() }),
  ),
};
