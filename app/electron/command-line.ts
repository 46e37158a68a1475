/** What the program is started with. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LINK_SCHEME } from './identity.ts';

export interface StartedWith {
  /** Absolute; undefined: the platform's default. */
  readonly home: string | undefined;
  /** Started at login: no window. */
  readonly hidden: boolean;
  /** A link into the program, not yet checked. */
  readonly link: string | undefined;
  /** A file or folder that was opened with the program, absolute; shown in the window, never run. */
  readonly file: string | undefined;
}

const isLink = (word: string): boolean => word.toLowerCase().startsWith(`${LINK_SCHEME}:`);

/** File managers hand over a path, or an address such as `file:///home/ann/a.txt`. */
function fileOf(words: readonly string[], cwd: string, main: string | undefined): string | undefined {
  const files = words
    .filter((word) => word !== '' && !word.startsWith('-') && !isLink(word))
    .map((word) => pathOf(word, cwd));
  return files.find((file) => file !== undefined && file !== main);
}

function pathOf(word: string, cwd: string): string | undefined {
  if (!word.startsWith('file:')) return path.resolve(cwd, word);
  try {
    return fileURLToPath(word);
  } catch {
    return undefined;
  }
}

/**
 * @param argv all words, the program's own first
 * @param env `LEITZ_CLOUD_HOME` counts where there is no `--home`
 * @param cwd the folder that relative paths start from
 * @param main the program's own main file, which is a word too where it is not packed
 */
export function parseCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  main?: string,
): StartedWith {
  const words = argv.slice(1);
  const at = words.indexOf('--home');
  const joined = words.find((word) => word.startsWith('--home='))?.slice('--home='.length);
  const home = (at === -1 ? joined : words[at + 1]) ?? env['LEITZ_CLOUD_HOME'];
  return {
    home: home === undefined || home === '' ? undefined : path.resolve(cwd, home),
    hidden: words.includes('--hidden'),
    link: words.find(isLink),
    file: fileOf(at === -1 ? words : words.toSpliced(at, 2), cwd, main),
  };
}
