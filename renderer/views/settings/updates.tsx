/** Newer versions of the desktop program, where it looks after them itself. */
import { Download, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Ago, Bar } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useQuery, useRun } from '../../state/hooks.ts';
import { SwitchSetting } from './desktop.tsx';
import type { Setting } from './number-setting.tsx';

const CAN_LOOK: ReadonlySet<string> = new Set(['current', 'elsewhere', 'trouble']);

export function Updates({ settings }: { readonly settings: readonly Setting[] }) {
  const { t } = useTranslation();
  const { code } = useWords();
  const { run, running } = useRun();
  const update = useQuery('update', {}).value;
  if (update === undefined) return undefined;
  const { state, version, percent, detail, lookedAt } = update;
  const { what, fix } = code(update.code, { version, percent, detail });
  return (
    <section className="card setting-card" aria-labelledby="updates">
      <h2 id="updates">{t('settings.updates')}</h2>
      <div className="setting">
        <div role="status">
          <strong>{what}</strong>
          {fix !== undefined && <span className="dim">{fix}</span>}
          {lookedAt !== null && (
            <span className="dim small">
              {t('settings.updatesLooked')}: <Ago at={lookedAt} />
            </span>
          )}
        </div>
        {state === 'ready' && (
          <Button
            variant="primary"
            icon={Download}
            busy={running !== undefined}
            onClick={() => void run('restartToUpdate', {})}
          >
            {t('settings.updatesRestart')}
          </Button>
        )}
        {CAN_LOOK.has(state) && (
          <Button icon={RefreshCw} busy={running !== undefined} onClick={() => void run('lookForUpdate', {})}>
            {t('settings.updatesLook')}
          </Button>
        )}
      </div>
      {state === 'downloading' && <Bar share={(percent ?? 0) / 100} label={what} />}
      <SwitchSetting
        setting={settings.find(({ key }) => key === 'desktop.updates')}
        label={t('settings.autoUpdates')}
      />
    </section>
  );
}
