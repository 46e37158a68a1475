/** One conflict: both versions side by side, and what to keep. */
import { ArrowLeft, Cloud, Copy, ExternalLink, Laptop, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button, ButtonLink, IconButton } from '../../components/button.tsx';
import { folderOf, Note, nameOf } from '../../components/parts.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useWords } from '../../components/use-words.ts';
import { useClient, useStatus } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import { Compare } from './compare.tsx';

export type Conflict = Output<'conflicts'>[number];
type Version = NonNullable<Conflict['mine']>;
export type Keep = 'mine' | 'theirs' | 'both';

interface VersionProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly from: string;
  readonly version: Conflict['mine'];
  readonly other: Conflict['mine'];
  /** The local folder of the root; undefined where the version lies in the cloud only. */
  readonly folder: string | undefined;
  readonly keep: { readonly label: string; readonly hint: string; readonly do: () => void };
  readonly busy: boolean;
}

const timeOf = (version: Conflict['mine']): number =>
  version?.modifiedAt == null ? Number.NEGATIVE_INFINITY : Date.parse(version.modifiedAt);

function Facts({ version, other }: { readonly version: Version; readonly other: Conflict['mine'] }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const newer = timeOf(version) > timeOf(other);
  const larger = version.size > (other?.size ?? version.size);
  return (
    <dl className="facts">
      <dt>{t('conflicts.changed')}</dt>
      <dd>
        {version.modifiedAt === null ? t('common.unknown') : format.moment(version.modifiedAt)}
        {newer && <span className="count">{t('conflicts.newer')}</span>}
      </dd>
      <dt>{t('conflicts.size')}</dt>
      <dd>
        {format.size(version.size)}
        {larger && <span className="count">{t('conflicts.larger')}</span>}
      </dd>
      <dt>{t('conflicts.place')}</dt>
      <dd>
        <bdi>{version.path}</bdi>
      </dd>
    </dl>
  );
}

function VersionCard({ icon: Icon, title, from, version, other, folder, keep, busy }: VersionProps) {
  const { t } = useTranslation();
  const copy = useCopy();
  const { openPath } = useClient().shell;
  const local = folder === undefined || version === null ? undefined : `${folder}${version.path}`;
  return (
    <section className="version card" aria-label={title}>
      <header>
        <span className="root-icon">
          <Icon size={18} aria-hidden />
        </span>
        <div>
          <h3>{title}</h3>
          <span className="dim small">{from}</span>
        </div>
        {local !== undefined &&
          (openPath === undefined ? (
            <IconButton icon={Copy} label={t('conflicts.copyPath')} onClick={() => copy(local)} />
          ) : (
            <IconButton icon={ExternalLink} label={t('files.open')} onClick={() => void openPath(local)} />
          ))}
      </header>
      {version === null ? <p className="dim">{t('conflicts.gone')}</p> : <Facts version={version} other={other} />}
      <div className="version-keep">
        <Button variant="primary" wide disabled={version === null} busy={busy} onClick={keep.do}>
          {keep.label}
        </Button>
        <p className="dim small">{keep.hint}</p>
      </div>
    </section>
  );
}

interface DetailProps {
  readonly conflict: Conflict;
  readonly busy: boolean;
  readonly onKeep: (keep: Keep) => void;
  readonly onMerge: (text: string | undefined) => void;
}

export function Detail({ conflict, busy, onKeep, onMerge }: DetailProps) {
  const { t } = useTranslation();
  const { code } = useWords();
  const folder = useStatus()?.links.find(({ rootId }) => rootId === conflict.rootId)?.folder;
  const { mine, theirs } = conflict;
  return (
    <article className="conflict" aria-label={nameOf(conflict.path)}>
      <div className="only-narrow">
        <ButtonLink variant="quiet" icon={ArrowLeft} href={hashOf('conflicts')}>
          {t('common.back')}
        </ButtonLink>
      </div>
      <header>
        <h2>
          <bdi>{nameOf(conflict.path)}</bdi>
        </h2>
        <bdi className="dim">{folderOf(conflict.path) || '/'}</bdi>
      </header>
      <Note tone="warn" title={code(conflict.reason, { path: conflict.path }).what} />
      <div className="versions">
        <VersionCard
          icon={Laptop}
          title={t('conflicts.mine')}
          from={t('conflicts.mineFrom')}
          version={mine}
          other={theirs}
          folder={folder}
          busy={busy}
          keep={{ label: t('conflicts.keepMine'), hint: t('conflicts.keepMineMore'), do: () => onKeep('mine') }}
        />
        <VersionCard
          icon={Cloud}
          title={t('conflicts.theirs')}
          from={t('conflicts.theirsFrom')}
          version={theirs}
          other={mine}
          folder={conflict.state === 'open' ? undefined : folder}
          busy={busy}
          keep={{ label: t('conflicts.keepTheirs'), hint: t('conflicts.keepTheirsMore'), do: () => onKeep('theirs') }}
        />
      </div>
      <div className="keep-both">
        <Button busy={busy} onClick={() => onKeep('both')}>
          {t('conflicts.keepBoth')}
        </Button>
        <span className="dim small">{t('conflicts.keepBothMore')}</span>
      </div>
      <Compare conflict={conflict} busy={busy} onMerge={onMerge} />
    </article>
  );
}
