import { expect, test } from 'vitest';
import { settleMs } from '../../../../main/local/settle.ts';

const NOW = 1_700_000_000_123;

test.each([
  ['an old file', 1_600_000_000_000.5, NOW, 0],
  ['a file written 5 ms ago', NOW - 5, NOW, 15],
  ['a file written this instant', NOW, NOW, 20],
  ['a file from the future (a wrong clock)', NOW + 60_000, NOW, 0],
])('%s waits as long as its tick lasts', (_, mtimeMs, now, expected) => {
  expect(settleMs({ mtimeMs, ctimeMs: mtimeMs + 0.25 }, now)).toBe(expected);
});

test('where times come in even seconds, a file waits for the next of them', () => {
  const mtimeMs = 1_700_000_000_000;
  expect(settleMs({ mtimeMs, ctimeMs: mtimeMs }, mtimeMs + 500)).toBe(1_500);
  expect(settleMs({ mtimeMs, ctimeMs: mtimeMs + 0.25 }, mtimeMs + 500)).toBe(0);
});
