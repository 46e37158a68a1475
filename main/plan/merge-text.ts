/** Merges two edits of one text by what both came from, line by line. */
import { diff3Merge } from 'node-diff3';

interface Region {
  readonly ok?: readonly string[];
  readonly conflict?: unknown;
}

/** Lines with their ends, so that the ends of lines and of the text come out as they went in. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];

/** The merged text, or undefined where both changed the same lines. */
export function mergeText(mine: string, base: string, theirs: string): string | undefined {
  // The package gives regions that are either agreed on or in conflict; its own types say nothing.
  const regions: readonly Region[] = diff3Merge(linesOf(mine), linesOf(base), linesOf(theirs), {
    excludeFalseConflicts: true,
  });
  if (regions.some((region) => region.conflict !== undefined)) return undefined;
  return regions.flatMap((region) => region.ok ?? []).join('');
}
