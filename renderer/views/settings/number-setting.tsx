/** A setting that is a number, and saving any setting. */
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { useFace, useRun } from '../../state/hooks.ts';
import { SettingRow } from './setting-row.tsx';

export type Setting = Output<'settings'>[number];

/** Saves a setting and says so; null puts the default back. */
export function useSave(): (setting: Setting, value: string | number | boolean | null) => Promise<void> {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run } = useRun();
  return async ({ key }, value) => {
    const result = await run('changeSetting', { key, value }, key);
    if (result.ok) notices.tell(t('settings.saved'));
  };
}

interface NumberSettingProps {
  readonly setting: Setting;
  readonly label: string;
  /** What is shown is the value times this: shares are shown as percent. */
  readonly scale?: number;
  readonly unit?: string;
}

/** Saved when it is left or Enter is pressed, not while it is typed. */
export function NumberSetting({ setting, label, scale = 1, unit }: NumberSettingProps) {
  const { t } = useTranslation();
  const save = useSave();
  const shown = String(Math.round(Number(setting.value) * scale));
  const [typed, setTyped] = useState<string>();
  const isDefault = setting.value === setting.default;
  const done = (): void => {
    setTyped(undefined);
    if (typed !== undefined && typed !== shown && typed.trim() !== '') void save(setting, Number(typed) / scale);
  };
  return (
    <SettingRow label={label} hint={setting.fixed === true ? t('settings.fixed') : undefined}>
      <span className="setting-number">
        {!isDefault && setting.fixed !== true && (
          <Button variant="quiet" icon={RotateCcw} onClick={() => void save(setting, null)}>
            {t('settings.reset')}
          </Button>
        )}
        <input
          className="input"
          type="number"
          min={0}
          aria-label={label}
          disabled={setting.fixed === true}
          value={typed ?? shown}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={done}
          onKeyDown={(event) => event.key === 'Enter' && done()}
        />
        <span className="dim">{unit}</span>
      </span>
    </SettingRow>
  );
}
