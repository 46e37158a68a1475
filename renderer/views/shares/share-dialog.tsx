/** Makes a share link to a file or folder, and shows it with its QR code. */
import { Copy, Link2 } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { nameOf } from '../../components/parts.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useInertBehind } from '../../components/use-inert-behind.ts';
import { useRun } from '../../state/hooks.ts';
import { QrCode } from './qr-code.tsx';

interface ShareDialogProps {
  readonly rootId: number;
  readonly path: string;
  readonly onClose: () => void;
}

function Form({
  rootId,
  path,
  onMade,
}: Omit<ShareDialogProps, 'onClose'> & { readonly onMade: (share: Output<'share'>) => void }) {
  const { t } = useTranslation();
  const { run, running } = useRun();
  const [expires, setExpires] = useState('');
  const [limit, setLimit] = useState('');
  const [loginRequired, setLoginRequired] = useState(false);
  const make = async (): Promise<void> => {
    const result = await run('share', {
      path: `${rootId}:${path}`,
      loginRequired,
      ...(expires === '' ? {} : { expires }),
      ...(limit === '' ? {} : { downloadLimit: Number(limit) }),
    });
    if (result.ok) onMade(result.value);
  };
  return (
    <>
      <Field
        label={t('shares.until')}
        type="date"
        value={expires}
        onChange={(event) => setExpires(event.target.value)}
      />
      <Field
        label={t('shares.limit')}
        type="number"
        min={1}
        value={limit}
        onChange={(event) => setLimit(event.target.value)}
      />
      <div className="share-login">
        <Tick value={loginRequired} label={t('shares.login')} onChange={setLoginRequired} />
        <span aria-hidden>{t('shares.login')}</span>
      </div>
      <div className="dialog-actions">
        <Dialog.Close asChild>
          <Button>{t('common.cancel')}</Button>
        </Dialog.Close>
        <Button variant="primary" icon={Link2} busy={running !== undefined} onClick={() => void make()}>
          {t('shares.createDo')}
        </Button>
      </div>
    </>
  );
}

function Made({ share, name }: { readonly share: Output<'share'>; readonly name: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const { url } = share;
  return (
    <>
      <p role="status">{t('shares.created')}</p>
      {url !== null && (
        <>
          <QrCode text={url} label={t('shares.qrFor', { name })} />
          <bdi className="mono share-url">{url}</bdi>
        </>
      )}
      <div className="dialog-actions">
        <Dialog.Close asChild>
          <Button>{t('common.close')}</Button>
        </Dialog.Close>
        {url !== null && (
          <Button variant="primary" icon={Copy} onClick={() => copy(url)}>
            {t('shares.copyLink')}
          </Button>
        )}
      </div>
    </>
  );
}

export function ShareDialog({ rootId, path, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<Output<'share'>>();
  const name = nameOf(path);
  useInertBehind(true);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title asChild>
            <h2>{t('shares.create', { name })}</h2>
          </Dialog.Title>
          {made === undefined ? (
            <Form rootId={rootId} path={path} onMade={setMade} />
          ) : (
            <Made share={made} name={name} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
