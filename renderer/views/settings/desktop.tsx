/** What only the desktop program has: starting by itself, notifications. */
import { useTranslation } from 'react-i18next';
import { Switch } from '../../components/switch.tsx';
import { type Setting, useSave } from './number-setting.tsx';
import { SettingRow } from './setting-row.tsx';

const NOTICES = ['conflict', 'held', 'sign-in', 'halted', 'first-sync', 'space'] as const;

export const DESKTOP_KEYS: readonly string[] = [
  'desktop.login-item',
  'desktop.updates',
  ...NOTICES.map((kind) => `desktop.notify.${kind}`),
];

interface SwitchSettingProps {
  readonly setting: Setting | undefined;
  readonly label: string;
  readonly hint?: string;
}

/** A setting that is a yes or no, whether it is kept so or as the words `on` and `off`. */
export function SwitchSetting({ setting, label, hint }: SwitchSettingProps) {
  const { t } = useTranslation();
  const save = useSave();
  if (setting === undefined) return undefined;
  const { value, fixed } = setting;
  const isWord = typeof value === 'string';
  return (
    <SettingRow label={label} hint={fixed === true ? t('settings.fixed') : hint}>
      <Switch
        on={value === true || value === 'on'}
        label={label}
        disabled={fixed === true}
        onChange={(on) => void save(setting, isWord ? (on ? 'on' : 'off') : on)}
      />
    </SettingRow>
  );
}

export function Desktop({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useTranslation();
  const find = (key: string): Setting | undefined => settings.find((setting) => setting.key === key);
  if (!settings.some(({ key }) => DESKTOP_KEYS.includes(key))) return undefined;
  return (
    <section className="card setting-card" aria-labelledby="desktop">
      <h2 id="desktop">{t('settings.desktop')}</h2>
      <SwitchSetting setting={find('desktop.login-item')} label={t('settings.loginItem')} />
      <div className="setting-block">
        <strong>{t('settings.notify')}</strong>
      </div>
      {NOTICES.map((kind) => (
        <SwitchSetting key={kind} setting={find(`desktop.notify.${kind}`)} label={t(`settings.notifyKinds.${kind}`)} />
      ))}
    </section>
  );
}
