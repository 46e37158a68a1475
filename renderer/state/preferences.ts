/**
 * The look and the language. The engine keeps them for all faces of the installation; the browser remembers them too, so
 * that the first picture is right before the engine was asked.
 */
import { LANGUAGES, type Language, languageOf } from '../../shared/text/say.ts';
import type { Client } from './client.ts';
import { createStore, type Store } from './store.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Preferences {
  readonly theme: Theme;
  /** `system`: what the browser or the desktop prefers. */
  readonly language: Language | 'system';
}

const KEY = 'leitz-face';

const THEME = 'face.theme';
const LANGUAGE = 'face.language';

const themeOf = (value: unknown): Theme => THEMES.find((one) => one === value) ?? 'system';
const languageFrom = (value: unknown): Preferences['language'] => LANGUAGES.find((one) => one === value) ?? 'system';

function read(): Preferences {
  const first: Preferences = { theme: 'system', language: 'system' };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return first;
    const { theme, language } = kept as Record<string, unknown>;
    return { theme: themeOf(theme), language: languageFrom(language) };
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

/** Takes over what the engine has, whenever it was away, and gives it what is changed here. */
export function shareWithEngine(client: Client, preferences: Store<Preferences>): void {
  let known: Preferences | undefined;
  const settings = client.queries.open('settings', {});
  // Another face may have changed it while this one was not looked at.
  window.addEventListener('focus', () => client.queries.refresh('settings'));
  settings.watch(() => {
    const list = settings.get().value;
    const kept = (key: string): unknown => list?.find((setting) => setting.key === key)?.value;
    // An engine without these settings leaves them to the browser.
    if (list === undefined || kept(THEME) === undefined) return;
    const told: Preferences = { theme: themeOf(kept(THEME)), language: languageFrom(kept(LANGUAGE)) };
    if (known?.theme === told.theme && known.language === told.language) return;
    known = told;
    preferences.set(told);
  });
  preferences.watch(() => {
    const { theme, language } = preferences.get();
    const before = known;
    if (before === undefined || (before.theme === theme && before.language === language)) return;
    known = { theme, language };
    if (before.theme !== theme) void client.run('changeSetting', { key: THEME, value: theme });
    if (before.language !== language) void client.run('changeSetting', { key: LANGUAGE, value: language });
  });
}
