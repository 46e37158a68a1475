import { expect, test } from 'vitest';
import { clashes, foldName } from '../../../../main/local/fold.ts';

const exact = { case: false, normalForm: false };
const both = { case: true, normalForm: true };
const decomposed = 'Bu\u0308ro';

test('a volume that folds nothing keeps every name apart', () => {
  expect(foldName(decomposed, exact)).toBe(decomposed);
  expect(clashes(['a', 'A', 'Büro', decomposed], exact)).toEqual([]);
});

test('case and normal form are folded each for itself', () => {
  expect(foldName('A', { case: true, normalForm: false })).toBe('a');
  expect(foldName(decomposed, { case: false, normalForm: true })).toBe('Büro');
  expect(foldName('BÜRO', both)).toBe(foldName(decomposed, both));
});

test('names that are one name on the volume are found, in order', () => {
  expect(clashes(['b', 'Readme', 'c', 'README', 'Büro', decomposed], both)).toEqual([
    ['Readme', 'README'],
    ['Büro', decomposed],
  ]);
});

test('folding twice is folding once', () => {
  for (const name of ['ΣΑΣ', 'Straße', 'İstanbul', 'ﬁ', '\u212A', 'ǅ']) {
    expect(foldName(foldName(name, both), both)).toBe(foldName(name, both));
  }
});
