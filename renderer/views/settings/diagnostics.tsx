/** Checks of the installation and everything around it, each with what to do. */
import { CircleAlert, CircleCheck, CircleMinus, Stethoscope, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { useClient, useFace } from '../../state/hooks.ts';
import { SettingRow } from './setting-row.tsx';

type Check = Output<'doctor'>['checks'][number];

const LOOKS = {
  good: { icon: CircleCheck, tone: 'good' },
  warning: { icon: TriangleAlert, tone: 'warn' },
  bad: { icon: CircleAlert, tone: 'bad' },
  skipped: { icon: CircleMinus, tone: 'quiet' },
} as const;

function Row({ check }: { readonly check: Check }) {
  const { t } = useTranslation();
  const { icon: Icon, tone } = LOOKS[check.outcome];
  return (
    <li>
      <span className={`state tone-${tone}`}>
        <Icon size={16} aria-hidden />
        {t(`settings.checkOutcome.${check.outcome}`)}
      </span>
      <div>
        <span>
          <strong>{check.name}</strong>: {check.found}
        </span>
        {check.fix !== undefined && <span className="dim">{check.fix}</span>}
      </div>
    </li>
  );
}

export function Diagnostics() {
  const { t } = useTranslation();
  const client = useClient();
  const { notices } = useFace();
  const [checks, setChecks] = useState<readonly Check[]>([]);
  const [busy, setBusy] = useState(false);
  const check = async (): Promise<void> => {
    setBusy(true);
    const result = await client.ask('doctor', {});
    setBusy(false);
    if (result.ok) setChecks(result.value.checks);
    else notices.fail(result.error);
  };
  return (
    <section className="card setting-card" aria-labelledby="diagnostics">
      <h2 id="diagnostics">{t('settings.diagnostics')}</h2>
      <SettingRow label={t('settings.diagnose')} hint={t('settings.diagnoseMore')}>
        <Button icon={Stethoscope} busy={busy} onClick={() => void check()}>
          {t('settings.diagnose')}
        </Button>
      </SettingRow>
      <ul className="checks" aria-live="polite">
        {checks.map((one) => (
          <Row key={`${one.name} ${one.rootId ?? ''}`} check={one} />
        ))}
      </ul>
    </section>
  );
}
