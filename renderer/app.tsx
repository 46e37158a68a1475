/** The frame around all screens, and which screen is shown. */
import { CloudOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './components/button.tsx';
import { DropFolder } from './components/drop-folder.tsx';
import { NoticesList } from './components/notices.tsx';
import { Empty } from './components/parts.tsx';
import { Side } from './components/side.tsx';
import { useClient, useIsNew, useRoute, useSlow, useStore } from './state/hooks.ts';
import { hashOf, type ViewName } from './state/route.ts';
import { Activity } from './views/activity/activity.tsx';
import { Conflicts } from './views/conflicts/conflicts.tsx';
import { Files } from './views/files/files.tsx';
import { Held } from './views/held/held.tsx';
import { Overview } from './views/overview/overview.tsx';
import { Settings } from './views/settings/settings.tsx';
import { Shares } from './views/shares/shares.tsx';
import { Welcome } from './views/welcome/welcome.tsx';

const SCREENS: Readonly<Record<ViewName, () => React.ReactNode>> = {
  overview: Overview,
  welcome: Welcome,
  activity: Activity,
  files: Files,
  conflicts: Conflicts,
  held: Held,
  shares: Shares,
  settings: Settings,
};

/** Before anything is linked there is nothing to look at: every address but the settings leads to the welcome. */
function useScreen(): ViewName {
  const { view } = useRoute();
  const isNew = useIsNew();
  const shown = isNew && view !== 'settings' ? 'welcome' : view;
  // The welcome stays when its second step has linked something.
  useEffect(() => {
    if (shown !== view) location.replace(hashOf(shown));
  }, [shown, view]);
  return shown;
}

function LostBanner() {
  const client = useClient();
  const { t } = useTranslation();
  return (
    <div className="banner" role="alert">
      <TriangleAlert size={18} aria-hidden />
      <span>{t('connection.lost')}</span>
      <Button onClick={() => client.reconnect()}>{t('connection.retry')}</Button>
    </div>
  );
}

function Connecting() {
  const { t } = useTranslation();
  const slow = useSlow(true);
  return (
    <div className="waiting" role="status">
      {slow && (
        <>
          <LoaderCircle size={18} className="spin" aria-hidden />
          {t('connection.connecting')}
        </>
      )}
    </div>
  );
}

function Screen() {
  const view = useScreen();
  const { t } = useTranslation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const Shown = SCREENS[view];
  useEffect(() => {
    document.title = `${t(`nav.${view}`)} – ${t('app.name')}`;
  }, [t, view]);
  // A new screen begins at its top, and the keyboard and the reader begin there too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for each new screen.
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    main.current?.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [view]);
  return (
    <main className="main" id="main" ref={main} tabIndex={-1}>
      <Shown key={view} />
    </main>
  );
}

export function App() {
  const client = useClient();
  const connection = useStore(client.connection);
  const status = useStore(client.status);
  const { t } = useTranslation();
  if (connection === 'ended')
    return (
      <main className="main">
        <Empty icon={CloudOff} title={t('connection.endedTitle')} text={t('connection.ended')} />
      </main>
    );
  if (status === undefined && connection === 'connecting') return <Connecting />;
  return (
    <Tooltip.Provider delayDuration={500}>
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {t('app.skip')}
      </button>
      <div className="shell">
        <Side />
        <div className="stage">
          {connection === 'lost' && <LostBanner />}
          <Screen />
        </div>
      </div>
      <NoticesList />
      <DropFolder />
    </Tooltip.Provider>
  );
}
