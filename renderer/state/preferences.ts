/** What this browser or window remembers for itself: the look and the language. */
import { LANGUAGES, type Language, languageOf } from '../../shared/text/say.ts';
import { createStore, type Store } from './store.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly theme: Theme;
  /** `system`: what the browser or the desktop prefers. */
  readonly language: Language | 'system';
}

const KEY = 'leitz-face';

function read(): Preferences {
  const first: Preferences = { theme: 'system', language: 'system' };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return first;
    const { theme, language } = kept as Record<string, unknown>;
    return {
      theme: THEMES.find((one) => one === theme) ?? 'system',
      language: LANGUAGES.find((one) => one === language) ?? 'system',
    };
  } catch {
    // Storage may be off or hold what is not ours; then nothing is remembered.
    return first;
  }
}

export function createPreferences(): Store<Preferences> {
  const store = createStore(read());
  store.watch(() => {
    try {
      localStorage.setItem(KEY, JSON.stringify(store.get()));
    } catch {
      // See `read`.
    }
  });
  return store;
}

export const spokenLanguage = ({ language }: Preferences, system: string): Language =>
  language === 'system' ? languageOf(system) : language;
