/** Is everything safe, what is happening, what needs me: answered at a glance. */
import { useTranslation } from 'react-i18next';
import { Bar, Waiting } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { areHere, useQuery, useStatus } from '../../state/hooks.ts';
import { AttentionList } from './attention-list.tsx';
import { Headline } from './headline.tsx';
import { RECENT, Recent } from './recent.tsx';
import { Roots } from './roots.tsx';
import { Transfers } from './transfers.tsx';

function Quota() {
  const { t } = useTranslation();
  const { format } = useWords();
  const account = useQuery('account', {}).value;
  const { spaceQuota, spaceUsed } = account ?? {};
  if (typeof spaceQuota !== 'number' || typeof spaceUsed !== 'number' || spaceQuota === 0) return undefined;
  const words = t('overview.quotaOf', { used: format.size(spaceUsed), quota: format.size(spaceQuota) });
  return (
    <section className="card quota" aria-labelledby="quota">
      <h2 id="quota">{t('overview.quota')}</h2>
      <span className="dim">{words}</span>
      <Bar share={spaceUsed / spaceQuota} label={words} accent />
    </section>
  );
}

export function Overview() {
  const status = useStatus();
  const parts = [useQuery('held', {}), useQuery('activity', RECENT), useQuery('account', {})];
  if (status === undefined || !areHere(...parts)) return <Waiting />;
  return (
    <div className="view overview">
      <Headline status={status} />
      {status.links.length > 0 && (
        <div className="overview-grid">
          <div className="overview-main">
            <AttentionList status={status} />
            <Roots links={status.links} />
            <Transfers />
          </div>
          <div className="overview-side">
            <Recent />
            <Quota />
          </div>
        </div>
      )}
    </div>
  );
}
