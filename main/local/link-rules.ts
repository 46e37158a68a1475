/** May this folder be linked? Pure: the caller brings real paths (no links in them) and the volume's folding. */
import { type Folding, foldName } from './fold.ts';

export type LinkVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: LinkRefusal; readonly other: string };

/**
 * `is-linked`: this very folder is linked already. `inside-linked` / `holds-linked`: one of the two lies in the other, so
 * one file would belong to two roots. `inside-home` / `holds-home`: the same with the folder in which our own state lies.
 * `is-top`: the top of a volume, which holds much that is not the user's.
 */
export type LinkRefusal = 'is-linked' | 'inside-linked' | 'holds-linked' | 'inside-home' | 'holds-home' | 'is-top';

function comparable(path: string, folding: Folding): string {
  const slashed = path.replaceAll('\\', '/').replace(/\/+$/, '');
  return `${foldName(slashed, folding)}/`;
}

function isTop(path: string): boolean {
  return /^(?:[A-Za-z]:)?[\\/]*$/.test(path) || /^[\\/]{2}[^\\/]+[\\/]+[^\\/]+[\\/]*$/.test(path);
}

/** Whether `folder` may be linked beside the folders linked already and the home of this installation. */
export function mayLink(
  folder: string,
  others: { readonly linked: readonly string[]; readonly home: string },
  folding: Folding,
): LinkVerdict {
  const refuse = (reason: LinkRefusal, other: string): LinkVerdict => ({ ok: false, reason, other });
  if (isTop(folder)) return refuse('is-top', folder);
  const mine = comparable(folder, folding);
  for (const other of others.linked) {
    const theirs = comparable(other, folding);
    if (mine === theirs) return refuse('is-linked', other);
    if (mine.startsWith(theirs)) return refuse('inside-linked', other);
    if (theirs.startsWith(mine)) return refuse('holds-linked', other);
  }
  const home = comparable(others.home, folding);
  if (mine.startsWith(home)) return refuse('inside-home', others.home);
  if (home.startsWith(mine)) return refuse('holds-home', others.home);
  return { ok: true };
}
