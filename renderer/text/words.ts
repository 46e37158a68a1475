/** The words for the engine's codes as the face says them. */
import type { Failure } from '../../shared/contract/result.ts';
import { type Language, type SayParams, sayFix, type Words, wordsFor } from '../../shared/text/say.ts';
import { FIXES } from './fixes.ts';

/** Sentences that name a verb of the command line, or a switch of it, help nobody in a window. */
const speaksOfVerbs = (text: string): boolean => text.includes('`');

/** What happened, or why; and what to do about it, where something is to be done. */
export function codeWords(code: string, params: SayParams, language: Language): Words {
  const { what, fix } = wordsFor(code, params, language);
  const own = FIXES[language][code];
  if (own !== undefined) return own === '' ? { what } : { what, fix: own };
  if (fix === undefined || speaksOfVerbs(fix)) return { what };
  return { what, fix };
}

export const failureWords = ({ code, path, detail }: Failure, language: Language): Words =>
  codeWords(code, { path, detail }, language);

/** What to do about the state of a path; see `sayFix`. */
export function fixWords(fix: string, params: SayParams, language: Language): string | undefined {
  const code = fix.startsWith('fix-') ? fix.slice(4) : fix;
  const own = FIXES[language][code];
  if (own !== undefined) return own === '' ? undefined : own;
  const said = sayFix(fix, params, language);
  return said === undefined || speaksOfVerbs(said) ? undefined : said;
}
