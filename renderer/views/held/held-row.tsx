/** One item that waits: why, what to do, a name that would work. */
import { CircleAlert, Copy, Hand, Lock, type LucideIcon, RefreshCw, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Ago, folderOf, nameOf } from '../../components/parts.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useWords } from '../../components/use-words.ts';
import { useFace, useRun } from '../../state/hooks.ts';
import { hashOfPath } from '../../state/route.ts';

type Item = Output<'held'>[number];

function lookOf({ reason, suggestedName }: Item): { readonly icon: LucideIcon; readonly tone: string } {
  if (reason === 'failing') return { icon: CircleAlert, tone: 'bad' };
  if (reason === 'locked') return { icon: Lock, tone: 'warn' };
  return { icon: suggestedName === undefined ? Hand : Tag, tone: 'warn' };
}

export function HeldRow({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const { code } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const copy = useCopy();
  const { icon: Icon, tone } = lookOf(item);
  const { what, fix } = code(item.reason, {
    path: nameOf(item.path),
    // Some reasons only repeat the name.
    detail: item.detail === nameOf(item.path) ? undefined : item.detail,
    suggestion: item.suggestedName,
  });
  const again = async (): Promise<void> => {
    const result = await run('release', { id: item.id });
    if (result.ok) notices.tell(t('held.triedAgain'));
  };
  return (
    <li className="need">
      <span className={`need-icon tone-${tone}`}>
        <Icon size={18} aria-hidden />
      </span>
      <div className="need-words">
        <a className="root-name" href={hashOfPath(item.rootId, item.path)}>
          <bdi>{nameOf(item.path)}</bdi>
        </a>
        <span className="path-folder">
          <bdi>{folderOf(item.path) || '/'}</bdi> · <Ago at={item.at} />
        </span>
        <span>
          {what} {fix}
        </span>
        {item.suggestedName !== undefined && (
          <span className="suggestion">
            <span className="dim">{t('held.suggestion')}:</span> <bdi className="mono">{item.suggestedName}</bdi>
            <Button variant="quiet" icon={Copy} onClick={() => copy(item.suggestedName ?? '')}>
              {t('held.copyName')}
            </Button>
          </span>
        )}
      </div>
      <div className="need-do">
        <Button icon={RefreshCw} busy={running !== undefined} onClick={() => void again()}>
          {t('held.tryAgain')}
        </Button>
      </div>
    </li>
  );
}
