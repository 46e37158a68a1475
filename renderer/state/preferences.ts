/**
 * The look and the language. The engine keeps them for all faces of the installation; the browser remembers them too, so
 * that the first picture is right before the engine was asked.
 */

import type { Output } from '../../shared/contract/contract.ts';
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

const isSame = (one: Preferences, other: Preferences): boolean =>
  one.theme === other.theme && one.language === other.language;

/** What the engine tells; undefined from one that has no such settings and leaves them to the browser. */
function told(settings: Output<'settings'> | undefined): Preferences | undefined {
  const kept = (key: string): unknown => settings?.find((setting) => setting.key === key)?.value;
  if (kept(THEME) === undefined) return undefined;
  return { theme: themeOf(kept(THEME)), language: languageFrom(kept(LANGUAGE)) };
}

/** Takes over what the engine has, whenever it was away, and gives it what is changed here. */
export function shareWithEngine(client: Client, preferences: Store<Preferences>): void {
  let known: Preferences | undefined;
  /** What was changed here and the engine has not confirmed yet: answers of before are late, not news. */
  let awaited: Preferences | undefined;
  const settings = client.queries.open('settings', {});
  // Another face may have changed it while this one was not looked at.
  window.addEventListener('focus', () => client.queries.refresh('settings'));
  settings.watch(() => {
    const now = told(settings.get().value);
    if (now === undefined || (awaited !== undefined && !isSame(now, awaited))) return;
    awaited = undefined;
    if (known !== undefined && isSame(known, now)) return;
    known = now;
    preferences.set(now);
  });
  const give = async (key: string, value: string): Promise<void> => {
    const result = await client.run('changeSetting', { key, value });
    // An administrator may have fixed it: then it is as the engine says.
    if (!result.ok) awaited = undefined;
    client.queries.refresh('settings');
  };
  preferences.watch(() => {
    const now = preferences.get();
    const before = known;
    if (before === undefined || isSame(before, now)) return;
    known = now;
    awaited = now;
    if (before.theme !== now.theme) void give(THEME, now.theme);
    if (before.language !== now.language) void give(LANGUAGE, now.language);
  });
}
