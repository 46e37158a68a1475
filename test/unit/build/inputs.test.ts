import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOfInputs, isCurrent } from '../../../build/inputs.ts';
import { handsOn, temporaryFolder } from '../../support/temp-folder.ts';

describe('whether a build is current', () => {
  it('changes with a byte, a name, and a new file, and with nothing else', () => {
    const folder = temporaryFolder();
    const hands = handsOn(folder);
    const now = () => hashOfInputs([`${folder}/**/*.ts`]);
    hands.write('a.ts', 'one');
    hands.write('below/b.ts', 'two');
    const first = now();
    hands.write('notes.md', 'not an input');
    expect(now()).toBe(first);
    hands.write('a.ts', 'One');
    const second = now();
    expect(second).not.toBe(first);
    hands.write('a.ts', 'one');
    expect(now()).toBe(first);
    hands.write('c.ts', '');
    expect(now()).not.toBe(first);
  });

  it('needs its stamp and all its outputs', () => {
    const folder = temporaryFolder();
    const stamp = path.join(folder, 'stamp');
    const output = path.join(folder, 'output');
    const hands = handsOn(folder);
    expect(isCurrent(stamp, 'hash', [])).toBe(false);
    hands.write('stamp', 'hash');
    expect(isCurrent(stamp, 'hash', [output])).toBe(false);
    hands.write('output', '');
    expect(isCurrent(stamp, 'hash', [output])).toBe(true);
    expect(isCurrent(stamp, 'other', [output])).toBe(false);
  });
});
