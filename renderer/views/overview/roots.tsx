/** Each linked folder with its state. */
import { FolderOpen, FolderPlus, FolderSync, FolderTree, RefreshCw, Unlink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { type MenuItem, MoreMenu } from '../../components/menu.tsx';
import { Ago } from '../../components/parts.tsx';
import { LinkStateBadge } from '../../components/state.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useQuery, useRun, useStore } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';

type LinkNow = Output<'status'>['links'][number];

function UnlinkDialog({ link, onClose }: { readonly link: LinkNow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const unlink = async (): Promise<void> => {
    const result = await run('unlink', { rootId: link.rootId });
    onClose();
    if (result.ok) notices.tell(t('overview.unlinked', { name: link.name }));
  };
  return (
    <Confirm
      open
      title={t('overview.unlinkTitle', { name: link.name })}
      text={t('overview.unlinkText', { folder: link.folder })}
      action={t('overview.unlinkDo')}
      busy={running !== undefined}
      onConfirm={() => void unlink()}
      onClose={onClose}
    />
  );
}

function RootMenu({ link, onUnlink }: { readonly link: LinkNow; readonly onUnlink: () => void }) {
  const { t } = useTranslation();
  const { client } = useFace();
  const { run } = useRun();
  const { openPath } = client.shell;
  const open: MenuItem[] =
    openPath === undefined
      ? []
      : [
          {
            key: 'open',
            label: t('overview.openFolder'),
            icon: FolderOpen,
            onSelect: () => void openPath(link.folder),
          },
        ];
  return (
    <MoreMenu
      label={t('common.actionsFor', { name: link.name })}
      groups={[
        [
          ...open,
          {
            key: 'files',
            label: t('overview.openFiles'),
            icon: FolderTree,
            href: hashOf('files', link.rootId),
          },
          {
            key: 'sync',
            label: t('overview.syncThis'),
            icon: RefreshCw,
            onSelect: () => void run('syncNow', { rootId: link.rootId }),
          },
        ],
        [{ key: 'unlink', label: t('overview.unlink'), icon: Unlink, danger: true, onSelect: onUnlink }],
      ]}
    />
  );
}

function Root({ link, spaceUsed }: { readonly link: LinkNow; readonly spaceUsed: number | undefined }) {
  const { t } = useTranslation();
  const { format, code } = useWords();
  const { client } = useFace();
  const progress = useStore(client.progress).get(link.rootId);
  const [unlinking, setUnlinking] = useState(false);
  const looking = link.state === 'working' && progress?.phase === 'looking';
  const reason = link.reason === undefined ? undefined : code(link.reason, { path: link.folder, detail: link.detail });
  return (
    <li className="root">
      <span className="root-icon">
        <FolderSync size={20} strokeWidth={1.8} aria-hidden />
      </span>
      <div className="root-words">
        <a className="root-name" href={hashOf('files', link.rootId)}>
          {link.name}
        </a>
        <bdi className="mono dim root-folder">{link.folder}</bdi>
        {reason !== undefined && link.state === 'offline' && <span className="dim small">{reason.what}</span>}
      </div>
      <span className="root-state">
        <LinkStateBadge state={link.state} />
      </span>
      <RootMenu link={link} onUnlink={() => setUnlinking(true)} />
      <dl className="root-facts">
        <div>
          <dt>{t('overview.lastSynced')}</dt>
          <dd>{link.lastSyncedAt === null ? t('common.never') : <Ago at={link.lastSyncedAt} />}</dd>
        </div>
        <div>
          <dt>{t('overview.pending')}</dt>
          <dd>{looking ? '…' : format.number(link.pending)}</dd>
        </div>
        <div>
          <dt>{t('overview.space')}</dt>
          <dd>{spaceUsed === undefined ? '–' : format.size(spaceUsed)}</dd>
        </div>
      </dl>
      {unlinking && <UnlinkDialog link={link} onClose={() => setUnlinking(false)} />}
    </li>
  );
}

export function Roots({ links }: { readonly links: readonly LinkNow[] }) {
  const { t } = useTranslation();
  const roots = useQuery('roots', {}).value ?? [];
  return (
    <section className="card" aria-labelledby="roots">
      <div className="card-head">
        <h2 id="roots">{t('overview.folders')}</h2>
        <ButtonLink variant="quiet" icon={FolderPlus} href={hashOf('welcome')}>
          {t('overview.addFolder')}
        </ButtonLink>
      </div>
      <ul className="roots">
        {links.map((link) => (
          <Root key={link.rootId} link={link} spaceUsed={roots.find(({ id }) => id === link.rootId)?.spaceUsed} />
        ))}
      </ul>
    </section>
  );
}
