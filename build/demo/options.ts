/** The demo's words after `--`. */
import path from 'node:path';
import { parseArgs } from 'node:util';

export const HELP = `npm run demo -- [OPTION]...

  --folder DIR   sync this folder of yours instead of a made-up one; it may be full, nothing in it is deleted
  --once         end when all is quiet, with a summary
  --keep         go on with the cloud and the folder of the last time instead of fresh ones
  --help         this text
`;

export interface DemoOptions {
  /** Absolute; undefined = the demo's own. */
  readonly folder: string | undefined;
  readonly once: boolean;
  readonly keep: boolean;
  readonly help: boolean;
}

/** Throws with a sentence where a word is not understood. */
export function readOptions(words: readonly string[], cwd: string): DemoOptions {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...words],
    options: { folder: { type: 'string' }, once: flag, keep: flag, help: flag },
  });
  const { folder, once, keep, help } = values;
  return { folder: folder === undefined ? undefined : path.resolve(cwd, folder), once, keep, help };
}
