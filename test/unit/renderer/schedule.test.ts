import { describe, expect, it } from 'vitest';
import { readSchedule, writeSchedule } from '../../../renderer/views/settings/schedule.ts';

describe('the schedule of the bandwidth', () => {
  it('is read and written as the engine writes it', () => {
    const text = 'Mon-Fri 08:00-18:00 up=200 down=1000; Sat 09:00-12:00 up=50 down=0';
    const spans = readSchedule(text);
    expect(spans).toHaveLength(2);
    expect(spans?.[1]).toEqual({ from: 'Sat', to: 'Sat', start: '09:00', end: '12:00', up: 50, down: 0 });
    expect(writeSchedule(spans ?? [])).toBe(text);
    expect(readSchedule('')).toEqual([]);
  });

  it('is left alone where it says more than rows can show', () => {
    expect(readSchedule('mon,wed 08:00-18:00 up=200')).toBeUndefined();
    expect(readSchedule('whatever')).toBeUndefined();
  });
});
