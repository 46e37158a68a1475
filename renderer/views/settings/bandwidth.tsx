/** How fast files may be transferred, and when it is otherwise. */
import { CalendarPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../../components/button.tsx';
import { Select } from '../../components/field.tsx';
import { useWords } from '../../components/use-words.ts';
import { useHas, useQuery } from '../../state/hooks.ts';
import { SwitchSetting } from './desktop.tsx';
import { NumberSetting, type Setting, useSave } from './number-setting.tsx';
import { DAYS, type Day, readSchedule, type Span, writeSchedule } from './schedule.ts';

const NEW: Span = { from: 'Mon', to: 'Fri', start: '08:00', end: '18:00', up: 500, down: 2000 };

interface SpanRowProps {
  readonly span: Span;
  readonly onChange: (span: Span) => void;
  readonly onRemove: () => void;
}

/** Typed values count once the field is left, so that no half-typed time is saved. */
function SpanRow({ span, onChange, onRemove }: SpanRowProps) {
  const { t } = useTranslation();
  const { format } = useWords();
  const [typed, setTyped] = useState<Partial<Span>>({});
  const shown = { ...span, ...typed };
  const days = DAYS.map((value, index) => ({ value, label: format.weekday(index) }));
  const done = (): void => {
    setTyped({});
    if (shown.start !== '' && shown.end !== '' && JSON.stringify(shown) !== JSON.stringify(span)) onChange(shown);
  };
  const time = (key: 'start' | 'end', label: string) => (
    <input
      className="input"
      type="time"
      aria-label={label}
      value={shown[key]}
      onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
      onBlur={done}
    />
  );
  const limit = (key: 'up' | 'down', label: string) => (
    <label className="span-limit">
      <span className="dim small">{label}</span>
      <input
        className="input"
        type="number"
        min={0}
        value={shown[key]}
        onChange={(event) => setTyped({ ...typed, [key]: Number(event.target.value) })}
        onBlur={done}
      />
    </label>
  );
  return (
    <li className="span">
      <Select<Day>
        label={t('settings.fromDay')}
        value={span.from}
        options={days}
        onChange={(from) => onChange({ ...span, from })}
      />
      <Select<Day>
        label={t('settings.toDay')}
        value={span.to}
        options={days}
        onChange={(to) => onChange({ ...span, to })}
      />
      {time('start', t('settings.fromTime'))}
      {time('end', t('settings.toTime'))}
      {limit('up', `${t('overview.upload')}, ${t('settings.kilobytes')}`)}
      {limit('down', `${t('overview.download')}, ${t('settings.kilobytes')}`)}
      <IconButton icon={Trash2} label={t('settings.removeSpan')} onClick={onRemove} />
    </li>
  );
}

function Schedule({ setting }: { readonly setting: Setting }) {
  const { t } = useTranslation();
  const save = useSave();
  const text = String(setting.value ?? '');
  const spans = readSchedule(text);
  const write = (next: readonly Span[]): void => void save(setting, next.length === 0 ? null : writeSchedule(next));
  return (
    <div className="setting-block">
      <strong>{t('settings.schedule')}</strong>
      {spans === undefined ? (
        // Written by hand in a way that the rows cannot show: it is shown as it is, and left alone.
        <span className="mono">{text}</span>
      ) : (
        <>
          {spans.length === 0 && <span className="dim">{t('settings.scheduleNone')}</span>}
          <ul className="spans">
            {spans.map((span, index) => (
              <SpanRow
                // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a schedule have no other name than their place.
                key={index}
                span={span}
                onChange={(changed) => write(spans.map((one, at) => (at === index ? changed : one)))}
                onRemove={() => write(spans.filter((_, at) => at !== index))}
              />
            ))}
          </ul>
          <span>
            <Button icon={CalendarPlus} onClick={() => write([...spans, NEW])}>
              {t('settings.addSpan')}
            </Button>
          </span>
        </>
      )}
    </div>
  );
}

/** What may be used right now, and by whose limit: an administrator may have set one too. */
function Now() {
  const { t } = useTranslation();
  const { format } = useWords();
  const now = useQuery('bandwidth', {}).value;
  if (now === undefined) return undefined;
  const words = ({ bytesPerSecond, by }: typeof now.up): string =>
    bytesPerSecond === null
      ? t('settings.unlimited')
      : `${format.speed(bytesPerSecond)}${by === null ? '' : ` (${t(`settings.limitBy.${by}`)})`}`;
  return (
    <dl className="facts">
      <dt>{t('settings.upNow')}</dt>
      <dd>{words(now.up)}</dd>
      <dt>{t('settings.downNow')}</dt>
      <dd>{words(now.down)}</dd>
    </dl>
  );
}

export function Bandwidth({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useTranslation();
  const find = (key: string): Setting | undefined => settings.find((setting) => setting.key === key);
  const up = find('bandwidth.up');
  const down = find('bandwidth.down');
  const schedule = find('bandwidth.schedule');
  const canTell = useHas('bandwidth');
  if (up === undefined && down === undefined) return undefined;
  return (
    <section className="card setting-card" aria-labelledby="bandwidth">
      <h2 id="bandwidth">{t('settings.bandwidth')}</h2>
      <span className="dim">{t('settings.bandwidthMore')}</span>
      {up && <NumberSetting setting={up} label={t('settings.up')} unit={t('settings.kilobytes')} />}
      {down && <NumberSetting setting={down} label={t('settings.down')} unit={t('settings.kilobytes')} />}
      {schedule && <Schedule setting={schedule} />}
      {canTell && <Now />}
      <SwitchSetting setting={find('rest.metered')} label={t('settings.restMetered')} />
      <SwitchSetting setting={find('rest.battery')} label={t('settings.restBattery')} />
    </section>
  );
}
