/** How it looks and behaves, the account, and what this is. */
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../shared/text/say.ts';
import { Choices } from '../../components/choice.tsx';
import { Loaded, Waiting } from '../../components/parts.tsx';
import { ViewHead } from '../../components/view-head.tsx';
import { areHere, useClient, useFace, useHas, useMaybeQuery, useQuery, useStore } from '../../state/hooks.ts';
import { THEMES } from '../../state/preferences.ts';
import { Accounts } from './accounts.tsx';
import { Bandwidth } from './bandwidth.tsx';
import { DESKTOP_KEYS, Desktop } from './desktop.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { LinkedFolders } from './linked-folders.tsx';
import { Network } from './network.tsx';
import { OtherSettings, Safety } from './safety.tsx';
import { SettingRow } from './setting-row.tsx';
import { Updates } from './updates.tsx';

function Appearance() {
  const { t } = useTranslation();
  const { preferences } = useFace();
  const now = useStore(preferences);
  return (
    <section className="card setting-card" aria-labelledby="appearance">
      <h2 id="appearance">{t('settings.appearance')}</h2>
      <SettingRow label={t('settings.theme')}>
        <Choices
          label={t('settings.theme')}
          value={now.theme}
          options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          onChange={(theme) => preferences.set({ ...now, theme })}
        />
      </SettingRow>
      <SettingRow label={t('settings.language')}>
        <Choices
          label={t('settings.language')}
          value={now.language}
          options={(['system', ...LANGUAGES] as const).map((value) => ({
            value,
            label: t(`settings.languages.${value}`),
          }))}
          onChange={(language) => preferences.set({ ...now, language })}
        />
      </SettingRow>
    </section>
  );
}

function About() {
  const { t } = useTranslation();
  const about = useStore(useClient().about);
  return (
    <section className="card setting-card" aria-labelledby="about">
      <h2 id="about">{t('settings.about')}</h2>
      <dl className="facts">
        <dt>{t('settings.version')}</dt>
        <dd>{about?.version ?? t('common.unknown')}</dd>
        <dt>{t('settings.host')}</dt>
        <dd>{about?.host ?? t('common.unknown')}</dd>
        <dt>{t('settings.system')}</dt>
        <dd>{about?.platform ?? t('common.unknown')}</dd>
      </dl>
      <p>
        <a href="./licences.md" target="_blank" rel="noreferrer">
          {t('settings.licences')}
        </a>
      </p>
    </section>
  );
}

const SECTIONS = [
  'appearance',
  'account',
  'folders',
  'safety',
  'bandwidth',
  'network',
  'desktop',
  'updates',
  'diagnostics',
  'about',
] as const;

/** Leads to each subject; without it the page is long. */
function Subjects() {
  const { t } = useTranslation();
  const { shown, go } = useSubject();
  const words = {
    appearance: t('settings.appearance'),
    account: t('settings.accounts'),
    folders: t('settings.folders'),
    safety: t('settings.safety'),
    bandwidth: t('settings.bandwidth'),
    network: t('settings.network'),
    desktop: t('settings.desktop'),
    updates: t('settings.updates'),
    diagnostics: t('settings.diagnostics'),
    about: t('settings.about'),
  };
  return (
    <nav className="subjects" aria-label={t('settings.sections')}>
      {shown.map((id) => (
        <button key={id} type="button" onClick={() => go(id)}>
          {words[id]}
        </button>
      ))}
    </nav>
  );
}

/** The sections that are on the page now, and bringing one into sight. */
function useSubject() {
  const settings = useQuery('settings', {}).value ?? [];
  const can = {
    network: useHas('network'),
    updates: useHas('update'),
    diagnostics: useHas('doctor'),
    desktop: settings.some(({ key }) => DESKTOP_KEYS.includes(key)),
  };
  const shown = SECTIONS.filter((id) => !(id in can) || can[id as keyof typeof can]);
  const go = (id: string): void => {
    const title = document.getElementById(id);
    title?.closest('section')?.scrollIntoView({ block: 'start' });
    title?.setAttribute('tabindex', '-1');
    title?.focus({ preventScroll: true });
  };
  return { shown, go };
}

export function Settings() {
  const { t } = useTranslation();
  const settings = useQuery('settings', {});
  const canCheck = useHas('doctor');
  const canUpdate = useHas('update');
  const hasNetwork = useHas('network');
  const parts = [
    settings,
    useQuery('accounts', {}),
    useMaybeQuery('network', hasNetwork ? {} : undefined),
    useQuery('leftOut', {}),
  ];
  const isHere = areHere(...parts.filter((_, index) => index !== 2 || hasNetwork));
  if (!isHere)
    return (
      <div className="view settings-view">
        <ViewHead title={t('settings.title')} />
        <Waiting />
      </div>
    );
  return (
    <div className="view settings-view">
      <ViewHead title={t('settings.title')} />
      <div className="settings-page">
        <Subjects />
        <div className="settings">
          <Appearance />
          <Accounts />
          <LinkedFolders />
          <Loaded of={settings}>
            {(list) => (
              <>
                <Safety settings={list} />
                <Bandwidth settings={list} />
                {hasNetwork && <Network />}
                <Desktop settings={list} />
                {canUpdate && <Updates settings={list} />}
                <OtherSettings settings={list} />
              </>
            )}
          </Loaded>
          {canCheck && <Diagnostics />}
          <About />
        </div>
      </div>
    </div>
  );
}
