/** SECURITY.md names tests; each of them is there under that name. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../../build/inputs.ts';

const text = readFileSync(path.join(ROOT, 'SECURITY.md'), 'utf8').replaceAll(/\s+/gu, ' ');
const NAMED = [...text.matchAll(/`(test\/[^`]+\.ts)`((?:,? "[^"]+")+)/gu)].map(
  ([, file = '', titles = '']) => [file, [...titles.matchAll(/"([^"]+)"/gu)].map(([, title = '']) => title)] as const,
);

test('SECURITY.md names tests for every threat', () => {
  expect(NAMED.length).toBeGreaterThan(20);
});

test.each(NAMED)('%s has the tests %j', (file, titles) => {
  expect(existsSync(path.join(ROOT, file))).toBe(true);
  const source = readFileSync(path.join(ROOT, file), 'utf8');
  for (const title of titles) expect(source).toContain(title);
});

test('it fits on a page or two', () => {
  expect(text.split(' ').length).toBeLessThan(1400);
});
