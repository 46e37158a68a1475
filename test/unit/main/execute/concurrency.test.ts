import { expect, it } from 'vitest';
import { Concurrency } from '../../../../main/execute/concurrency.ts';

/** A lane with a clock of its own: every action takes some time, one after the other. */
function laneOf(most: number) {
  const lane = new Concurrency(most);
  let now = 0;
  return {
    lane,
    good: (count: number, tookMs = 100) => {
      for (let n = 0; n < count; n += 1) {
        now += tookMs;
        lane.ended(tookMs, undefined, now);
      }
    },
    bad: (count: number, afterMs = 0) => {
      now += afterMs;
      for (let n = 0; n < count; n += 1) lane.ended(100, 'rate-limited', now);
    },
  };
}

it('begins with all that is allowed, and never goes beyond', () => {
  const { lane, good } = laneOf(12);
  expect(lane.allowed).toBe(12);
  good(1_000);
  expect(lane.allowed).toBe(12);
});

it('halves when the cloud says that it is too much, once for all requests that were sent together', () => {
  const { lane, bad } = laneOf(12);
  bad(12);
  expect(lane.allowed).toBe(6);
  bad(6, 2_000);
  bad(3, 2_000);
  bad(1, 2_000);
  expect(lane.allowed).toBe(1);
  bad(1, 2_000);
  expect(lane.allowed).toBe(1);
});

it('grows by one for as many good ones as run at a time', () => {
  const { lane, good, bad } = laneOf(8);
  bad(1);
  expect(lane.allowed).toBe(4);
  good(3);
  expect(lane.allowed).toBe(4);
  good(1);
  expect(lane.allowed).toBe(5);
  good(5 + 6 + 7);
  expect(lane.allowed).toBe(8);
});

it('does not count the errors of single files against the cloud', () => {
  const { lane } = laneOf(8);
  for (const code of ['locked', 'changed', 'quota-exceeded', 'unreadable'] as const) lane.ended(100, code, 5_000);
  expect(lane.allowed).toBe(8);
});

it('goes back slowly where answers take far longer than they did, but not below a third', () => {
  const { lane, good } = laneOf(12);
  good(50, 200);
  good(20, 6_000);
  expect(lane.allowed).toBe(4);
  // What lasts is usual after a while, and more is tried again.
  good(500, 6_000);
  expect(lane.allowed).toBe(12);
});

it('hears a complaint also right after it went back for slowness', () => {
  const { lane, good, bad } = laneOf(12);
  good(50, 200);
  good(10, 6_000);
  const before = lane.allowed;
  bad(1);
  expect(lane.allowed).toBe(Math.floor(before / 2));
});

it('fills a line that was always slow', () => {
  const { lane, good } = laneOf(12);
  good(400, 3_000);
  expect(lane.allowed).toBe(12);
});
