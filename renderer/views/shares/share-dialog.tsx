/** Makes a share link to a file or folder, and shows it with its QR code; changes one. */
import { Copy, Link2 } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Tick } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { nameOf } from '../../components/parts.tsx';
import { useCopy } from '../../components/use-copy.ts';
import { useInertBehind } from '../../components/use-inert-behind.ts';
import { useFace, useRun } from '../../state/hooks.ts';
import { looksLikeEmail } from '../welcome/checks.ts';
import { QrCode } from './qr-code.tsx';

interface ShareDialogProps {
  readonly rootId: number;
  readonly path: string;
  readonly onClose: () => void;
}

type Share = Output<'share'>;

interface Terms {
  readonly expires?: string;
  readonly downloadLimit?: number;
  readonly loginRequired: boolean;
  readonly subscribers?: readonly string[];
  readonly notifySubscribers?: boolean;
  readonly notifyDownloads?: boolean;
}

interface FormProps {
  /** The link as it is, where it is changed. */
  readonly share?: Share;
  readonly action: string;
  readonly busy: boolean;
  readonly onSubmit: (terms: Terms) => void;
}

/** On what terms a link is good. */
function TermsForm({ share, action, busy, onSubmit }: FormProps) {
  const { t } = useTranslation();
  const [expires, setExpires] = useState(share?.expires ?? '');
  const [limit, setLimit] = useState(String(share?.downloadLimit ?? ''));
  const [loginRequired, setLoginRequired] = useState(share?.loginRequired ?? false);
  const [people, setPeople] = useState('');
  const [tellThem, setTellThem] = useState(true);
  // The cloud does not tell how it is with a link that is there; then it stays as it is unless somebody says otherwise.
  const [tellMe, setTellMe] = useState(share === undefined ? false : undefined);
  const subscribers = people.split(/[\s,;]+/u).filter((address) => address !== '');
  const wrong = subscribers.find((address) => !looksLikeEmail(address));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (wrong !== undefined) return;
    onSubmit({
      loginRequired,
      ...(tellMe === undefined ? {} : { notifyDownloads: tellMe }),
      // Of a link that is changed, the cloud does not tell whom it went to; they stay unless others are named.
      ...(subscribers.length === 0 ? {} : { subscribers, notifySubscribers: tellThem }),
      ...(expires === '' ? {} : { expires }),
      ...(limit === '' ? {} : { downloadLimit: Number(limit) }),
    });
  };
  return (
    <form className="terms" onSubmit={submit}>
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
        max={1_000_000}
        value={limit}
        onChange={(event) => setLimit(event.target.value)}
      />
      <div className="share-login">
        <Tick value={loginRequired} label={t('shares.login')} onChange={setLoginRequired} />
        <span aria-hidden>{t('shares.login')}</span>
      </div>
      <Field
        label={t('shares.people')}
        hint={share === undefined ? t('shares.peopleHint') : t('shares.peopleHintChange')}
        error={wrong === undefined ? undefined : t('shares.peopleWrong', { address: wrong })}
        value={people}
        inputMode="email"
        spellCheck={false}
        onChange={(event) => setPeople(event.target.value)}
      />
      {subscribers.length > 0 && (
        <div className="share-login">
          <Tick value={tellThem} label={t('shares.tellThem')} onChange={setTellThem} />
          <span aria-hidden>{t('shares.tellThem')}</span>
        </div>
      )}
      <div className="share-login">
        <Tick value={tellMe ?? 'some'} label={t('shares.tellMe')} onChange={setTellMe} />
        <span aria-hidden>{t('shares.tellMe')}</span>
      </div>
      <div className="dialog-actions">
        <Dialog.Close asChild>
          <Button>{t('common.cancel')}</Button>
        </Dialog.Close>
        <Button type="submit" variant="primary" icon={Link2} busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}

function Made({ share, name }: { readonly share: Share; readonly name: string }) {
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

function Frame({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  useInertBehind(true);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title asChild>
            <h2>{title}</h2>
          </Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

export function ShareDialog({ rootId, path, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const { run, running } = useRun();
  const [made, setMade] = useState<Share>();
  const name = nameOf(path);
  const make = async (terms: Terms): Promise<void> => {
    const result = await run('share', { path: `${rootId}:${path}`, ...terms });
    if (result.ok) setMade(result.value);
  };
  return (
    <Frame title={t('shares.create', { name })} onClose={onClose}>
      {made === undefined ? (
        <TermsForm action={t('shares.createDo')} busy={running !== undefined} onSubmit={(terms) => void make(terms)} />
      ) : (
        <Made share={made} name={name} />
      )}
    </Frame>
  );
}

export function ChangeShareDialog({ share, onClose }: { readonly share: Share; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const change = async (terms: Terms): Promise<void> => {
    const result = await run('changeShare', { id: share.id, ...terms });
    if (!result.ok) return;
    notices.tell(t('shares.changed'));
    onClose();
  };
  return (
    <Frame title={t('shares.changeTitle', { name: nameOf(share.path) })} onClose={onClose}>
      <TermsForm
        share={share}
        action={t('shares.changeDo')}
        busy={running !== undefined}
        onSubmit={(terms) => void change(terms)}
      />
    </Frame>
  );
}
