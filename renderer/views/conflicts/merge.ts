/** Two texts side by side: where they are the same, and where they differ. Pure. */
import { diffLines, diffWordsWithSpace } from 'diff';

/** A stretch of lines: the same on both sides, or different. */
export type Stretch =
  | { readonly kind: 'same'; readonly text: string }
  | { readonly kind: 'differs'; readonly mine: string; readonly theirs: string };

/** Cuts both texts into stretches of whole lines. */
export function stretches(mine: string, theirs: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let open: { mine: string; theirs: string } | undefined;
  const close = (): void => {
    if (open !== undefined) found.push({ kind: 'differs', ...open });
    open = undefined;
  };
  for (const part of diffLines(theirs, mine)) {
    if (part.added || part.removed) {
      open ??= { mine: '', theirs: '' };
      if (part.added) open.mine += part.value;
      else open.theirs += part.value;
    } else {
      close();
      found.push({ kind: 'same', text: part.value });
    }
  }
  close();
  return found;
}

export interface Piece {
  readonly text: string;
  /** Only on this side. */
  readonly own: boolean;
}

/** Beyond this many characters whole lines are compared instead of words, which is quick for any text. */
const MOST_FOR_WORDS = 100_000;

/** Each side in pieces, with what only that side has marked. */
export function marked(
  mine: string,
  theirs: string,
): { readonly mine: readonly Piece[]; readonly theirs: readonly Piece[] } {
  const parts =
    mine.length + theirs.length > MOST_FOR_WORDS ? diffLines(theirs, mine) : diffWordsWithSpace(theirs, mine);
  const side = (own: 'added' | 'removed', other: 'added' | 'removed'): readonly Piece[] =>
    parts.filter((part) => !part[other]).map((part) => ({ text: part.value, own: part[own] }));
  return { mine: side('added', 'removed'), theirs: side('removed', 'added') };
}
