/** How it looks and behaves, the account, and what this is. */
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../shared/text/say.ts';
import { Choices } from '../../components/choice.tsx';
import { Loaded } from '../../components/parts.tsx';
import { ViewHead } from '../../components/view-head.tsx';
import { useClient, useFace, useHas, useQuery, useStore } from '../../state/hooks.ts';
import { THEMES } from '../../state/preferences.ts';
import { Account } from './account.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { Safety } from './safety.tsx';
import { SettingRow } from './setting-row.tsx';

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

export function Settings() {
  const { t } = useTranslation();
  const settings = useQuery('settings', {});
  const canCheck = useHas('doctor');
  return (
    <div className="view settings">
      <ViewHead title={t('settings.title')} />
      <Appearance />
      <Account />
      <Loaded of={settings}>{(list) => <Safety settings={list} />}</Loaded>
      {canCheck && <Diagnostics />}
      <About />
    </div>
  );
}
