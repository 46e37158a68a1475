/** The deletion guard, what happens in a conflict, and every setting that this face has no words of its own for. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Radios } from '../../components/choice.tsx';
import { Select } from '../../components/field.tsx';
import { DESKTOP_KEYS, SwitchSetting } from './desktop.tsx';
import { NETWORK_KEYS } from './network.tsx';
import { NumberSetting, type Setting, useSave } from './number-setting.tsx';
import { SettingRow } from './setting-row.tsx';

function ConflictPolicy({ setting }: { readonly setting: Setting }) {
  const { t } = useTranslation();
  const save = useSave();
  const choices = setting.choices ?? [];
  const known = (['keep-both', 'ask'] as const).filter((choice) => choices.includes(choice));
  const value = known.find((choice) => choice === setting.value) ?? 'keep-both';
  return (
    <div className="setting-block">
      <strong>{t('settings.conflicts')}</strong>
      <Radios
        label={t('settings.conflicts')}
        value={value}
        disabled={setting.fixed === true}
        options={known.map((choice) => ({ value: choice, label: t(`settings.conflictChoices.${choice}`) }))}
        onChange={(choice) => void save(setting, choice)}
      />
    </div>
  );
}

/** A setting of a newer engine: shown by its key, so that it can be changed at all. */
function OtherSetting({ setting }: { readonly setting: Setting }) {
  const save = useSave();
  const { key, choices, value, fixed } = setting;
  const [typed, setTyped] = useState<string>();
  const shown = value === null ? '' : String(value);
  const done = (): void => {
    setTyped(undefined);
    if (typed !== undefined && typed !== shown) void save(setting, typed === '' ? null : typed);
  };
  return (
    <SettingRow label={key}>
      {choices === undefined ? (
        <input
          className="input setting-text"
          aria-label={key}
          disabled={fixed === true}
          value={typed ?? shown}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={done}
          onKeyDown={(event) => event.key === 'Enter' && done()}
        />
      ) : (
        <Select
          label={key}
          value={shown}
          options={choices.map((choice) => ({ value: choice, label: choice }))}
          onChange={(choice) => void save(setting, choice)}
        />
      )}
    </SettingRow>
  );
}

/** Settings with words of their own; all others are listed by their keys. */
const OWN: ReadonlySet<string> = new Set([
  'bandwidth.up',
  'bandwidth.down',
  'bandwidth.schedule',
  'face.theme',
  'face.language',
  'guard.files',
  'guard.share',
  'conflicts',
  'locks.auto',
  'rest.metered',
  'rest.battery',
  'trash.days',
  'trash.megabytes',
  ...DESKTOP_KEYS,
  ...NETWORK_KEYS,
]);

/** Settings of a newer engine than this face. */
export function OtherSettings({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useTranslation();
  const others = settings.filter(({ key }) => !OWN.has(key));
  if (others.length === 0) return undefined;
  return (
    <section className="card setting-card" aria-labelledby="other-settings">
      <h2 id="other-settings">{t('settings.other')}</h2>
      {others.map((setting) => (
        <OtherSetting key={setting.key} setting={setting} />
      ))}
    </section>
  );
}

export function Safety({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useTranslation();
  const find = (key: string): Setting | undefined => settings.find((setting) => setting.key === key);
  const files = find('guard.files');
  const share = find('guard.share');
  const conflicts = find('conflicts');
  const locks = find('locks.auto');
  const days = find('trash.days');
  const megabytes = find('trash.megabytes');
  return (
    <section className="card setting-card" aria-labelledby="safety">
      <h2 id="safety">{t('settings.safety')}</h2>
      <div className="setting-block">
        <strong>{t('settings.guard')}</strong>
        <span className="dim">{t('settings.guardMore')}</span>
      </div>
      {files && <NumberSetting setting={files} label={t('settings.guardFiles')} />}
      {share && <NumberSetting setting={share} label={t('settings.guardShare')} scale={100} unit="%" />}
      {conflicts && <ConflictPolicy setting={conflicts} />}
      <SwitchSetting setting={locks} label={t('settings.locks')} />
      {(days ?? megabytes) && (
        <div className="setting-block">
          <strong>{t('settings.trash')}</strong>
          <span className="dim">{t('settings.trashMore')}</span>
        </div>
      )}
      {days && <NumberSetting setting={days} label={t('settings.trashDays')} unit={t('settings.days')} />}
      {megabytes && (
        <NumberSetting setting={megabytes} label={t('settings.trashSize')} unit={t('settings.megabytes')} />
      )}
    </section>
  );
}
