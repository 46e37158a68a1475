/**
 * The settings of the desktop program itself. They are shown among the engine's in the one list, under keys that begin
 * with `desktop.`, and kept in the shell's own file.
 */
import * as z from 'zod';
import type { Setting } from '../../shared/contract/settings.ts';
import { NOTICE_KINDS, type NoticeKind } from './notices.ts';

export const SHELL_PREFIX = 'desktop.';

export const shellSettings = z.object({
  'desktop.login-item': z.boolean().default(false),
  /** Whether newer versions are looked for. */
  'desktop.updates': z.boolean().default(true),
  'desktop.notify.conflict': z.boolean().default(true),
  'desktop.notify.held': z.boolean().default(true),
  'desktop.notify.sign-in': z.boolean().default(true),
  'desktop.notify.halted': z.boolean().default(true),
  'desktop.notify.first-sync': z.boolean().default(true),
  'desktop.notify.space': z.boolean().default(true),
});
export type ShellSettings = z.infer<typeof shellSettings>;
export type ShellSettingKey = keyof ShellSettings;

export const DEFAULTS: ShellSettings = shellSettings.parse({});

const KEYS = Object.keys(shellSettings.shape) as ShellSettingKey[];

export const isShellKey = (key: string): key is ShellSettingKey => KEYS.some((one) => one === key);

/** Whether notifications of this kind are wanted. */
export const isWanted = (settings: ShellSettings, kind: NoticeKind): boolean => settings[`desktop.notify.${kind}`];

/** What an administrator's policy fixes of them; a value that does not fit is passed over. */
export function fixedBy(policy: Readonly<Record<string, unknown>>): Partial<ShellSettings> {
  const fixed: Partial<ShellSettings> = {};
  for (const key of KEYS) {
    const value = Object.hasOwn(policy, key) ? changed(DEFAULTS, key, policy[key])?.[key] : undefined;
    if (value !== undefined) fixed[key] = value;
  }
  return fixed;
}

/** As the contract shows settings. */
export function settingsShown(
  settings: ShellSettings,
  fixed: Partial<ShellSettings>,
  key?: ShellSettingKey,
): readonly Setting[] {
  const keys = key === undefined ? KEYS : [key];
  return keys.map((one) => ({
    key: one,
    value: settings[one],
    default: DEFAULTS[one],
    ...(Object.hasOwn(fixed, one) ? { fixed: true } : {}),
  }));
}

/** The settings with one changed (null: put back), or undefined where the key cannot have that value. */
export function changed(settings: ShellSettings, key: ShellSettingKey, value: unknown): ShellSettings | undefined {
  // A command line or a form may send words for what is a yes or no.
  const plain = value === 'true' ? true : value === 'false' ? false : value;
  return shellSettings.safeParse({ ...settings, [key]: plain === null ? DEFAULTS[key] : plain }).data;
}

// Each kind of notification has its switch; this line does not compile otherwise.
NOTICE_KINDS satisfies readonly (ShellSettingKey extends infer Key
  ? Key extends `desktop.notify.${infer Kind}`
    ? Kind
    : never
  : never)[];
