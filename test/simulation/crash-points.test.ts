/**
 * Random deaths, one a history, and a rest after each in which every law is checked. The step is drawn evenly from all
 * that the cycle takes: waits for the disk, the cloud and the clock, and commits of the journal. Without power, only what
 * was made durable is left.
 */
import { expect, onTestFinished, test } from 'vitest';
import { type Outcome, play } from '../support/sim-history.ts';
import { Chance } from '../support/sim-random.ts';
import { simScratch } from '../support/sim-scratch.ts';
import { drawHistory, type History, type Step } from '../support/sim-steps.ts';

const POINTS = 500;
const FIRST_SEED = 5_000_001;
const LONGEST_CYCLE = 200;
const CALM = { clients: 1, faults: false, deaths: false, tricky: true, meanwhile: false, deeds: 16 };

/** Some deeds, a sync, some more deeds, and a sync in which the program dies in that step. */
function historyOf(seed: number, step: number, withPower: boolean): History {
  const { profile, steps } = drawHistory(seed, CALM);
  const deeds = steps.filter((one) => one.kind === 'deed');
  const last = steps.findLast((one) => one.kind === 'turn');
  if (last === undefined) throw new Error('a history without a turn');
  const deadly: Step = { ...last, look: 'everything', death: { client: 1, step, withPower } };
  const half = Math.floor(deeds.length / 2);
  const rest: Step = { kind: 'rest' };
  return { profile, steps: [...deeds.slice(0, half), rest, ...deeds.slice(half), deadly, rest] };
}

/** Draws steps until one is early enough to be deadly. */
async function dieSomewhere(seed: number, withPower: boolean, scratch: string): Promise<Outcome & { step: number }> {
  const chance = new Chance(seed);
  for (let longest = LONGEST_CYCLE; ; ) {
    const step = chance.between(1, longest);
    const outcome = await play(historyOf(seed, step, withPower), { scratch });
    if (outcome.deaths > 0 || outcome.broken.length > 0) return { ...outcome, step };
    longest = Math.max(1, step - 1);
  }
}

test(`${POINTS} programs die at random points, every second one without power, and no law is broken`, async () => {
  const scratch = simScratch();
  onTestFinished(() => scratch.end());
  let [deaths, atCommits] = [0, 0];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + POINTS; seed += 1) {
    const withPower = seed % 2 === 0;
    const { broken, step, ...outcome } = await dieSomewhere(seed, withPower, scratch.folder);
    expect(broken, `seed ${seed}, dead in step ${step}`).toEqual([]);
    deaths += outcome.deaths;
    atCommits += outcome.deathsAtCommit;
  }
  expect(deaths).toBe(POINTS);
  // Of both kinds there have to be many.
  expect(atCommits).toBeGreaterThan(POINTS / 10);
  expect(deaths - atCommits).toBeGreaterThan(POINTS / 3);
});
