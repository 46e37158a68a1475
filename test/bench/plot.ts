/**
 * Draws how costs grow with the tree, from the JSON lines that `npm run bench -- growth --size N` printed, as SVG on
 * standard output. Both axes are logarithmic.
 *
 *     node test/bench/plot.ts LOG... > docs/growth.svg
 */
import { readFileSync } from 'node:fs';
import type { CaseResult } from './report.ts';

interface Series {
  readonly name: string;
  readonly points: readonly (readonly [files: number, ms: number])[];
}

const COLOURS = ['#2563eb', '#d97706', '#059669', '#9333ea', '#dc2626'];
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [760, 420, 70, 50];

function resultsIn(log: string): CaseResult[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as CaseResult)
    .filter(({ scene }) => scene === 'growth');
}

/** What is drawn of a case: the wall clock, or where single saves were timed, their 95th percentile. */
function seriesOf(results: readonly CaseResult[]): Series[] {
  const named = results.flatMap((result) => {
    const [name = ''] = result.case.split(', ');
    if (name === 'idle') return [];
    return [[name, [result.size, result.p95Ms ?? result.wallMs]] as const];
  });
  return [...Map.groupBy(named, ([name]) => name)].map(([name, entries]) => ({
    name,
    points: entries.map(([, point]) => point).sort(([one], [other]) => one - other),
  }));
}

function draw(series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const decades = (values: readonly number[]): readonly [number, number] => [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  const [left, right] = decades(all.map(([files]) => files));
  const [low, high] = decades(all.map(([, ms]) => ms));
  const x = (files: number): number => LEFT + ((Math.log10(files) - left) / (right - left)) * (WIDTH - LEFT - 180);
  const y = (ms: number): number => HEIGHT - BOTTOM - ((Math.log10(ms) - low) / (high - low)) * (HEIGHT - BOTTOM - 20);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
  ];
  for (let power = left; power <= right; power += 1) {
    const at = x(10 ** power);
    parts.push(`<line x1="${at}" y1="20" x2="${at}" y2="${HEIGHT - BOTTOM}" stroke="#e5e7eb"/>`);
    parts.push(
      `<text x="${at}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${(10 ** power).toLocaleString('en')}</text>`,
    );
  }
  for (let power = low; power <= high; power += 1) {
    const at = y(10 ** power);
    parts.push(`<line x1="${LEFT}" y1="${at}" x2="${WIDTH - 180}" y2="${at}" stroke="#e5e7eb"/>`);
    parts.push(`<text x="${LEFT - 8}" y="${at + 4}" text-anchor="end">${(10 ** power).toLocaleString('en')} ms</text>`);
  }
  parts.push(`<text x="${(WIDTH - 110) / 2}" y="${HEIGHT - 10}" text-anchor="middle">files</text>`);
  series.forEach(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const line = points.map(([files, ms]) => `${x(files).toFixed(1)},${y(ms).toFixed(1)}`);
    parts.push(`<polyline points="${line.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    for (const point of line) {
      const [cx, cy] = point.split(',');
      parts.push(`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour}"/>`);
    }
    const [lastX, lastY] = line.at(-1)?.split(',') ?? ['0', '0'];
    parts.push(`<text x="${Number(lastX) + 8}" y="${Number(lastY) + 4}" fill="${colour}">${name}</text>`);
  });
  return [...parts, '</svg>'].join('\n');
}

process.stdout.write(`${draw(seriesOf(process.argv.slice(2).flatMap(resultsIn)))}\n`);
