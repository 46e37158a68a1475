/** Many files deleted at once on one side: which, where, and whether to delete them on the other or to bring them back. */
import { RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Ago } from '../../components/parts.tsx';
import { useFace, useRun, useStatus } from '../../state/hooks.ts';

type Item = Output<'held'>[number];

function Examples({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const examples = item.examples ?? [];
  const more = item.count - examples.length;
  if (examples.length === 0) return undefined;
  return (
    <details className="deletion-list">
      <summary>{t('held.list')}</summary>
      <ul>
        {examples.map((path) => (
          <li key={path}>
            <bdi>{path}</bdi>
          </li>
        ))}
        {more > 0 && examples.length > 1 && <li className="dim">{t('held.listMore', { count: more })}</li>}
      </ul>
    </details>
  );
}

export function Deletion({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [asking, setAsking] = useState(false);
  const root = useStatus()?.links.find(({ rootId }) => rootId === item.rootId)?.name ?? '';
  const { count } = item;
  const here = item.side === 'local';
  const decide = async (name: 'release' | 'decline'): Promise<void> => {
    const result = await run(name, { id: item.id }, name);
    setAsking(false);
    if (result.ok) notices.tell(name === 'release' ? t('held.allowed') : t('held.restored'));
  };
  return (
    <section className="deletion card" aria-label={t('held.groupMass')}>
      <span className="headline-icon tone-bad">
        <Trash2 size={26} strokeWidth={1.9} aria-hidden />
      </span>
      <div className="deletion-words">
        <h2>{here ? t('held.massLocal', { count }) : t('held.massCloud', { count })}</h2>
        <p className="dim">
          {t('held.where', { path: `${root}${item.path === '/' ? '' : item.path}` })} · <Ago at={item.at} />
        </p>
        <p>{here ? t('held.massLocalMore') : t('held.massCloudMore')}</p>
        <Examples item={item} />
        <div className="many-actions">
          <Button
            variant="primary"
            icon={RotateCcw}
            busy={running !== undefined}
            onClick={() => void decide('decline')}
          >
            {t('held.bringBack')}
          </Button>
          <Button variant="danger-plain" icon={Trash2} disabled={running !== undefined} onClick={() => setAsking(true)}>
            {t('held.deleteToo')}
          </Button>
          <span className="dim small">{t('held.bringBackMore')}</span>
        </div>
      </div>
      <Confirm
        open={asking}
        title={t('held.deleteTitle', { count })}
        text={here ? t('held.deleteLocal') : t('held.deleteCloud')}
        action={t('held.deleteDo')}
        danger
        busy={running !== undefined}
        onConfirm={() => void decide('release')}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
