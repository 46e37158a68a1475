import { describe, expect, it } from 'vitest';
import { Throttle } from '../../../../main/engine/bandwidth.ts';
import { limitsAt, parseSchedule } from '../../../../main/engine/bandwidth-schedule.ts';
import { SyncError } from '../../../../main/errors.ts';
import type { Clock } from '../../../../main/world.ts';

/** Sleeping takes no time but moves the hands. */
class FakeClock implements Clock {
  ms = 0;
  now = () => this.ms;
  monotonic = () => this.ms;
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) throw new SyncError('cancelled');
    this.ms += ms;
  }
}

describe('a throttle', () => {
  it('lets so many bytes a second go, whatever the size of the pieces', async () => {
    for (const piece of [100, 1_000, 64_000, 1_000_000]) {
      const clock = new FakeClock();
      const throttle = new Throttle(clock, () => 100_000);
      for (let sent = 0; sent < 3_000_000; sent += piece) await throttle.take(piece);
      await throttle.take(1);
      expect(clock.ms / 1_000).toBeGreaterThan(29);
      expect(clock.ms / 1_000).toBeLessThan(31);
    }
  });

  it('saves nothing up over a long rest', async () => {
    const clock = new FakeClock();
    const throttle = new Throttle(clock, () => 1_000);
    await throttle.take(10);
    clock.ms += 3_600_000;
    const begun = clock.ms;
    for (let n = 0; n < 11; n += 1) await throttle.take(1_000);
    expect(clock.ms - begun).toBeGreaterThan(9_000);
  });

  it('does not wait without a limit, and feels a limit that ends', async () => {
    const clock = new FakeClock();
    let limit = 0;
    const throttle = new Throttle(clock, () => limit);
    await throttle.take(1_000_000);
    expect(clock.ms).toBe(0);
    limit = 10;
    await throttle.take(1_000_000);
    const waiting = throttle.take(1);
    limit = 0;
    await waiting;
    expect(clock.ms).toBeLessThan(2_000);
  });

  it('lets a small transfer in between the pieces of a big one', async () => {
    const clock = new FakeClock();
    const throttle = new Throttle(clock, () => 1_000);
    const order: string[] = [];
    const big = (async () => {
      for (let n = 0; n < 10; n += 1) await throttle.take(1_000).then(() => order.push('big'));
    })();
    await throttle.take(10).then(() => order.push('small'));
    await big;
    expect(order.indexOf('small')).toBeLessThan(3);
  });

  it('ends the waiting when it is told to, and others go on', async () => {
    const throttle = new Throttle(new FakeClock(), () => 1);
    await throttle.take(1_000);
    const stop = AbortSignal.abort();
    await expect(throttle.take(1, stop)).rejects.toMatchObject({ code: 'cancelled' });
    await throttle.take(1);
  });
});

describe('the weekly schedule', () => {
  const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, 22 + day, hours, minutes);
  const free = { up: 0, down: 0 };

  it.each([
    ['Mon-Fri 08:00-18:00 up=200 down=1000', at(1, 8), 200, 1000],
    ['Mon-Fri 08:00-18:00 up=200 down=1000', at(1, 7, 59), 0, 0],
    ['Mon-Fri 08:00-18:00 up=200 down=1000', at(5, 18), 0, 0],
    ['Mon-Fri 08:00-18:00 up=200 down=1000', at(6, 12), 0, 0],
    ['Sat-Mon 00:00-24:00 down=5', at(0, 23, 59), 0, 5],
    ['mon,wed 9:00-10:00 up=1', at(3, 9, 30), 1, 0],
    ['Mon 22:00-06:00 up=7', at(2, 5, 59), 7, 0],
    ['Mon 22:00-06:00 up=7', at(1, 5, 59), 0, 0],
    ['Mon-Sun 00:00-24:00 up=9; Mon 08:00-09:00 up=3', at(1, 8, 30), 3, 0],
  ])('%s', (text, when, up, down) => {
    expect(limitsAt(parseSchedule(text), when, free)).toEqual({ up, down });
  });

  it('lets the lowest limit win', () => {
    const schedule = parseSchedule('Mon-Sun 00:00-24:00 up=200 down=50');
    expect(limitsAt(schedule, at(1, 8), { up: 100, down: 100 })).toEqual({ up: 100, down: 50 });
  });

  it.each([
    'nonsense',
    'Mon 08:00-18:00',
    'Moo 08:00-18:00 up=1',
    'Mon 08:60-18:00 up=1',
    'Mon 08:00-25:00 up=1',
    'Mon-Tue-Wed 08:00-09:00 up=1',
  ])('refuses %s', (text) => {
    expect(() => parseSchedule(text)).toThrow(/is no span/u);
  });
});
