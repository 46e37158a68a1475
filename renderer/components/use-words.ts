/** The words and formats of the language that is spoken now. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/contract/result.ts';
import { type Language, languageOf, type SayParams, type Words } from '../../shared/text/say.ts';
import { type Formats, formatsFor } from '../text/format.ts';
import { codeWords, failureWords, fixWords } from '../text/words.ts';

export interface WordsNow {
  readonly language: Language;
  readonly format: Formats;
  /** For a code of the engine. */
  code(code: string, params?: SayParams): Words;
  failure(failure: Failure): Words;
  fix(fix: string, params?: SayParams): string | undefined;
}

export function useWords(): WordsNow {
  const { i18n } = useTranslation();
  const language = languageOf(i18n.language);
  return useMemo(
    () => ({
      language,
      format: formatsFor(language),
      code: (code, params = {}) => codeWords(code, params, language),
      failure: (failure) => failureWords(failure, language),
      fix: (fix, params = {}) => fixWords(fix, params, language),
    }),
    [language],
  );
}
