/** Turns codes into sentences. Pure: same code, same parameters, same language, same words. */
import { errorsDe } from './errors-de.ts';
import { errorsEn } from './errors-en.ts';
import { reasonsDe } from './reasons-de.ts';
import { reasonsEn } from './reasons-en.ts';
import { updatesDe } from './updates-de.ts';
import { updatesEn } from './updates-en.ts';
import { usageDe } from './usage-de.ts';
import { usageEn } from './usage-en.ts';
import type { Language, Words, WordTable } from './words.ts';

export type { Language, Words } from './words.ts';
export { LANGUAGES } from './words.ts';

export type SayParams = Readonly<Record<string, string | number | undefined>>;

const TABLES: Readonly<Record<Language, WordTable>> = {
  en: { ...reasonsEn, ...usageEn, ...updatesEn, ...errorsEn },
  de: { ...reasonsDe, ...usageDe, ...updatesDe, ...errorsDe },
};

const PLACE = /\{(\w+)(?:\|([^}]*))?\}/gu;

/**
 * Fills `{name}` and `{name|words where there is none}`; a part in square brackets is left out where one of its
 * placeholders has no value. The values are taken as they are: brackets in a file's name stay.
 */
function fill(template: string, params: SayParams): string {
  const value = (name: string): string | undefined => {
    const given = params[name];
    return given === undefined || given === '' ? undefined : String(given);
  };
  const parts = template.split(/(\[[^\]]*\])/u).map((part) => {
    if (!part.startsWith('[')) return part;
    const names = [...part.matchAll(PLACE)];
    return names.every(([, name, words]) => words !== undefined || value(name ?? '') !== undefined)
      ? part.slice(1, -1)
      : '';
  });
  return parts
    .join('')
    .replace(PLACE, (_whole, name: string, words: string | undefined) => value(name) ?? words ?? '…');
}

/** Whether there are words for this code. */
export const isKnownCode = (code: string): boolean => Object.hasOwn(TABLES.en, code);

/** The words for a code. A code without words is named as it is: a new engine behind an old face must not fall silent. */
export function wordsFor(code: string, params: SayParams, language: Language): Words {
  const detail = String(params['detail'] ?? '');
  // Wrong usage carries its kind as its detail; see `usage-en.ts`.
  const key = code === 'wrong-usage' && isKnownCode(detail) ? detail : code;
  const words = isKnownCode(key) ? TABLES[language][key] : undefined;
  if (words === undefined) return { what: [code, params['path'], params['detail']].filter(Boolean).join(': ') };
  const what = fill(words.what, params);
  return words.fix === undefined ? { what } : { what, fix: fill(words.fix, params) };
}

/** What happened, to what, and what to do, in one line. */
export function say(code: string, params: SayParams, language: Language): string {
  const { what, fix } = wordsFor(code, params, language);
  return fix === undefined ? what : `${what} ${fix}`;
}

/**
 * What to do about a state: `fix` is a code of its own, or `fix-` with the code of the reason whose remedy it is.
 * Undefined where there are no words for it.
 */
export function sayFix(fix: string, params: SayParams, language: Language): string | undefined {
  const reason = fix.startsWith('fix-') ? fix.slice(4) : undefined;
  if (reason !== undefined) return isKnownCode(reason) ? wordsFor(reason, params, language).fix : undefined;
  return isKnownCode(fix) ? wordsFor(fix, params, language).what : undefined;
}

/** The language of a locale such as `de_AT.UTF-8`; English where it is neither. */
export const languageOf = (locale: string | undefined): Language =>
  /^de\b|^de[_-]/iu.test(locale ?? '') ? 'de' : 'en';
