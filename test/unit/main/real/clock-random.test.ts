import { expect, test } from 'vitest';
import { createRealClock } from '../../../../main/real/clock.ts';
import { createRealRandom } from '../../../../main/real/random.ts';

const clock = createRealClock();
const random = createRealRandom();

test('a sleep ends, and an aborted one ends at once as cancelled', async () => {
  const before = clock.monotonic();
  await clock.sleep(5);
  expect(clock.monotonic()).toBeGreaterThan(before);
  await clock.sleep(-1);
  const abort = new AbortController();
  const sleeping = clock.sleep(2 ** 40, abort.signal);
  abort.abort();
  await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' });
  await expect(clock.sleep(60_000, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
});

test('a sleep that has ended lets go of its signal', async () => {
  const abort = new AbortController();
  await clock.sleep(0, abort.signal);
  abort.abort();
  await clock.sleep(0);
});

test('names are of the letters promised, of the length asked, and no two alike', () => {
  const tokens = Array.from({ length: 200 }, () => random.token(12));
  expect(tokens.every((token) => /^[a-z0-9]{12}$/.test(token))).toBe(true);
  expect(new Set(tokens).size).toBe(200);
  expect(random.token(0)).toBe('');
});

test('a fraction is below one', () => {
  for (let index = 0; index < 100; index += 1) {
    const fraction = random.fraction();
    expect(fraction >= 0 && fraction < 1).toBe(true);
  }
});
