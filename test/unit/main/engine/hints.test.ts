import { expect, it } from 'vitest';
import { Hints } from '../../../../main/engine/hints.ts';

function hintsAt(): { readonly hints: Hints; readonly clock: { at: number } } {
  const clock = { at: 0 };
  const hints = new Hints({ now: () => clock.at, monotonic: () => clock.at, sleep: () => Promise.resolve() });
  return { hints, clock };
}

it('hints wait until they settle, so that a save of many events is one look', () => {
  const { hints, clock } = hintsAt();
  expect(hints.dueInMs()).toBeUndefined();
  hints.add('docs');
  clock.at = 100;
  hints.add('docs');
  expect(hints.dueInMs()).toBe(150);
  clock.at = 250;
  expect(hints.dueInMs()).toBe(0);
  expect(hints.take()).toEqual(['docs']);
  expect(hints.isEmpty).toBe(true);
});

it('hints that never settle are taken after a second all the same', () => {
  const { hints, clock } = hintsAt();
  for (; clock.at < 1_000; clock.at += 50) hints.add('log');
  expect(hints.dueInMs()).toBe(0);
});

it('lost hints mean everywhere, and stay for the next cycle when only due folders are taken', () => {
  const { hints, clock } = hintsAt();
  hints.add('docs');
  hints.add(undefined);
  clock.at = 5_000;
  expect(hints.takeDue()).toEqual([]);
  expect(hints.take()).toBe('all');
});
