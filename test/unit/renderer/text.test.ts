import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../main/errors.ts';
import { de } from '../../../renderer/text/de.ts';
import { en } from '../../../renderer/text/en.ts';
import { formatsFor } from '../../../renderer/text/format.ts';
import { codeWords } from '../../../renderer/text/words.ts';
import { LANGUAGES } from '../../../shared/text/say.ts';

const ROOT = path.join(import.meta.dirname, '..', '..', '..');

interface Texts {
  readonly [key: string]: string | Texts;
}

function sentences(texts: Texts, at = ''): readonly (readonly [string, string])[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${at}${key}`, value] as const] : sentences(value, `${at}${key}.`),
  );
}

const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)/gu)].map(([, name]) => name ?? '').toSorted();

describe('the sentences of the face', () => {
  it('take the same values in both languages', () => {
    const german = new Map(sentences(de));
    for (const [key, text] of sentences(en))
      expect(placeholders(german.get(key) ?? ''), key).toEqual(placeholders(text));
  });

  it('have both forms wherever they count', () => {
    for (const texts of [en, de]) {
      const keys = new Set(sentences(texts).map(([key]) => key));
      for (const key of keys) if (key.endsWith('_one')) expect(keys, key).toContain(key.replace(/_one$/u, '_other'));
    }
  });

  it('are all said somewhere', () => {
    const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: ROOT })
      .filter((file) => !file.includes('text'))
      .map((file) => readFileSync(path.join(ROOT, file), 'utf8'))
      .join('\n');
    const isSaid = (key: string): boolean => {
      const plain = key.replace(/_(?:one|other)$/u, '');
      const parts = plain.split('.');
      // Some are put together where they are said, such as `pathState.${state}`.
      return (
        sources.includes(`'${plain}'`) ||
        parts.some((_, end) => end > 0 && sources.includes(`\`${parts.slice(0, end).join('.')}.\${`))
      );
    };
    expect(
      sentences(en)
        .map(([key]) => key)
        .filter((key) => !isSaid(key)),
    ).toEqual([]);
  });

  it('are never empty', () => {
    for (const [key, text] of [...sentences(en), ...sentences(de)]) expect(text.trim(), key).not.toBe('');
  });
});

describe('the words for the codes of the engine', () => {
  it('never send anybody to the command line', () => {
    for (const language of LANGUAGES)
      for (const code of [
        ...Object.keys(CATALOGUE),
        'mass-deletion',
        'failing',
        'conflict-to-decide',
        'not-looked-at',
      ]) {
        const { what, fix } = codeWords(code, { path: 'Plan.txt' }, language);
        expect(`${what} ${fix ?? ''}`, `${language} ${code}`).not.toMatch(/`|--[a-z]/u);
        expect(what, `${language} ${code}`).not.toBe(code);
      }
  });
});

describe('numbers and times', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');

  it('are written as people of the language write them', () => {
    expect(formatsFor('en').size(1_234_567)).toBe('1.2 MB');
    expect(formatsFor('de').size(1_234_567)).toBe('1,2 MB');
    expect(formatsFor('en').size(0)).toBe('0\u00a0B');
    expect(formatsFor('en').size(999_950)).toBe('1 MB');
    expect(formatsFor('de').number(1_234_567)).toBe('1.234.567');
  });

  it('say how long ago something was, and the date once that helps more', () => {
    const { ago } = formatsFor('en');
    expect(ago('2026-11-24T11:59:50Z', now)).toBe('now');
    expect(ago('2026-11-24T11:57:00Z', now)).toBe('3 minutes ago');
    expect(ago('2026-11-24T09:00:00Z', now)).toBe('3 hours ago');
    expect(ago('2026-11-22T12:00:00Z', now)).toBe('2 days ago');
    expect(ago('2026-10-01T12:00:00Z', now)).toBe('1 Oct 2026');
    expect(ago('2026-11-24T12:05:00Z', now)).toBe('now');
    expect(formatsFor('de').ago('2026-11-23T12:00:00Z', now)).toBe('gestern');
  });

  it('say how long something takes', () => {
    const { duration } = formatsFor('en');
    expect(duration(0.2)).toBe('1 sec');
    expect(duration(59)).toBe('59 secs');
    expect(duration(90)).toBe('2 mins');
    expect(duration(3600)).toBe('1 hr');
    expect(duration(4800)).toBe('1 hr 20 mins');
    expect(duration(86_400)).toBe('24 hrs');
  });
});
