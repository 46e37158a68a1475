/** The language of menus and notifications: the one that the window was set to, else the system's. */
import type { Call } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/contract/result.ts';
import { LANGUAGES, type Language, languageOf } from '../../shared/text/say.ts';
import type { ShellFile } from './shell-file.ts';
import { type ShellWords, shellWords } from './words.ts';

/** The engine's setting; `system` or one of the languages. */
const KEY = 'face.language';

export interface ShellLanguageOptions {
  readonly file: ShellFile;
  /** The system's. */
  readonly locale: string;
  readonly onChange: () => void;
}

export class ShellLanguage {
  readonly #options: ShellLanguageOptions;

  constructor(options: ShellLanguageOptions) {
    this.#options = options;
  }

  get now(): Language {
    const { file, locale } = this.#options;
    return file.memory.language ?? languageOf(locale);
  }

  get words(): ShellWords {
    return shellWords(this.now);
  }

  /** An engine is there: it knows what the window was set to. */
  async ask(call: Call): Promise<void> {
    this.take(await call('settings', { key: KEY }));
  }

  /** Looks whether an answer about settings is about the language. */
  take(answer: Result<unknown>): void {
    const settings = answer.ok ? [answer.value].flat() : [];
    const found = settings.find((one): one is { key: string; value: unknown } => isSetting(one) && one.key === KEY);
    if (found === undefined) return;
    const language = LANGUAGES.find((one) => one === found.value);
    if (language === this.#options.file.memory.language) return;
    this.#options.file.change({ language });
    this.#options.onChange();
  }
}

const isSetting = (value: unknown): value is { key: string; value: unknown } =>
  typeof value === 'object' && value !== null && 'key' in value && 'value' in value;
