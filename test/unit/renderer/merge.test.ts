import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joined, marked, stretches } from '../../../renderer/views/conflicts/merge.ts';

const MINE = 'one\ntwo of mine\nthree\nfour\n';
const THEIRS = 'one\ntwo of theirs\nthree\nfour\nfive\n';

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
    const all = stretches(MINE, THEIRS);
    expect(joined(all, ['mine', 'theirs'])).toBe('one\ntwo of mine\nthree\nfour\nfive\n');
    expect(joined(all, [undefined, 'mine'])).toBe('one\ntwo of theirs\ntwo of mine\nthree\nfour\n');
  });

  it('come back whole when one side is chosen throughout', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c', '\n', 'ä ö\n'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (mine, theirs) => {
        const all = stretches(mine, theirs);
        const many = all.length;
        expect(joined(all, Array(many).fill('mine'))).toBe(mine);
        expect(joined(all, Array(many).fill('theirs'))).toBe(theirs);
        const sides = marked(mine, theirs);
        expect(sides.mine.map((piece) => piece.text).join('')).toBe(mine);
        expect(sides.theirs.map((piece) => piece.text).join('')).toBe(theirs);
      }),
    );
  });
});
