/** The bench's tables: medians of the rounds, what the budget says to them, and the README's table. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Row } from './scenes.ts';

export interface Budget {
  readonly case: string;
  readonly measure: keyof Figures;
  /** The most that it may be. */
  readonly most: number;
}

export interface Figures {
  readonly wallMs: number;
  readonly bareMs: number | undefined;
  /** Median of the rounds' own ratios, so that what disturbs one round disturbs both. */
  readonly ratio: number | undefined;
  readonly cpuMs: number;
  readonly peakMb: number | undefined;
  readonly delayP99Ms: number | undefined;
  readonly requests: number | undefined;
  readonly rssMb: number | undefined;
  readonly cpuShare: number | undefined;
  readonly p95Ms: number | undefined;
}

export interface CaseResult extends Figures {
  readonly case: string;
  readonly scene: string;
  readonly size: number;
  readonly rounds: number;
}

function median(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((value) => value !== undefined).sort((one, other) => one - other);
  return known[Math.floor(known.length / 2)];
}

const numberOf = (answer: unknown, key: string): number | undefined => {
  const value =
    typeof answer === 'object' && answer !== null
      ? Object.entries(answer).find(([name]) => name === key)?.[1]
      : undefined;
  return typeof value === 'number' ? value : undefined;
};

/** Medians over the rounds of one scene, a result a case. */
export function summarise(scene: string, size: number, rounds: readonly (readonly Row[])[]): CaseResult[] {
  const names = (rounds[0] ?? []).map(({ name }) => name);
  return names.map((name) => {
    const rows = rounds.flatMap((round) => round.filter((row) => row.name === name));
    const of = (pick: (row: Row) => number | undefined): number | undefined => median(rows.map(pick));
    const ratio = of(({ ours, bare }) => (bare === undefined ? undefined : ours.wallMs / bare.wallMs));
    return {
      case: name,
      scene,
      size,
      rounds: rows.length,
      wallMs: of(({ ours }) => ours.wallMs) ?? 0,
      bareMs: of(({ bare }) => bare?.wallMs),
      ratio: ratio === undefined ? undefined : Math.round(ratio * 100) / 100,
      cpuMs: of(({ ours }) => ours.cpuMs) ?? 0,
      peakMb: of(({ ours }) => ours.peakMb),
      delayP99Ms: of(({ ours }) => ours.delayP99Ms),
      requests: of(({ ours }) => numberOf(ours.answer, 'requests')),
      rssMb: of(({ ours }) => numberOf(ours.answer, 'rssMb')),
      cpuShare: of(({ ours }) => numberOf(ours.answer, 'cpuShare')),
      p95Ms: of(({ ours }) => numberOf(ours.answer, 'p95Ms')),
    };
  });
}

/** The file with all budgets; each has the figure that the product is held to. */
export function readBudgets(): readonly Budget[] {
  const file = path.join(import.meta.dirname, 'budgets.json');
  return JSON.parse(readFileSync(file, 'utf8')) as readonly Budget[];
}

/** A line for each budget of a measured case: kept or not, with both figures. */
export function check(
  results: readonly CaseResult[],
  budgets: readonly Budget[],
): { readonly lines: readonly string[]; readonly short: number } {
  let short = 0;
  const lines = budgets.flatMap((budget) => {
    const found = results.find((result) => result.case === budget.case)?.[budget.measure];
    if (found === undefined) return [];
    const isKept = found <= budget.most;
    if (!isKept) short += 1;
    return [`${isKept ? 'kept ' : 'SHORT'}  ${budget.case}: ${budget.measure} ${found}, at most ${budget.most}`];
  });
  return { lines, short };
}

/** The results as a table for a page of documentation. */
export function markdown(results: readonly CaseResult[]): string {
  const show = (value: number | undefined, unit = ''): string => (value === undefined ? '' : `${value}${unit}`);
  const rows = results.map(
    ({ case: name, size, rounds, wallMs, bareMs, ratio, cpuMs, peakMb, delayP99Ms, requests }) =>
      `| ${[name, size, rounds, wallMs, show(bareMs), show(ratio), cpuMs, show(peakMb), show(delayP99Ms), show(requests)].join(' | ')} |`,
  );
  return [
    '| case | size | rounds | ms | bare ms | ratio | CPU ms | peak MB | loop p99 ms | requests |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
