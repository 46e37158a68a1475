/** Checks of the installation and everything around it, each with what to do. */
import { CircleAlert, CircleCheck, CircleMinus, FileDown, Stethoscope, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { useClient, useFace, useHas, useMaybeQuery, useRun } from '../../state/hooks.ts';
import { beside } from '../welcome/checks.ts';
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

/** Writes the report where the engine runs; the page may be elsewhere, so it is a path and no download. */
function Bundle() {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const can = useHas('bundle');
  const canList = useHas('folders');
  const home = useMaybeQuery('folders', can && canList ? {} : undefined).value?.path;
  const [typed, setTyped] = useState<string>();
  const file = typed ?? (home === undefined ? '' : beside(home, 'leitz-cloud-report.json'));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await run('bundle', { file: file.trim() });
    if (result.ok) notices.tell(t('settings.bundleDone', { file: result.value.file }));
  };
  if (!can) return undefined;
  return (
    <form className="setting" onSubmit={(event) => void save(event)}>
      <div>
        <strong>{t('settings.bundle')}</strong>
        <span className="dim small">{t('settings.bundleMore')}</span>
      </div>
      <span className="bundle">
        <input
          className="input"
          aria-label={t('settings.bundleFile')}
          value={file}
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" icon={FileDown} busy={running !== undefined} disabled={file.trim() === ''}>
          {t('settings.bundleDo')}
        </Button>
      </span>
    </form>
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
      <Bundle />
      <ul className="checks" aria-live="polite">
        {checks.map((one) => (
          <Row key={`${one.name} ${one.rootId ?? ''}`} check={one} />
        ))}
      </ul>
    </section>
  );
}
