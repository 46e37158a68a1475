/** From nothing to a first sync: sign in, choose, look at what will happen, go. */
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from '../../components/parts.tsx';
import { useQuery, useRoute, useStatus } from '../../state/hooks.ts';
import { hashOf } from '../../state/route.ts';
import { Choose } from './choose.tsx';
import { Review } from './review.tsx';
import { SignIn } from './sign-in.tsx';

const STEPS = ['signIn', 'choose', 'review'] as const;
type Step = (typeof STEPS)[number];

function Steps({ now }: { readonly now: Step }) {
  const { t } = useTranslation();
  const at = STEPS.indexOf(now);
  return (
    <ol className="steps">
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} data-done={index < at || undefined}>
          <span aria-hidden>{index < at ? <Check size={14} strokeWidth={3} /> : index + 1}</span>
          {t(`welcome.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}

const toOverview = (): void => {
  location.hash = hashOf('overview');
};

const toChoose = (): void => {
  location.hash = hashOf('welcome');
};

export function Welcome() {
  const { t } = useTranslation();
  const account = useQuery('account', {}).value;
  const status = useStatus();
  const [linked, setLinked] = useState<readonly number[]>([]);
  // `#/welcome/sign-in` adds an account, `#/welcome/sign-in/ID` signs one in again.
  const [part, which] = useRoute().parts;
  const asksToSignIn = part === 'sign-in';
  // `#/welcome/folder/PATH` is a folder that was dragged in.
  const whose = asksToSignIn ? which : undefined;
  const dropped = part === 'folder' ? which : undefined;
  if (account === undefined || status === undefined) return <Waiting />;
  const hasLinks = status.links.length > 0;
  const again = status.state === 'signed-out' && hasLinks && !asksToSignIn;
  const signsIn = !account.signedIn || again || asksToSignIn;
  const step: Step = signsIn ? 'signIn' : linked.length === 0 ? 'choose' : 'review';
  const title = {
    signIn:
      again || whose !== undefined
        ? t('welcome.signInAgain')
        : asksToSignIn
          ? t('settings.addAccount')
          : t('welcome.title'),
    choose: t('welcome.chooseTitle'),
    review: t('welcome.reviewTitle'),
  }[step];
  return (
    <div className="view welcome">
      {!again && <Steps now={step} />}
      <h1>{title}</h1>
      {step === 'signIn' && !again && !asksToSignIn && <p className="welcome-intro">{t('welcome.intro')}</p>}
      {step === 'signIn' && (
        <SignIn
          key={whose ?? ''}
          again={again || whose !== undefined}
          account={whose}
          onDone={again || whose !== undefined ? toOverview : () => dropped === undefined && toChoose()}
        />
      )}
      {step === 'choose' && <Choose dropped={dropped} onDone={setLinked} onLater={hasLinks ? toOverview : undefined} />}
      {step === 'review' && <Review rootIds={linked} />}
    </div>
  );
}
