import { expect, onTestFinished, test } from 'vitest';
import { play } from '../support/sim-history.ts';
import { simScratch } from '../support/sim-scratch.ts';
import { drawHistory } from '../support/sim-steps.ts';
import { EVERYTHING } from '../support/sim-suite.ts';

test.each([3, 77, 4711])('the same seed gives the same story, word for word (%i)', async (seed) => {
  const scratch = simScratch();
  onTestFinished(() => scratch.end());
  const options = { scratch: scratch.folder, verbose: true };
  const first = await play(drawHistory(seed, EVERYTHING), options);
  const second = await play(drawHistory(seed, EVERYTHING), options);
  expect(second.story).toEqual(first.story);
  expect(first.deeds).toBeGreaterThan(20);
});
