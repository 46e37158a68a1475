/** Every share link of mine. */
import { Copy, Link2, Pencil, QrCode as QrIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { ButtonLink, IconButton } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { FileIcon } from '../../components/file-icon.tsx';
import { Empty, Loaded, nameOf, PathText } from '../../components/parts.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useWords } from '../../components/use-words.ts';
import { ViewHead } from '../../components/view-head.tsx';
import { useClient, useFace, useHas, useQuery, useRun } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import { QrCode } from './qr-code.tsx';
import { ChangeShareDialog } from './share-dialog.tsx';

type Share = Output<'shares'>[number];

function RemoveDialog({ share, onClose }: { readonly share: Share; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const remove = async (): Promise<void> => {
    const result = await run('unshare', { id: share.id });
    onClose();
    if (result.ok) notices.tell(t('shares.removed'));
  };
  return (
    <Confirm
      open
      danger
      title={t('shares.removeTitle')}
      text={t('shares.removeText', { name: nameOf(share.path) })}
      action={t('shares.removeDo')}
      busy={running !== undefined}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}

function Facts({ share }: { readonly share: Share }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const { downloads, downloadLimit, expires, loginRequired } = share;
  const counted =
    downloads === null
      ? t('common.unknown')
      : downloadLimit === null
        ? format.number(downloads)
        : t('shares.downloadsOf', { count: downloads, limit: downloadLimit });
  return (
    <dl className="root-facts">
      <div>
        <dt>{t('shares.expires')}</dt>
        <dd>{expires === null ? t('common.never') : format.date(expires)}</dd>
      </div>
      <div>
        <dt>{t('shares.downloads')}</dt>
        <dd>{counted}</dd>
      </div>
      <div>
        <dd>{loginRequired ? t('shares.login') : t('shares.open')}</dd>
      </div>
    </dl>
  );
}

function Row({ share }: { readonly share: Share }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const [removing, setRemoving] = useState(false);
  const [changing, setChanging] = useState(false);
  const canChange = useHas('changeShare');
  const [showsQr, setShowsQr] = useState(false);
  const { url } = share;
  const name = nameOf(share.path);
  return (
    <li className="share">
      <FileIcon name={share.path} kind={share.kind} />
      <PathText path={share.path} />
      <div className="share-do">
        {url !== null && (
          <>
            <IconButton icon={Copy} label={`${t('shares.copyLink')}: ${name}`} onClick={() => copy(url)} />
            <IconButton
              icon={QrIcon}
              label={`${t('shares.qr')}: ${name}`}
              aria-expanded={showsQr}
              onClick={() => setShowsQr(!showsQr)}
            />
          </>
        )}
        {canChange && (
          <IconButton icon={Pencil} label={`${t('shares.change')} ${name}`} onClick={() => setChanging(true)} />
        )}
        <IconButton icon={Trash2} label={`${t('shares.removeDo')}: ${name}`} onClick={() => setRemoving(true)} />
      </div>
      <Facts share={share} />
      {showsQr && url !== null && <QrCode text={url} label={t('shares.qrFor', { name })} />}
      {changing && <ChangeShareDialog share={share} onClose={() => setChanging(false)} />}
      {removing && <RemoveDialog share={share} onClose={() => setRemoving(false)} />}
    </li>
  );
}

function List() {
  const { t } = useTranslation();
  const client = useClient();
  const shares = useQuery('shares', {});
  return (
    <Loaded of={shares} onAgain={() => client.queries.refresh('shares')}>
      {(list) =>
        list.length === 0 ? (
          <div className="card">
            <Empty icon={Link2} title={t('shares.none')} text={t('shares.noneMore')}>
              <ButtonLink href={hashOf('files')}>{t('nav.files')}</ButtonLink>
            </Empty>
          </div>
        ) : (
          <ul className="card">
            {list.map((share) => (
              <Row key={share.id} share={share} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

export function Shares() {
  const { t } = useTranslation();
  const can = useHas('shares');
  return (
    <div className="view">
      <ViewHead title={t('shares.title')} text={t('shares.intro')} />
      {can ? (
        <List />
      ) : (
        <div className="card">
          <Empty icon={Link2} title={t('shares.notYet')} text={t('shares.notYetMore')} />
        </div>
      )}
    </div>
  );
}
