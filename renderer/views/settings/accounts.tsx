/** Who is signed in, signing out, and further accounts. */
import { IdCard, LogIn, LogOut, UserMinus, UserPlus } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import {
  type ClientCertificate,
  ClientCertificateChoice,
  givenCertificate,
} from '../../components/client-certificate.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { type MenuItem, MoreMenu } from '../../components/menu.tsx';
import { Bar, Loaded } from '../../components/parts.tsx';
import { useInertBehind } from '../../components/use-inert-behind.ts';
import { useWords } from '../../components/use-words.ts';
import { useFace, useHas, useQuery, useRun } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';

type AccountNow = Output<'accounts'>[number];
type Asking = 'sign-out' | 'forget';

function Space({ account }: { readonly account: AccountNow }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const { spaceQuota, spaceUsed } = account;
  if (spaceQuota === null || spaceUsed === null || spaceQuota === 0) return undefined;
  const words = t('overview.quotaOf', { used: format.size(spaceUsed), quota: format.size(spaceQuota) });
  return (
    <div className="account-space">
      <span className="dim small">{words}</span>
      <Bar share={spaceUsed / spaceQuota} label={words} accent />
    </div>
  );
}

/** What this account shows to its server; what it has already is listed under the network. */
function CertificateDialog({ account, onClose }: { readonly account: AccountNow; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [chosen, setChosen] = useState<ClientCertificate>();
  useInertBehind(true);
  const save = async (client: ReturnType<typeof givenCertificate> | null): Promise<void> => {
    const result = await run('setCertificates', { account: account.id, client });
    if (!result.ok) return;
    notices.tell(t('client.saved'));
    onClose();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title asChild>
            <h2>{t('client.setTitle', { user: account.user })}</h2>
          </Dialog.Title>
          <ClientCertificateChoice chosen={chosen} onChoose={setChosen} />
          <div className="dialog-actions">
            <Dialog.Close asChild>
              <Button>{t('common.cancel')}</Button>
            </Dialog.Close>
            <Button busy={running !== undefined} onClick={() => void save(null)}>
              {t('client.remove')}
            </Button>
            <Button
              variant="primary"
              disabled={chosen === undefined}
              busy={running !== undefined}
              onClick={() => chosen !== undefined && void save(givenCertificate(chosen))}
            >
              {t('client.set')}
            </Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function AccountRow({ account }: { readonly account: AccountNow }) {
  const { t } = useTranslation();
  const { code } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [asking, setAsking] = useState<Asking>();
  const [certifying, setCertifying] = useState(false);
  const canCertify = useHas('setCertificates');
  const { id, user, server, displayName, signedIn, trouble, links } = account;
  const forgets = asking === 'forget';
  const signOut = async (): Promise<void> => {
    const result = await run('signOut', { account: id, ...(forgets ? { forget: true } : {}) });
    setAsking(undefined);
    if (result.ok) notices.tell(forgets ? t('settings.forgotten') : t('settings.signedOut'));
  };
  const certify: MenuItem = {
    key: 'certificate',
    label: t('client.menu'),
    icon: IdCard,
    onSelect: () => setCertifying(true),
  };
  const forget: MenuItem = {
    key: 'forget',
    label: t('settings.forget'),
    icon: UserMinus,
    danger: true,
    onSelect: () => setAsking('forget'),
  };
  return (
    <li className="account">
      <div className="account-words">
        <strong>{displayName === '' ? user : displayName}</strong>
        <span className="dim small">
          {user} · {server.replace(/^https:\/\//u, '')}
        </span>
        <span className="small">
          {signedIn ? t('settings.signedInNow') : t('settings.signedOutNow')} ·{' '}
          {t('settings.accountLinks', { count: links })}
        </span>
        {trouble !== undefined && <span className="small tone-warn">{code(trouble, { path: server }).what}</span>}
        <Space account={account} />
      </div>
      {signedIn ? (
        <Button icon={LogOut} onClick={() => setAsking('sign-out')}>
          {t('settings.signOut')}
        </Button>
      ) : (
        <ButtonLink variant="primary" icon={LogIn} href={hashOf('welcome', 'sign-in', id)}>
          {t('settings.signInAgain')}
        </ButtonLink>
      )}
      <MoreMenu label={t('common.actionsFor', { name: user })} groups={[canCertify ? [certify] : [], [forget]]} />
      {certifying && <CertificateDialog account={account} onClose={() => setCertifying(false)} />}
      <Confirm
        open={asking !== undefined}
        title={forgets ? t('settings.forgetTitle', { user }) : t('settings.signOutTitle')}
        text={forgets ? t('settings.forgetText') : t('settings.signOutText')}
        action={forgets ? t('settings.forgetDo') : t('settings.signOutDo')}
        danger={forgets}
        busy={running !== undefined}
        onConfirm={() => void signOut()}
        onClose={() => setAsking(undefined)}
      />
    </li>
  );
}

export function Accounts() {
  const { t } = useTranslation();
  const accounts = useQuery('accounts', {});
  return (
    <section className="card setting-card" aria-labelledby="account">
      <h2 id="account">{t('settings.accounts')}</h2>
      <Loaded of={accounts}>
        {(list) => (
          <ul className="accounts">
            {list.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </ul>
        )}
      </Loaded>
      <span>
        <ButtonLink icon={UserPlus} href={hashOf('welcome', 'sign-in')}>
          {accounts.value?.length === 0 ? t('overview.signIn') : t('settings.addAccount')}
        </ButtonLink>
      </span>
    </section>
  );
}
