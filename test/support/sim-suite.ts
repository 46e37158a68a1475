/** Histories as tests: a fixed range of seeds, in groups that each say how much they were. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { play } from './sim-history.ts';
import { simScratch } from './sim-scratch.ts';
import { drawHistory, type Scope } from './sim-steps.ts';

export const EVERYTHING: Scope = { clients: 3, faults: true, deaths: true, tricky: true, meanwhile: true, deeds: 60 };

const GROUP = 100;

/** Registers `count` histories from the first seed on; together they have to see at least so many deaths. */
export function historiesSuite(first: number, count: number, leastDeaths: number): void {
  describe(`histories ${first} to ${first + count - 1} keep every law`, () => {
    let scratch: ReturnType<typeof simScratch>;
    let deaths = 0;
    beforeAll(() => {
      scratch = simScratch();
    });
    afterAll(() => scratch.end());

    const groups = Array.from({ length: Math.ceil(count / GROUP) }, (_, index) => first + index * GROUP);
    test.each(groups)('from seed %i', async (from) => {
      for (let seed = from; seed < Math.min(from + GROUP, first + count); seed += 1) {
        const outcome = await play(drawHistory(seed, EVERYTHING), { scratch: scratch.folder });
        deaths += outcome.deaths;
        // Shrunk and told as a story by: npm run sim -- --runs 1 --seed SEED
        expect(outcome.broken, `npm run sim -- --runs 1 --seed ${seed}`).toEqual([]);
      }
    });

    test(`and died often enough on the way`, () => {
      expect(deaths).toBeGreaterThanOrEqual(leastDeaths);
    });
  });
}
