/** What the window asks: the engine's methods, with the shell's own settings among them. */
import type { Call } from '../../shared/contract/contract.ts';
import { contract, isMethodName } from '../../shared/contract/contract.ts';
import { failed, type Result } from '../../shared/contract/result.ts';
import { settingMethods } from '../../shared/contract/settings.ts';
import type { UpdateState } from '../../shared/contract/updates.ts';
import { changed, isShellKey, SHELL_PREFIX, type ShellSettings, settingsShown } from './shell-settings.ts';

/** Newer versions, as the shell looks after them. */
export interface UpdateCalls {
  readonly state: UpdateState;
  look(): Promise<UpdateState>;
}

export interface CallsOptions {
  readonly engine: Call;
  readonly updates: UpdateCalls;
  readonly restartToUpdate: () => void;
  readonly settings: () => ShellSettings;
  /** Those that an administrator fixed. */
  readonly fixed: Partial<ShellSettings>;
  readonly onSettings: (settings: ShellSettings) => void;
  /** A command went through: things may look different now. */
  readonly onCommand: (name: string) => void;
}

type Answer = Promise<Result<unknown>>;

function changeOwn({ key, value }: { key: string; value: unknown }, options: CallsOptions): Result<unknown> {
  if (!isShellKey(key)) return failed({ code: 'wrong-usage', path: key, detail: 'setting-unknown' });
  if (Object.hasOwn(options.fixed, key))
    return failed({ code: 'wrong-usage', path: key, detail: 'the administrator of this computer fixed this setting' });
  const settings = changed(options.settings(), key, value);
  if (settings === undefined) return failed({ code: 'wrong-usage', path: key, detail: 'setting-value' });
  options.onSettings(settings);
  return { ok: true, value: settingsShown(settings, options.fixed, key)[0] };
}

async function allSettings(options: CallsOptions): Answer {
  const engines = await options.engine('settings', {});
  return engines.ok
    ? { ok: true, value: [...engines.value, ...settingsShown(options.settings(), options.fixed)] }
    : engines;
}

/** What the shell answers itself, beside settings of its own. */
export const OWN_METHODS = ['update', 'lookForUpdate', 'restartToUpdate'] as const;

async function ofUpdates(name: (typeof OWN_METHODS)[number], options: CallsOptions): Answer {
  const { updates, restartToUpdate } = options;
  if (name === 'update') return { ok: true, value: updates.state };
  if (name === 'lookForUpdate') return { ok: true, value: await updates.look() };
  const restarting = updates.state.state === 'ready';
  if (restarting) restartToUpdate();
  return { ok: true, value: { restarting } };
}

const isOwn = (name: string): name is (typeof OWN_METHODS)[number] => OWN_METHODS.some((own) => own === name);

/** @param input parsed by the contract */
export async function answer(name: string, input: unknown, options: CallsOptions): Answer {
  if (!isMethodName(name)) return failed({ code: 'not-available', detail: name });
  if (isOwn(name)) return ofUpdates(name, options);
  if (name === 'changeSetting') {
    const change = settingMethods.changeSetting.input.parse(input);
    if (change.key.startsWith(SHELL_PREFIX)) return changeOwn(change, options);
  }
  if (name === 'settings') {
    const { key } = settingMethods.settings.input.parse(input);
    if (key === undefined) return allSettings(options);
    if (isShellKey(key)) return { ok: true, value: settingsShown(options.settings(), options.fixed, key) };
  }
  // The input was parsed by this name's schema; the compiler cannot see that they go together.
  const result = await (options.engine as (name: string, input: unknown) => Answer)(name, input);
  if (contract[name].kind === 'command') options.onCommand(name);
  return result;
}
