/** Who is signed in, signing out, and further accounts. */
import { LogIn, LogOut, UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { type MenuItem, MoreMenu } from '../../components/menu.tsx';
import { Bar, Loaded } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useQuery, useRun } from '../../state/hooks.ts';
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

function AccountRow({ account }: { readonly account: AccountNow }) {
  const { t } = useTranslation();
  const { code } = useWords();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [asking, setAsking] = useState<Asking>();
  const { id, user, server, displayName, signedIn, trouble, links } = account;
  const forgets = asking === 'forget';
  const signOut = async (): Promise<void> => {
    const result = await run('signOut', { account: id, ...(forgets ? { forget: true } : {}) });
    setAsking(undefined);
    if (result.ok) notices.tell(forgets ? t('settings.forgotten') : t('settings.signedOut'));
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
      <MoreMenu label={t('common.actionsFor', { name: user })} groups={[[forget]]} />
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
