import { describe, expect, it } from 'vitest';
import { DEFAULT_GUARD, needsConsent } from '../../../../main/plan/guard.ts';

describe('the brake on deletions', () => {
  const CASES: readonly (readonly [doomed: number, total: number, asks: boolean, told: string])[] = [
    [0, 0, false, 'nothing to delete'],
    [50, 50, false, 'fifty files are never too many, even if they are all'],
    [51, 51, true, 'more than fifty, and all of them'],
    [51, 153, false, 'just a third is no large part'],
    [51, 152, true, 'more than a third'],
    [3_000, 10_000, false, 'many, but no large part of the root'],
    [3_334, 10_000, true, 'many, and more than a third'],
  ];
  for (const [doomed, total, asks, told] of CASES)
    it(`${doomed} of ${total}: ${told}`, () => expect(needsConsent(doomed, total, DEFAULT_GUARD)).toBe(asks));

  it('both limits are the administrator’s to set', () => {
    expect(needsConsent(6, 10, { files: 5, share: 0.5 })).toBe(true);
    expect(needsConsent(5, 10, { files: 5, share: 0.4 })).toBe(false);
    expect(needsConsent(6, 10, { files: 5, share: 0.6 })).toBe(false);
  });
});
