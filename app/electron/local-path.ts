/** From a place in the cloud to the file on this disk, and back to the question whether a path is one of ours. */
import path from 'node:path';
import type { Status } from './snapshot.ts';

type Links = Pick<Status, 'links'>;

/** The platform's path rules. */
const rulesOf = (platform: string) => (platform === 'win32' ? path.win32 : path.posix);

/**
 * The local path of `/Plans/a.txt` in a root; undefined where the root is not linked, or the path would lead out of the
 * linked folder.
 */
export function localPathOf({ links }: Links, rootId: number, inRoot: string, platform: string): string | undefined {
  const link = links.find((one) => one.rootId === rootId);
  if (link === undefined) return undefined;
  const names = inRoot.split('/').filter((name) => name !== '');
  const separators = platform === 'win32' ? /[\\/:\0]/u : /[/\0]/u;
  if (names.some((name) => name === '.' || name === '..' || separators.test(name))) return undefined;
  return rulesOf(platform).join(link.folder, ...names);
}

/** The place in the cloud of an absolute path in a linked folder; undefined where it is in none. */
export function placeOf(
  { links }: Links,
  file: string,
  platform: string,
): { readonly rootId: number; readonly names: readonly string[] } | undefined {
  const rules = rulesOf(platform);
  const link = links.find((one) => isInLinks({ links: [one] }, file, platform));
  if (link === undefined) return undefined;
  const names = rules
    .relative(link.folder, rules.normalize(file))
    .split(rules.sep)
    .filter((name) => name !== '');
  return { rootId: link.rootId, names };
}

/** Whether an absolute path lies in a linked folder, or is one. */
export function isInLinks({ links }: Links, file: string, platform: string): boolean {
  const rules = rulesOf(platform);
  if (!rules.isAbsolute(file) || file.includes('\0')) return false;
  return links.some(({ folder }) => {
    const between = rules.relative(folder, rules.normalize(file));
    return between !== '..' && !between.startsWith(`..${rules.sep}`) && !rules.isAbsolute(between);
  });
}

/** Files that the system runs when they are opened. They come from other people through the cloud: they are shown, not run. */
const RUNNABLE =
  /\.(?:appimage|applescript|app|bat|bin|chm|cmd|com|command|cpl|csh|desktop|dll|dmg|exe|gadget|hta|inf|ins|iso|jar|js|jse|ksh|lnk|msc|msi|msp|mst|out|pif|pkg|ps1|psm1|py|rb|reg|run|scf|scpt|scr|service|sh|terminal|tool|url|vb|vbe|vbs|webloc|workflow|ws|wsf|wsh|xbap|zsh)[. ]*$/iu;

/** Whether opening this file may only show it in its folder. */
export const isRunnable = (file: string): boolean => RUNNABLE.test(file);

/** What Windows' own file manager takes; the engine itself, over Node, knows no such limit. */
const WINDOWS_PATH_LIMIT = 259;

/** The file itself, or where its path is too long for the system's file manager, the nearest folder above that is not. */
export function shownPath(file: string, platform: string): string {
  const rules = rulesOf(platform);
  let shown = file;
  while (platform === 'win32' && shown.length > WINDOWS_PATH_LIMIT) shown = rules.dirname(shown);
  return shown;
}
