/** What the first sync will do, before it does anything; and what to leave out of it. */
import {
  ArrowDownToLine,
  ArrowUpFromLine,
  Equal,
  GitCompareArrows,
  type LucideIcon,
  MoveRight,
  Play,
  ScanText,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Failed, Waiting } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useClient, useFace, useMaybeQuery, useQuery, useRun, useStatus } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import { LeaveOut } from './leave-out.tsx';

type Counted = Output<'planSummary'>['down'];

interface LineProps {
  readonly icon: LucideIcon;
  readonly of: Counted;
  readonly text: string;
}

function Line({ icon: Icon, of: { count, bytes }, text }: LineProps) {
  const { t } = useTranslation();
  const { format } = useWords();
  if (count === 0) return undefined;
  return (
    <li className="plan-line">
      <span className="root-icon">
        <Icon size={18} aria-hidden />
      </span>
      <span>
        <strong>{t('common.files', { count })}</strong> {text}
      </span>
      <span className="dim">{bytes > 0 ? format.size(bytes) : ''}</span>
    </li>
  );
}

function OnePlan({ rootId }: { readonly rootId: number }) {
  const { t } = useTranslation();
  const client = useClient();
  const first = useQuery('planSummary', { rootId });
  // Both sides are looked at once; what is left out after that changes what is known, not what there is.
  const later = useMaybeQuery('planSummary', first.value === undefined ? undefined : { rootId, look: false });
  const plan = later.value === undefined ? first : later;
  const link = useStatus()?.links.find((one) => one.rootId === rootId);
  if (plan.value === undefined && plan.error !== undefined)
    return <Failed failure={plan.error} onAgain={() => client.queries.refresh('planSummary')} />;
  const sums = plan.value;
  const nothing = sums !== undefined && Object.values(sums).every(({ count }: Counted) => count === 0);
  return (
    <section className="card plan" aria-label={link?.name}>
      <div className="card-head">
        <h2>{link?.name}</h2>
        <bdi className="mono dim plan-folder">{link?.folder}</bdi>
      </div>
      {sums === undefined ? (
        <Waiting text={t('welcome.reviewBusy')} />
      ) : (
        <ul>
          <Line icon={ArrowDownToLine} of={sums.down} text={t('welcome.down')} />
          <Line icon={ArrowUpFromLine} of={sums.up} text={t('welcome.up')} />
          <Line icon={Equal} of={sums.equal} text={t('welcome.equal')} />
          <Line icon={ScanText} of={sums.compare} text={t('welcome.compare')} />
          <Line icon={GitCompareArrows} of={sums.conflict} text={t('welcome.conflict')} />
          <Line icon={MoveRight} of={sums.moved} text={t('welcome.moved')} />
          <Line icon={Trash2} of={sums.deleted} text={t('welcome.deleted')} />
          {nothing && <li className="card-none">{t('welcome.nothing')}</li>}
        </ul>
      )}
      {sums !== undefined && <LeaveOut rootId={rootId} name={link?.name ?? ''} />}
    </section>
  );
}

export function Review({ rootIds }: { readonly rootIds: readonly number[] }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const go = async (): Promise<void> => {
    const result = await run('resume', {});
    if (!result.ok) return;
    notices.tell(t('welcome.started'));
    location.hash = hashOf('overview');
  };
  return (
    <div className="welcome-form welcome-wide">
      <p className="dim">{t('welcome.reviewIntro')}</p>
      {rootIds.map((rootId) => (
        <OnePlan key={rootId} rootId={rootId} />
      ))}
      <div className="welcome-actions">
        <Button variant="primary" icon={Play} busy={running !== undefined} onClick={() => void go()}>
          {t('welcome.go')}
        </Button>
      </div>
    </div>
  );
}
