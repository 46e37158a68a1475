/** What was settled lately, and taking it back. */
import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Ago, nameOf, PathText } from '../../components/parts.tsx';
import { useFace, useQuery, useRun } from '../../state/hooks.ts';

type One = Output<'settledConflicts'>[number];

const WORDS = ['mine', 'theirs', 'both', 'merged', 'settled-itself'] as const;
const MOST_SHOWN = 20;

function Row({ settled }: { readonly settled: One }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const kept = WORDS.find((word) => word === settled.kept) ?? 'settled-itself';
  const reopen = async (): Promise<void> => {
    const result = await run('reopen', { id: settled.id });
    if (result.ok) notices.tell(t('conflicts.reopened', { name: nameOf(settled.path) }));
  };
  return (
    <li className="settled">
      <PathText path={settled.path} />
      <span className="dim small">
        {t(`conflicts.kept.${kept}`)} · <Ago at={settled.at} />
      </span>
      {settled.canReopen && (
        <Button
          icon={Undo2}
          busy={running !== undefined}
          aria-label={`${t('common.undo')}: ${nameOf(settled.path)}`}
          onClick={() => void reopen()}
        >
          {t('common.undo')}
        </Button>
      )}
    </li>
  );
}

export function Settled() {
  const { t } = useTranslation();
  const settled = useQuery('settledConflicts', {}).value ?? [];
  if (settled.length === 0) return undefined;
  return (
    <section className="card" aria-labelledby="settled">
      <div className="card-head">
        <h2 id="settled">{t('conflicts.settled')}</h2>
      </div>
      <ul>
        {settled.slice(0, MOST_SHOWN).map((one) => (
          <Row key={one.id} settled={one} />
        ))}
      </ul>
    </section>
  );
}
