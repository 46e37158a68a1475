import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from '../../../main/plan/merge-text.ts';
import { marked, stretches } from '../../../renderer/views/conflicts/merge.ts';
import { joined, mergesItself, regionsOf, undecided } from '../../../renderer/views/conflicts/regions.ts';

const MINE = 'one\ntwo of mine\nthree\nfour\n';
const THEIRS = 'one\ntwo of theirs\nthree\nfour\nfive\n';
const BASE = 'one\ntwo\nthree\nfour\n';

const texts = fc
  .array(fc.constantFrom('a\n', 'b\n', 'c', '\n', 'ä ö\n', 'constructor\n'), { maxLength: 12 })
  .map((parts) => parts.join(''));

describe('two texts', () => {
  it('are cut where they differ', () => {
    expect(stretches(MINE, THEIRS)).toEqual([
      { kind: 'same', text: 'one\n' },
      { kind: 'differs', mine: 'two of mine\n', theirs: 'two of theirs\n' },
      { kind: 'same', text: 'three\nfour\n' },
      { kind: 'differs', mine: '', theirs: 'five\n' },
    ]);
  });

  it('become one by the choices, and hold both where nothing was chosen', () => {
    const all = regionsOf(MINE, undefined, THEIRS);
    expect(joined(all, [undefined, 'mine', undefined, 'theirs'])).toBe('one\ntwo of mine\nthree\nfour\nfive\n');
    expect(joined(all, [undefined, undefined, undefined, 'mine'])).toBe(
      'one\ntwo of theirs\ntwo of mine\nthree\nfour\n',
    );
  });

  it('come back whole when one side is chosen throughout', () => {
    fc.assert(
      fc.property(texts, texts, fc.option(texts, { nil: undefined }), (mine, theirs, base) => {
        const all = regionsOf(mine, base, theirs);
        expect(joined(all, Array(all.length).fill('mine'))).toBe(mine);
        expect(joined(all, Array(all.length).fill('theirs'))).toBe(theirs);
        if (base !== undefined) expect(joined(all, Array(all.length).fill('base'))).toBe(base);
        const sides = marked(mine, theirs);
        expect(sides.mine.map((piece) => piece.text).join('')).toBe(mine);
        expect(sides.theirs.map((piece) => piece.text).join('')).toBe(theirs);
      }),
    );
  });
});

describe('two edits of one text', () => {
  it('are told apart by what both came from', () => {
    expect(regionsOf(MINE, BASE, THEIRS)).toEqual([
      { kind: 'same', mine: 'one\n', theirs: 'one\n', base: 'one\n' },
      { kind: 'conflict', mine: 'two of mine\n', theirs: 'two of theirs\n', base: 'two\n' },
      { kind: 'same', mine: 'three\nfour\n', theirs: 'three\nfour\n', base: 'three\nfour\n' },
      { kind: 'theirs', mine: '', theirs: 'five\n', base: '' },
    ]);
  });

  it('need no choice where only one side, or both in the same way, changed a line', () => {
    const all = regionsOf('one\n2\nthree\nfour\n', 'one\ntwo\nthree\nfour\n', 'one\ntwo\nthree\n');
    expect(all.map(({ kind }) => kind)).toEqual(['same', 'mine', 'same', 'theirs']);
    expect(undecided(all, [])).toEqual([]);
    expect(joined(all, [])).toBe('one\n2\nthree\n');
    expect(regionsOf('x\n', 'y\n', 'x\n').map(({ kind }) => kind)).toEqual(['agreed']);
  });

  it('are merged exactly as the engine merges them, or need a choice exactly where it cannot', () => {
    fc.assert(
      fc.property(texts, texts, texts, (mine, base, theirs) => {
        const all = regionsOf(mine, base, theirs);
        const merged = mergeText(mine, base, theirs);
        expect(mergesItself(all)).toBe(merged !== undefined);
        if (merged !== undefined) expect(joined(all, [])).toBe(merged);
      }),
    );
  });
});
