/**
 * Two edits of one text, cut into regions by what both came from, and one text out of the choices for them. The cuts are
 * those of the engine's own merge, so that what is no conflict here is none there. Pure.
 */
import { diffIndices } from 'node-diff3';
import { stretches } from './merge.ts';

export interface Region {
  /** `mine`, `theirs`: changed on that side only; `agreed`: on both in the same way; `conflict`: on both, differently. */
  readonly kind: 'same' | 'mine' | 'theirs' | 'agreed' | 'conflict';
  readonly mine: string;
  readonly theirs: string;
  /** As it was before; undefined where that is not known. */
  readonly base: string | undefined;
}

export const TAKES = ['mine', 'theirs', 'both', 'base'] as const;
export type Take = (typeof TAKES)[number];

interface Hunk {
  readonly side: 'mine' | 'theirs';
  readonly start: number;
  readonly end: number;
  /** Lines that the side has more there than the base. */
  readonly more: number;
}

/** Lines with their ends, so that the ends of lines and of the text come out as they went in. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];

function hunksOf(side: Hunk['side'], base: string[], lines: string[]): Hunk[] {
  // The package's own types say that any list of things may be compared.
  const found: readonly { readonly buffer1: readonly number[]; readonly buffer2: readonly number[] }[] = diffIndices(
    base,
    lines,
  );
  return found.map(({ buffer1: [start = 0, length = 0], buffer2: [, now = 0] }) => ({
    side,
    start,
    end: start + length,
    more: now - length,
  }));
}

/** Hunks that touch each other belong together. */
function grouped(hunks: readonly Hunk[]): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = [];
  let end = -1;
  for (const hunk of hunks.toSorted((one, other) => one.start - other.start)) {
    const open = groups.at(-1);
    if (open === undefined || hunk.start > end) groups.push([hunk]);
    else open.push(hunk);
    end = Math.max(end, hunk.end);
  }
  return groups;
}

function kindOf(group: readonly Hunk[], mine: string, theirs: string): Region['kind'] {
  if (group.every(({ side }) => side === 'mine')) return 'mine';
  if (group.every(({ side }) => side === 'theirs')) return 'theirs';
  return mine === theirs ? 'agreed' : 'conflict';
}

function threeWay(mine: string, base: string, theirs: string): readonly Region[] {
  const lines = { mine: linesOf(mine), base: linesOf(base), theirs: linesOf(theirs) };
  const shift = { mine: 0, theirs: 0 };
  const regions: Region[] = [];
  let at = 0;
  const same = (to: number): void => {
    const text = lines.base.slice(at, to).join('');
    if (text !== '') regions.push({ kind: 'same', mine: text, theirs: text, base: text });
    at = to;
  };
  for (const group of grouped([
    ...hunksOf('mine', lines.base, lines.mine),
    ...hunksOf('theirs', lines.base, lines.theirs),
  ])) {
    const start = Math.min(...group.map((hunk) => hunk.start));
    const end = Math.max(...group.map((hunk) => hunk.end));
    same(start);
    const text = (side: Hunk['side']): string => {
      const from = start + shift[side];
      for (const hunk of group) if (hunk.side === side) shift[side] += hunk.more;
      return lines[side].slice(from, end + shift[side]).join('');
    };
    const texts = { mine: text('mine'), theirs: text('theirs') };
    regions.push({
      kind: kindOf(group, texts.mine, texts.theirs),
      ...texts,
      base: lines.base.slice(start, end).join(''),
    });
    at = end;
  }
  same(lines.base.length);
  return regions;
}

/** Without a common version, every difference is one to decide. */
const twoWay = (mine: string, theirs: string): readonly Region[] =>
  stretches(mine, theirs).map((stretch) =>
    stretch.kind === 'same'
      ? { kind: 'same', mine: stretch.text, theirs: stretch.text, base: stretch.text }
      : { kind: 'conflict', mine: stretch.mine, theirs: stretch.theirs, base: undefined },
  );

export const regionsOf = (mine: string, base: string | undefined, theirs: string): readonly Region[] =>
  base === undefined ? twoWay(mine, theirs) : threeWay(mine, base, theirs);

/** What is taken by itself; undefined where somebody has to decide. */
export function ownTake({ kind }: Region): Take | undefined {
  if (kind === 'conflict') return undefined;
  return kind === 'theirs' ? 'theirs' : 'mine';
}

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** One text by the choices, one for each region; where nothing was chosen for a conflict, it holds both. */
export function joined(regions: readonly Region[], takes: readonly (Take | undefined)[]): string {
  return regions
    .map((region, index) => {
      const take = takes[index] ?? ownTake(region) ?? 'both';
      if (take === 'both') return withNewline(region.theirs) + region.mine;
      return take === 'base' ? (region.base ?? '') : region[take];
    })
    .join('');
}

/** The regions that still need a choice. */
export const undecided = (regions: readonly Region[], takes: readonly (Take | undefined)[]): readonly number[] =>
  regions.flatMap((region, index) => (ownTake(region) === undefined && takes[index] === undefined ? [index] : []));

/** Whether nothing has to be decided. */
export const mergesItself = (regions: readonly Region[]): boolean => undecided(regions, []).length === 0;
