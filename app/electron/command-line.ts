/** What the program is started with. */
import path from 'node:path';
import { LINK_SCHEME } from './identity.ts';

export interface StartedWith {
  /** Absolute; undefined: the platform's default. */
  readonly home: string | undefined;
  /** Started at login: no window. */
  readonly hidden: boolean;
  /** A link into the program, not yet checked. */
  readonly link: string | undefined;
}

/**
 * @param argv all words, the program's own first
 * @param env `LEITZ_CLOUD_HOME` counts where there is no `--home`
 * @param cwd the folder that relative paths start from
 */
export function parseCommandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): StartedWith {
  const words = argv.slice(1);
  const at = words.indexOf('--home');
  const joined = words.find((word) => word.startsWith('--home='))?.slice('--home='.length);
  const home = (at === -1 ? joined : words[at + 1]) ?? env['LEITZ_CLOUD_HOME'];
  return {
    home: home === undefined || home === '' ? undefined : path.resolve(cwd, home),
    hidden: words.includes('--hidden'),
    link: words.find((word) => word.toLowerCase().startsWith(`${LINK_SCHEME}:`)),
  };
}
