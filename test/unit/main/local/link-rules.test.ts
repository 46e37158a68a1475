import { expect, test } from 'vitest';
import { mayLink } from '../../../../main/local/link-rules.ts';

const exact = { case: false, normalForm: false };
const folded = { case: true, normalForm: true };
const others = { linked: ['/home/ann/Leitz'], home: '/home/ann/.local/share/leitz-cloud' };

test.each([
  ['/home/ann/Other', exact, undefined],
  ['/home/ann/Leitz Archive', exact, undefined],
  ['/home/ann/LEITZ', exact, undefined],
  ['/home/ann/LEITZ', folded, 'is-linked'],
  ['/home/ann/Leitz/', exact, 'is-linked'],
  ['/home/ann/Leitz/Docs', exact, 'inside-linked'],
  ['/home/ann/leitz/docs', folded, 'inside-linked'],
  ['/home/ann', exact, 'holds-linked'],
  ['/home/ann/.local', exact, 'holds-home'],
  ['/home/ann/.local/share/leitz-cloud', exact, 'inside-home'],
  ['/home/ann/.local/share/leitz-cloud/logs', exact, 'inside-home'],
  ['/', exact, 'is-top'],
  ['C:\\', folded, 'is-top'],
  ['\\\\server\\share', folded, 'is-top'],
  ['\\\\server\\share\\folder', folded, undefined],
] as const)('%s (folding %j) -> %s', (folder, folding, reason) => {
  const verdict = mayLink(folder, others, folding);
  expect(verdict.ok ? undefined : verdict.reason).toBe(reason);
});

test('Windows paths are compared by their folders', () => {
  const verdict = mayLink(
    'C:\\Users\\Ann\\Leitz\\Sub',
    { linked: ['c:\\users\\ann\\leitz'], home: 'D:\\home' },
    folded,
  );
  expect(verdict).toEqual({ ok: false, reason: 'inside-linked', other: 'c:\\users\\ann\\leitz' });
});
