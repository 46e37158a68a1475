import { describe, expect, it } from 'vitest';
import { formatDate, formatDateTime, parseDate, parseDateTime, readDateTime } from '../../../../shared/api/times.ts';

describe('times of the API', () => {
  it('reads and writes UTC without a zone letter', () => {
    expect(parseDateTime('2015-01-01T01:02:03')).toBe(Date.UTC(2015, 0, 1, 1, 2, 3));
    expect(formatDateTime(Date.UTC(2015, 0, 1, 1, 2, 3))).toBe('2015-01-01T01:02:03');
  });

  it('drops fractions of a second downwards, before 1970 too', () => {
    expect(formatDateTime(Date.UTC(2015, 0, 1) + 999)).toBe('2015-01-01T00:00:00');
    expect(formatDateTime(-1)).toBe('1969-12-31T23:59:59');
  });

  it.each([
    '2026-02-30T00:00:00',
    '2026-13-01T00:00:00',
    '2026-01-01T24:00:00',
    '2026-01-01 00:00:00',
    '2026-01-01T00:00:00Z',
    '2026-1-1T0:0:0',
    '',
  ])('refuses %j as a datetime', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });

  it('reads a fraction and a Z where the live service sends them', () => {
    const moment = Date.UTC(2026, 0, 1);
    expect(readDateTime('2026-01-01T00:00:00.123456Z')).toBe(moment);
    expect(readDateTime('2026-01-01T00:00:00+00:00')).toBe(moment);
    expect(readDateTime('2026-01-01T00:00:00+01:00')).toBeUndefined();
  });

  it('knows dates of the calendar only', () => {
    expect(parseDate('2028-02-29')).toBe(Date.UTC(2028, 1, 29));
    expect(parseDate('2026-02-29')).toBeUndefined();
    expect(parseDate('29.02.2028')).toBeUndefined();
    expect(formatDate(Date.UTC(2028, 1, 29, 23, 59))).toBe('2028-02-29');
  });
});

it('writes every moment the same as Date does', () => {
  for (let n = -2000; n < 2000; n++) {
    const ms = n * 863_000_127 + n * n * 977;
    expect(formatDateTime(ms)).toBe(new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19));
  }
  expect(() => formatDateTime(Number.NaN)).toThrow(RangeError);
});
