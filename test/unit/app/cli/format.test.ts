import { describe, expect, it } from 'vitest';
import { bytesInWords, counted, durationInWords, moment, shown, table } from '../../../../app/cli/format.ts';

describe('words for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [2_147_483_648, '2.1 GB'],
  ])('%i bytes', (bytes, words) => {
    expect(bytesInWords(bytes)).toBe(words);
  });

  it.each([
    [0, '0.0 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_600, '1 min 0 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
  ])('%i ms', (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });

  it('counts', () => {
    expect([counted(1, 'file'), counted(0, 'file'), counted(12_345, 'entry', 'entries')]).toEqual([
      '1 file',
      '0 files',
      '12,345 entries',
    ]);
  });

  it('tells a moment', () => {
    expect(moment(null)).toBe('never');
    expect(moment('2026-11-24T08:15:30.123Z')).toMatch(/^2026-11-2[345] \d\d:15:30$/u);
  });
});

describe('names from outside', () => {
  it.each([
    ['plain ümläut 🎉.txt', 'plain ümläut 🎉.txt'],
    ['red\u001b[31m.txt', 'red\\u{1b}[31m.txt'],
    ['two\nlines', 'two\\u{a}lines'],
    ['invoice\u202etxt.exe', 'invoice\\u{202e}txt.exe'],
    ['\u009b2J', '\\u{9b}2J'],
  ])('%j cannot steer the terminal', (name, safe) => {
    expect(shown(name)).toBe(safe);
  });

  it('are lined up in columns, safe in every cell', () => {
    expect(
      table(
        ['ID', 'NAME', 'X'],
        [
          [1, 'a\tb', ''],
          [123, 'ü', 'end'],
        ],
      ),
    ).toEqual(['ID   NAME     X', '1    a\\u{9}b', '123  ü        end']);
  });
});
