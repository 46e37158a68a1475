/** Who is signed in, and signing out. */
import { LogIn, LogOut } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Loaded } from '../../components/parts.tsx';
import { useFace, useQuery, useRun } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';

export function Account() {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [asking, setAsking] = useState(false);
  const account = useQuery('account', {});
  const signOut = async (): Promise<void> => {
    const result = await run('signOut', {});
    setAsking(false);
    if (result.ok) notices.tell(t('settings.signedOut'));
  };
  return (
    <section className="card setting-card" aria-labelledby="account">
      <h2 id="account">{t('settings.account')}</h2>
      <Loaded of={account}>
        {({ signedIn, user, server, displayName }) =>
          signedIn ? (
            <div className="setting">
              <dl className="facts">
                <dt>{t('settings.user')}</dt>
                <dd>{displayName === null || displayName === user ? user : `${displayName} (${user})`}</dd>
                <dt>{t('settings.server')}</dt>
                <dd>{server}</dd>
              </dl>
              <Button icon={LogOut} onClick={() => setAsking(true)}>
                {t('settings.signOut')}
              </Button>
            </div>
          ) : (
            <div className="setting">
              <span>{t('headline.signedOut')}</span>
              <ButtonLink variant="primary" icon={LogIn} href={hashOf('welcome')}>
                {t('overview.signIn')}
              </ButtonLink>
            </div>
          )
        }
      </Loaded>
      <Confirm
        open={asking}
        title={t('settings.signOutTitle')}
        text={t('settings.signOutText')}
        action={t('settings.signOutDo')}
        busy={running !== undefined}
        onConfirm={() => void signOut()}
        onClose={() => setAsking(false)}
      />
    </section>
  );
}
