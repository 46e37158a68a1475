/** Every sentence that the shell itself says. */
import type { Language } from '../../shared/text/say.ts';
import type { Mood } from './snapshot.ts';
import { wordsDe } from './words-de.ts';
import { wordsEn } from './words-en.ts';

export interface ShellWords {
  /** The state in a few words, for the tooltip and the first line of the menu. */
  readonly moods: Readonly<Record<Mood, string>>;
  /** `working`, with how far it is in percent and how many items are left. */
  readonly working: (percent: number | undefined, items: number) => string;
  readonly pausedUntil: (time: string) => string;
  /** `paused` by the engine itself, by its reason. */
  readonly resting: Readonly<Record<string, string>>;
  readonly openWindow: string;
  readonly openFolder: (name: string) => string;
  readonly openFolders: string;
  readonly openBrowser: string;
  readonly recent: string;
  readonly noneRecent: string;
  readonly pause: string;
  readonly pauseHour: string;
  readonly pauseTomorrow: string;
  readonly pauseOpen: string;
  readonly resume: string;
  readonly syncNow: string;
  readonly conflicts: (count: number) => string;
  readonly held: (count: number) => string;
  readonly signIn: string;
  readonly settings: string;
  readonly restartToUpdate: (version: string) => string;
  readonly lookForUpdate: string;
  readonly startEngine: string;
  readonly plainFile: string;
  readonly quit: string;
  readonly edit: string;
  readonly window: string;
  readonly notices: {
    readonly conflict: (count: number, name: string | undefined) => readonly [title: string, body: string];
    readonly held: (count: number) => readonly [string, string];
    readonly signIn: () => readonly [string, string];
    readonly halted: (name: string, why: string) => readonly [string, string];
    readonly firstSync: (name: string) => readonly [string, string];
    readonly diskFull: (name: string) => readonly [string, string];
    readonly quotaFull: () => readonly [string, string];
    readonly engineDied: () => readonly [string, string];
    readonly engineDown: () => readonly [string, string];
    readonly plainFile: () => readonly [string, string];
    readonly update: (version: string) => readonly [string, string];
  };
  readonly inUse: {
    readonly message: string;
    readonly detail: (who: string) => string;
    readonly takeOver: string;
    readonly quit: string;
  };
  readonly pickFolder: string;
  readonly notOpened: (path: string, why: string) => readonly [string, string];
}

export const shellWords = (language: Language): ShellWords => (language === 'de' ? wordsDe : wordsEn);
