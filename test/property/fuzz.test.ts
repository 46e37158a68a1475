/** Whatever comes in, the parsers and the rules for names hold. The long run: `node test/property/fuzz-main.ts`. */
import { describe, test } from 'vitest';
import { TARGETS } from './fuzz-targets.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe(`fuzzed (seed ${SEED})`, () => {
  test.each(TARGETS)('$name', ({ check }) => check(RUNS, SEED));
});
