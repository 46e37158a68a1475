/** What waits for a decision: deletions first, then names, then the rest. */
import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Empty, Loaded } from '../../components/parts.tsx';
import { ViewHead } from '../../components/view-head.tsx';
import { useClient, useQuery } from '../../state/hooks.ts';
import { Deletion } from './deletion.tsx';
import { HeldRow } from './held-row.tsx';

type Item = Output<'held'>[number];

const isDeletion = ({ reason }: Item): boolean => reason === 'mass-deletion';
const isName = ({ suggestedName, reason }: Item): boolean =>
  suggestedName !== undefined || reason === 'case-clash' || reason.startsWith('illegal-name');

/** Shown at once; a list of thousands is settled by its cause, not row by row. */
const MOST_SHOWN = 200;

function Group({ title, items }: { readonly title: string; readonly items: readonly Item[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return undefined;
  const more = items.length - MOST_SHOWN;
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <span className="count held-count">{items.length}</span>
      </div>
      <ul>
        {items.slice(0, MOST_SHOWN).map((item) => (
          <HeldRow key={item.id} item={item} />
        ))}
        {more > 0 && <li className="card-none">{t('plan.more', { count: more })}</li>}
      </ul>
    </section>
  );
}

export function Held() {
  const { t } = useTranslation();
  const client = useClient();
  const held = useQuery('held', {});
  return (
    <div className="view held">
      <ViewHead title={t('held.title')} text={t('held.intro')} />
      <Loaded of={held} onAgain={() => client.queries.refresh('held')}>
        {(items) =>
          items.length === 0 ? (
            <div className="card">
              <Empty icon={CircleCheck} title={t('held.none')} text={t('held.noneMore')} tone="good" />
            </div>
          ) : (
            <div className="held-groups">
              {items.filter(isDeletion).map((item) => (
                <Deletion key={item.id} item={item} />
              ))}
              <Group title={t('held.groupNames')} items={items.filter((item) => !isDeletion(item) && isName(item))} />
              <Group title={t('held.groupOther')} items={items.filter((item) => !isDeletion(item) && !isName(item))} />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
