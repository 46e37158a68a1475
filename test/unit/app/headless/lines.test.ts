import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCutter } from '../../../../app/headless/lines.ts';

describe('lineCutter', () => {
  it('gives the lines however the bytes are cut', () => {
    const text = fc.array(
      fc.string({ unit: 'binary', minLength: 1 }).map((line) => line.replaceAll('\n', ' ').toWellFormed()),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        const found: string[] = [];
        const take = lineCutter(1_000_000, (line) => found.push(line));
        for (let at = 0; at < bytes.length; at += size) expect(take(bytes.subarray(at, at + size))).toBe(true);
        expect(found).toEqual(lines);
      }),
    );
  });

  it('takes a line of exactly the limit, and nothing after a longer one', () => {
    const found: string[] = [];
    const take = lineCutter(4, (line) => found.push(line));
    expect(take(Buffer.from('1234\n12'))).toBe(true);
    expect(take(Buffer.from('345'))).toBe(false);
    expect(take(Buffer.from('\nabc\n'))).toBe(false);
    expect(found).toEqual(['1234']);
  });
});
