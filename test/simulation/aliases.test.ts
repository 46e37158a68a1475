/** Histories in which people give names that no disk takes, and every client has other ones for them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { play } from '../support/sim-history.ts';
import { simScratch } from '../support/sim-scratch.ts';
import { drawHistory } from '../support/sim-steps.ts';
import { EVERYTHING } from '../support/sim-suite.ts';

const FIRST = 1;
const COUNT = 100;

let scratch: ReturnType<typeof simScratch>;
beforeAll(() => {
  scratch = simScratch();
});
afterAll(() => scratch.end());

test(`histories ${FIRST} to ${FIRST + COUNT - 1} keep every law, and no alias gets into the cloud`, async () => {
  let deaths = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) {
    const outcome = await play(drawHistory(seed, { ...EVERYTHING, aliases: true }), { scratch: scratch.folder });
    deaths += outcome.deaths;
    expect(outcome.broken, `npm run sim -- --runs 1 --aliases --seed ${seed}`).toEqual([]);
  }
  expect(deaths).toBeGreaterThan(COUNT);
});
