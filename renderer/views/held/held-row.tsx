/** One item that waits: why, what to do, and another name where a name is the trouble. */
import { CircleAlert, Hand, Lock, type LucideIcon, RefreshCw, Replace, Tag, Undo2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Ago, folderOf, nameOf } from '../../components/parts.tsx';
import { useLockWords } from '../../components/use-lock-words.ts';
import { useWords } from '../../components/use-words.ts';
import { useFace, useHas, useRun, useStatus } from '../../state/hooks.ts';
import { hashOfPath } from '../../state/route.ts';

type Item = Output<'held'>[number];

function lookOf({ reason, suggestedName }: Item): { readonly icon: LucideIcon; readonly tone: string } {
  if (reason === 'failing') return { icon: CircleAlert, tone: 'bad' };
  if (reason === 'locked') return { icon: Lock, tone: 'warn' };
  return { icon: suggestedName === undefined ? Hand : Tag, tone: 'warn' };
}

const isAboutName = ({ reason, suggestedName }: Item): boolean =>
  suggestedName !== undefined || reason === 'case-clash' || reason === 'name-too-long';

/** A name to take instead; the suggested one, unless another is typed. */
function NewName({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [typed, setTyped] = useState<string>();
  const name = typed ?? item.suggestedName ?? nameOf(item.path);
  const rename = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await run('fixName', { id: item.id, name });
    if (result.ok) notices.tell(t('held.renamed', { name: result.value.name }));
  };
  return (
    <form className="new-name" onSubmit={(event) => void rename(event)}>
      <input
        className="input"
        aria-label={`${t('held.newName')}: ${nameOf(item.path)}`}
        value={name}
        maxLength={255}
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" variant="primary" icon={Tag} busy={running !== undefined} disabled={name.trim() === ''}>
        {t('held.rename')}
      </Button>
    </form>
  );
}

export function HeldRow({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const { code } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const lockWords = useLockWords();
  const { icon: Icon, tone } = lookOf(item);
  const { what, fix } = code(item.reason, {
    path: nameOf(item.path),
    // Some reasons only repeat the name.
    detail: item.detail === nameOf(item.path) ? undefined : item.detail,
    suggestion: item.suggestedName,
  });
  const canRename = useHas('fixName') && isAboutName(item);
  const link = useStatus()?.links.find(({ rootId }) => rootId === item.rootId);
  const canAlias = useHas('changeLink') && item.reason === 'illegal-name-here' && link?.aliases !== true;
  const letAlias = async (): Promise<void> => {
    const result = await run('changeLink', { rootId: item.rootId, aliases: true }, 'alias');
    if (result.ok) notices.tell(t('held.aliasOn'));
  };
  const decide = async (name: 'release' | 'decline'): Promise<void> => {
    const result = await run(name, { id: item.id }, name);
    if (result.ok) notices.tell(name === 'release' ? t('held.triedAgain') : t('held.takenBack'));
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
        {item.lock !== undefined && <span className="small">{lockWords(item.lock)}</span>}
        {canRename && <NewName item={item} />}
      </div>
      <div className="need-do many-actions">
        {canAlias && (
          <Button icon={Replace} busy={running === 'alias'} onClick={() => void letAlias()}>
            {t('held.useAlias')}
          </Button>
        )}
        {item.reason === 'forbidden' && (
          <Button icon={Undo2} busy={running === 'decline'} onClick={() => void decide('decline')}>
            {t('held.takeBack')}
          </Button>
        )}
        <Button icon={RefreshCw} busy={running === 'release'} onClick={() => void decide('release')}>
          {t('held.tryAgain')}
        </Button>
      </div>
    </li>
  );
}
