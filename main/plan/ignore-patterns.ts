/**
 * Rules of `.leitzignore` files, in gitignore's syntax. Each file speaks for its own folder and all below; a deeper file
 * has the last word, and within one file the last rule that matches.
 */
import ignore, { type Ignore } from 'ignore';
import type { Kind } from './types.ts';

export const IGNORE_FILE = '.leitzignore';

export const isIgnoreFile = (name: string): boolean => name.toLowerCase() === IGNORE_FILE;

export interface IgnoreRules {
  /**
   * The rule that leaves the path out, as `PATTERN in FILE`; undefined where none does. Whether a folder above is left out
   * is not asked here: who walks a tree never comes below it.
   */
  ruleFor(path: string, kind: Kind): string | undefined;
  readonly isEmpty: boolean;
}

const above = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** @param files text of each ignore file by the path of its folder ('' is the top) */
export function ignoreRules(files: ReadonlyMap<string, string>): IgnoreRules {
  const compiled = new Map<string, Ignore>();
  for (const [folder, text] of files) compiled.set(folder, ignore().add(text));
  const judge = (folder: string, path: string, kind: Kind): string | false | undefined => {
    const rules = compiled.get(folder);
    if (rules === undefined) return undefined;
    const inside = folder === '' ? path : path.slice(folder.length + 1);
    const { ignored, unignored, rule } = rules.test(kind === 'folder' ? `${inside}/` : inside);
    if (ignored) return `${rule?.pattern ?? ''} in /${folder === '' ? '' : `${folder}/`}${IGNORE_FILE}`;
    return unignored ? false : undefined;
  };
  return {
    isEmpty: compiled.size === 0,
    ruleFor(path, kind) {
      // The file with the rules is synced like any other, whatever the rules say.
      if (compiled.size === 0 || path === '' || isIgnoreFile(path.slice(path.lastIndexOf('/') + 1))) return undefined;
      for (let folder = above(path); ; folder = above(folder)) {
        const verdict = judge(folder, path, kind);
        if (verdict !== undefined) return verdict === false ? undefined : verdict;
        if (folder === '') return undefined;
      }
    },
  };
}
