/** The settings of one installation: a closed list with defaults, kept as text. */
import type { SomeHandlers } from '../../../shared/contract/contract.ts';
import type { Setting } from '../../../shared/contract/settings.ts';
import { SyncError } from '../../errors.ts';
import { DEFAULT_GUARD } from '../../plan/guard.ts';
import { BYPASS_SETTING, PROXY_SETTING } from '../../ways.ts';
import { parseSchedule } from '../bandwidth-schedule.ts';
import type { Engine } from '../engine.ts';
import { requireProxySetting } from '../network.ts';
import { DEFAULT_TRASH } from '../purge-trash.ts';

interface Known {
  readonly key: string;
  readonly default: string | number;
  readonly choices?: readonly string[];
  /** Smallest and largest value of a number. */
  readonly range?: readonly [number, number];
  /** Smallest number but for 0. */
  readonly gap?: number;
  /** Throws `wrong-usage` where the text is not understood. */
  readonly check?: (text: string) => void;
  /** True where the servers are reached in another way from then on. */
  readonly reconnects?: true;
}

export const SETTINGS: readonly Known[] = [
  { key: 'conflicts', default: 'keep-both', choices: ['keep-both', 'ask'] },
  // Documents are locked in the cloud while they are open here.
  { key: 'locks.auto', default: 'on', choices: ['on', 'off'] },
  // KiB a second, 0: no limit; less than 10 would let connections run into their time-outs.
  { key: 'bandwidth.up', default: 0, range: [0, 10_000_000], gap: 10 },
  { key: 'bandwidth.down', default: 0, range: [0, 10_000_000], gap: 10 },
  { key: 'bandwidth.schedule', default: '', check: (text) => void parseSchedule(text) },
  // `system`, `none`, or an address without credentials.
  { key: PROXY_SETTING, default: 'system', check: requireProxySetting, reconnects: true },
  { key: BYPASS_SETTING, default: '', reconnects: true },
  // How every face of this installation looks, and what it speaks.
  { key: 'face.theme', default: 'system', choices: ['system', 'light', 'dark'] },
  { key: 'face.language', default: 'system', choices: ['system', 'en', 'de'] },
  // Whether syncing rests where the way to the internet costs by volume, and on battery.
  { key: 'rest.metered', default: 'off', choices: ['on', 'off'] },
  { key: 'rest.battery', default: 'off', choices: ['on', 'off'] },
  { key: 'guard.files', default: DEFAULT_GUARD.files, range: [0, 1_000_000] },
  { key: 'guard.share', default: DEFAULT_GUARD.share, range: [0, 1] },
  { key: 'trash.days', default: DEFAULT_TRASH.days, range: [1, 3_650] },
  // 0: no limit.
  { key: 'trash.megabytes', default: DEFAULT_TRASH.bytes / (1024 * 1024), range: [0, 100_000_000] },
];

function known(key: string): Known {
  const found = SETTINGS.find((setting) => setting.key === key);
  if (found === undefined)
    throw new SyncError('wrong-usage', {
      path: key,
      detail: `there is no such setting; there are ${SETTINGS.map((one) => one.key).join(', ')}`,
    });
  return found;
}

function read(engine: Engine, setting: Known): Setting {
  const text = engine.parts.state.setting(setting.key);
  const value = text === undefined ? setting.default : typeof setting.default === 'number' ? Number(text) : text;
  return {
    key: setting.key,
    value,
    default: setting.default,
    ...(setting.choices === undefined ? {} : { choices: [...setting.choices] }),
  };
}

function check(setting: Known, value: string | number | boolean): string {
  const text = String(value);
  if (setting.choices !== undefined && !setting.choices.includes(text))
    throw new SyncError('wrong-usage', { path: setting.key, detail: `allowed are ${setting.choices.join(', ')}` });
  const [least, most] = setting.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (setting.range !== undefined && !(text.trim() !== '' && Number(text) >= least && Number(text) <= most))
    throw new SyncError('wrong-usage', { path: setting.key, detail: `a number from ${least} to ${most} is needed` });
  if (setting.gap !== undefined && Number(text) !== 0 && Number(text) < setting.gap)
    throw new SyncError('wrong-usage', {
      path: setting.key,
      detail: `0, or a number from ${setting.gap} on is needed`,
    });
  setting.check?.(text);
  return text;
}

export function settingHandlers(engine: Engine) {
  return {
    settings: async ({ key }) => (key === undefined ? SETTINGS : [known(key)]).map((setting) => read(engine, setting)),
    changeSetting: async ({ key, value }) => {
      const setting = known(key);
      engine.parts.state.setSetting(key, value === null ? undefined : check(setting, value));
      if (setting.reconnects) engine.reconnect('finish');
      if (key.startsWith('rest.')) engine.judgeRest();
      return read(engine, setting);
    },
  } satisfies SomeHandlers;
}
