import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { firstLine, promptHidden, typeKeys } from '../../../../app/cli/password.ts';

describe('typing a password', () => {
  it.each([
    ['', 'geheim\r', { state: 'done', text: 'geheim' }],
    ['', 'abc', { state: 'typing', text: 'abc' }],
    ['ab', 'c\n', { state: 'done', text: 'abc' }],
    ['', 'pass\u007f\bword\r', { state: 'done', text: 'paword' }],
    ['', 'x\u007f\u007f\u007fy\r', { state: 'done', text: 'y' }],
    ['', 'ü🎉\u007f!\r', { state: 'done', text: 'ü!' }],
    ['', 'wrong\u0015right\r', { state: 'done', text: 'right' }],
    ['', 'abc\u0003', { state: 'interrupted' }],
    ['', '\u0004', { state: 'interrupted' }],
    ['a', '\u0004', { state: 'done', text: 'a' }],
    ['', 'a\u001b[Ab\r', { state: 'done', text: 'a[Ab' }],
  ])('%j then %j', (before, keys, typed) => {
    expect(typeKeys(before, keys)).toEqual(typed);
  });

  it('shows nothing of it, and leaves the terminal as it was', async () => {
    const modes: boolean[] = [];
    const stdin = Object.assign(new PassThrough(), { setRawMode: (mode: boolean) => modes.push(mode) });
    let shown = '';
    const around = { stdin, err: (text: string) => (shown += text) };
    // A pass-through stream with the one method of a terminal that the prompt needs.
    const answer = promptHidden('Password: ', around as unknown as Parameters<typeof promptHidden>[1]);
    stdin.write('geh');
    stdin.write('eim\r');
    expect(await answer).toBe('geheim');
    expect(shown).toBe('Password: \n');
    expect(modes).toEqual([true, false]);
  });
});

describe('the first line of standard input', () => {
  const read = (text: string): Promise<string> => {
    const stdin = new PassThrough();
    stdin.end(text);
    return firstLine(stdin as unknown as NodeJS.ReadStream);
  };

  it.each([
    ['geheim\n', 'geheim'],
    ['geheim\r\nmore\n', 'geheim'],
    [' blank first', ' blank first'],
    ['', ''],
  ])('%j', async (text, line) => {
    expect(await read(text)).toBe(line);
  });
});
