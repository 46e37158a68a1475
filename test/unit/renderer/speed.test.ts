import { describe, expect, it } from 'vitest';
import { Paces, together } from '../../../renderer/state/speed.ts';

const transfer = (bytesDone: number, id = '1') => ({
  id,
  rootId: 1,
  path: '/Film.mp4',
  direction: 'up' as const,
  bytes: 10_000_000,
  bytesDone,
  startedAt: '2026-11-24T08:00:00.000Z',
});

describe('the pace of a transfer', () => {
  it('is not told from a single look', () => {
    expect(new Paces().look([transfer(500)], 0)[0]).toEqual({ transfer: transfer(500) });
  });

  it('gives bytes a second and the seconds that are left', () => {
    const paces = new Paces();
    paces.look([transfer(0)], 0);
    const [pace] = paces.look([transfer(1_000_000)], 1000);
    expect(pace?.speed).toBe(1_000_000);
    expect(pace?.secondsLeft).toBe(9);
  });

  it('follows a change slowly, so that the time left does not jump', () => {
    const paces = new Paces();
    paces.look([transfer(0)], 0);
    paces.look([transfer(1_000_000)], 1000);
    const [slower] = paces.look([transfer(1_100_000)], 2000);
    expect(slower?.speed).toBeGreaterThan(500_000);
    expect(slower?.speed).toBeLessThan(1_000_000);
  });

  it('has no time left while it stands still, and no negative speed when it begins anew', () => {
    const paces = new Paces();
    paces.look([transfer(5_000_000)], 0);
    expect(paces.look([transfer(5_000_000)], 1000)[0]).not.toHaveProperty('secondsLeft');
    expect(paces.look([transfer(0)], 2000)[0]?.speed).toBe(0);
  });

  it('ignores looks that are too close together', () => {
    const paces = new Paces();
    paces.look([transfer(0)], 0);
    expect(paces.look([transfer(900_000)], 50)[0]).not.toHaveProperty('speed');
  });

  it('adds up over all', () => {
    const paces = new Paces();
    paces.look([transfer(0), transfer(0, '2')], 0);
    const sum = together(paces.look([transfer(1_000_000), transfer(3_000_000, '2')], 1000));
    expect(sum).toEqual({ speed: 4_000_000, secondsLeft: 4 });
  });
});
