import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../main/errors.ts';
import { errorsDe } from '../../../../shared/text/errors-de.ts';
import { errorsEn } from '../../../../shared/text/errors-en.ts';
import { reasonsDe } from '../../../../shared/text/reasons-de.ts';
import { reasonsEn } from '../../../../shared/text/reasons-en.ts';
import { LANGUAGES, languageOf, say, wordsFor } from '../../../../shared/text/say.ts';
import { updatesDe } from '../../../../shared/text/updates-de.ts';
import { updatesEn } from '../../../../shared/text/updates-en.ts';
import { usageDe } from '../../../../shared/text/usage-de.ts';
import { usageEn } from '../../../../shared/text/usage-en.ts';

const pairs = [
  [errorsEn, errorsDe],
  [reasonsEn, reasonsDe],
  [usageEn, usageDe],
  [updatesEn, updatesDe],
] as const;

const PARAMS = { path: '/x/[a] {b}.txt', detail: 'why', suggestion: 'b.txt' };

describe('words', () => {
  it('has every code of the catalogue of errors, with what to do', () => {
    for (const code of Object.keys(CATALOGUE)) expect(errorsEn[code]?.fix, code).toBeTypeOf('string');
  });

  it('has the same codes and the same placeholders in both languages', () => {
    const placeholders = (text = '') => [...text.matchAll(/\{(\w+)/gu)].map((match) => match[1]).sort();
    for (const [en, de] of pairs) {
      expect(Object.keys(de)).toEqual(Object.keys(en));
      for (const [code, words] of Object.entries(en)) {
        expect(placeholders(de[code]?.what), code).toEqual(placeholders(words.what));
        expect(placeholders(de[code]?.fix), code).toEqual(placeholders(words.fix));
      }
    }
  });

  it('uses no code twice with different words', () => {
    const all = pairs.flatMap(([en]) => Object.keys(en));
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(LANGUAGES)('makes whole sentences of every code, with and without parameters (%s)', (language) => {
    for (const code of pairs.flatMap(([en]) => Object.keys(en)))
      for (const params of [{}, PARAMS]) {
        const { what, fix } = wordsFor(code, params, language);
        for (const text of fix === undefined ? [what] : [what, fix]) {
          expect(text.replaceAll(PARAMS.path, 'X'), `${code} ${text}`).not.toMatch(/[{}[\]]| {2}|undefined/u);
          expect(text, code).toMatch(/[.]$/u);
        }
      }
  });
});

describe('say', () => {
  it('says what, which and what to do', () => {
    expect(say('disk-full', { path: '/media/usb' }, 'en')).toBe(
      'The disk is full at /media/usb. Free some space on it; syncing goes on by itself.',
    );
  });

  it('leaves the names of files as they are', () => {
    expect(say('unreadable', PARAMS, 'en')).toContain('/x/[a] {b}.txt cannot be read (why).');
  });

  it('says the kind of wrong usage', () => {
    expect(say('wrong-usage', { path: '/a', detail: 'link-folder-is-file' }, 'de')).toMatch(/^\/a ist eine Datei/u);
    expect(say('wrong-usage', { path: '/a', detail: 'in other words' }, 'en')).toContain('in other words');
  });

  it('names a code that it has no words for', () => {
    expect(say('from-the-future', { path: '/a' }, 'en')).toBe('from-the-future: /a');
    expect(say('constructor', {}, 'en')).toBe('constructor');
  });
});

describe('languageOf', () => {
  it.each([
    ['de_DE.UTF-8', 'de'],
    ['de', 'de'],
    ['en_US.UTF-8', 'en'],
    ['den', 'en'],
    [undefined, 'en'],
  ])('%s', (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});
