/** All about one path: its state and why, what to do, where it is, what was done to it. */
import {
  ExternalLink,
  FolderSearch,
  GitCompareArrows,
  Hand,
  Lock,
  LockOpen,
  PackageMinus,
  PackagePlus,
  Share2,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { ActionIcon, useDeed, useReason } from '../../components/activity-row.tsx';
import { Button, ButtonLink, IconButton } from '../../components/button.tsx';
import { FileIcon } from '../../components/file-icon.tsx';
import { Ago, Loaded, nameOf } from '../../components/parts.tsx';
import { PathStateBadge } from '../../components/state.tsx';
import { useLockWords } from '../../components/use-lock-words.ts';
import { useWords } from '../../components/use-words.ts';
import { useClient, useFace, useHas, useQuery, useRun, useStatus } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import type { Entry } from './tree.ts';
import { Versions } from './versions.tsx';

type Why = Output<'why'>;

function History({ entries }: { readonly entries: Why['history'] }) {
  const { t } = useTranslation();
  const deed = useDeed();
  const reason = useReason();
  if (entries.length === 0) return <p className="dim">{t('files.historyNone')}</p>;
  return (
    <ul className="history">
      {entries.map((entry) => (
        <li key={entry.id}>
          <ActionIcon entry={entry} />
          <div>
            <span>{deed(entry)}</span>
            <span className="dim small">
              {reason(entry)} · <Ago at={entry.at} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

interface ActionsProps {
  readonly rootId: number;
  readonly path: string;
  readonly entry: Entry | undefined;
  readonly why: Why;
  readonly onTick: (entry: Entry, keep: boolean) => void;
  readonly onShare: (path: string) => void;
}

function LockButton({
  place,
  name,
  locked,
}: {
  readonly place: string;
  readonly name: string;
  readonly locked: boolean;
}) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const change = async (): Promise<void> => {
    const result = await run(locked ? 'unlock' : 'lock', { path: place });
    if (result.ok) notices.tell(result.value.locked ? t('files.locked', { name }) : t('files.unlocked', { name }));
  };
  return (
    <Button icon={locked ? LockOpen : Lock} busy={running !== undefined} onClick={() => void change()}>
      {locked ? t('files.unlock') : t('files.lock')}
    </Button>
  );
}

function Actions({ rootId, path, entry, why, onTick, onShare }: ActionsProps) {
  const { t } = useTranslation();
  const { openPath, showInFolder } = useClient().shell;
  const folder = useStatus()?.links.find((link) => link.rootId === rootId)?.folder;
  const canLock = useHas('lock');
  const canShare = useHas('share');
  const local = folder === undefined || entry?.onThisDisk !== true ? undefined : `${folder}${path}`;
  const isCloudFolder = entry?.kind === 'folder' && entry.inTheCloud;
  return (
    <div className="details-actions">
      {why.state === 'conflict' && (
        <ButtonLink variant="primary" icon={GitCompareArrows} href={hashOf('conflicts')}>
          {t('files.toConflict')}
        </ButtonLink>
      )}
      {(why.state === 'held' || why.state === 'failed') && (
        <ButtonLink variant="primary" icon={Hand} href={hashOf('held')}>
          {t('files.toHeld')}
        </ButtonLink>
      )}
      {local !== undefined && openPath !== undefined && (
        <Button icon={ExternalLink} onClick={() => void openPath(local)}>
          {t('files.open')}
        </Button>
      )}
      {local !== undefined && showInFolder !== undefined && (
        <Button icon={FolderSearch} onClick={() => void showInFolder(local)}>
          {t('files.reveal')}
        </Button>
      )}
      {canShare && entry?.inTheCloud === true && (
        <Button icon={Share2} onClick={() => onShare(path)}>
          {t('files.share')}
        </Button>
      )}
      {canLock && entry?.kind === 'file' && entry.inTheCloud && (
        <LockButton place={`${rootId}:${path}`} name={nameOf(path)} locked={why.state === 'locked'} />
      )}
      {isCloudFolder && why.state === 'excluded' && why.fix === 'include' && (
        <Button variant="primary" icon={PackagePlus} onClick={() => onTick(entry, true)}>
          {t('files.include')}
        </Button>
      )}
      {isCloudFolder && why.state !== 'excluded' && (
        <Button icon={PackageMinus} onClick={() => onTick(entry, false)}>
          {t('files.exclude')}
        </Button>
      )}
    </div>
  );
}

function Facts({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const { onThisDisk, inTheCloud, kind, size, modifiedAt } = entry;
  const where = onThisDisk && inTheCloud ? t('files.both') : onThisDisk ? t('files.onlyHere') : t('files.onlyCloud');
  return (
    <dl className="facts">
      <dt>{t('files.where')}</dt>
      <dd>{where}</dd>
      {kind === 'file' && (
        <>
          <dt>{t('files.size')}</dt>
          <dd>{format.size(size)}</dd>
        </>
      )}
      {modifiedAt !== null && (
        <>
          <dt>{t('files.changed')}</dt>
          <dd>{format.moment(modifiedAt)}</dd>
        </>
      )}
    </dl>
  );
}

interface DetailsProps extends Omit<ActionsProps, 'why'> {
  readonly onClose: () => void;
}

export function Details(props: DetailsProps) {
  const { rootId, path, entry, onClose } = props;
  const { t } = useTranslation();
  const { code, fix } = useWords();
  const lockWords = useLockWords();
  const held = useQuery('held', {});
  const why = useQuery('why', { path: `${rootId}:${path}` });
  const canSeeVersions = useHas('versions') && entry?.kind === 'file' && entry.inTheCloud;
  return (
    <section className="details card" aria-label={t('files.details')}>
      <header>
        <FileIcon name={path} kind={entry?.kind ?? 'file'} />
        <div>
          <h2>
            <bdi>{nameOf(path)}</bdi>
          </h2>
          <bdi className="dim small">{path}</bdi>
        </div>
        <IconButton icon={X} label={t('files.closeDetails')} onClick={onClose} />
      </header>
      <Loaded of={why}>
        {(known) => {
          // The holder of a lock, and until when, is said below in the words of this language.
          const said = known.lock === undefined ? known.detail : (known.lock.by ?? undefined);
          const detail = said === nameOf(path) ? undefined : said;
          const suggestion = held.value?.find((item) => item.rootId === rootId && item.path === path)?.suggestedName;
          const params = { path: nameOf(path), detail, suggestion };
          const todo = known.fix === undefined ? undefined : fix(known.fix, params);
          return (
            <div className="details-body" aria-live="polite">
              <div className="details-why">
                <PathStateBadge state={known.state} pill />
                <p>{code(known.reason, params).what}</p>
                {known.lock !== undefined && <p className="dim">{lockWords(known.lock)}</p>}
                {todo !== undefined && (
                  <p>
                    <strong>{t('files.todo')}:</strong> {todo}
                  </p>
                )}
              </div>
              <Actions {...props} why={known} />
              {entry !== undefined && <Facts entry={entry} />}
              <h3>{t('files.history')}</h3>
              <History entries={known.history} />
              {canSeeVersions && <Versions place={`${rootId}:${path}`} />}
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}
