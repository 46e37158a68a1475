/** The way to the cloud: the proxy in between, and the certificates on both sides. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Choices } from '../../components/choice.tsx';
import { Field, PasswordField } from '../../components/field.tsx';
import { Note } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useFace, useQuery, useRun } from '../../state/hooks.ts';
import { SettingRow } from './setting-row.tsx';

type NetworkNow = Output<'network'>;
type Mode = NetworkNow['proxy']['mode'];
const MODES = ['system', 'none', 'manual'] as const;

export const NETWORK_KEYS: readonly string[] = ['proxy', 'proxy.bypass'];

function ByHand({ proxy }: { readonly proxy: NetworkNow['proxy'] }) {
  const { t } = useTranslation();
  const { notices } = useFace();
  const { run, running } = useRun();
  const [url, setUrl] = useState(proxy.url ?? '');
  const [user, setUser] = useState(proxy.user ?? '');
  const [password, setPassword] = useState('');
  const [bypass, setBypass] = useState(proxy.bypass.join(', '));
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const result = await run('setProxy', {
      mode: 'manual',
      url: url.trim(),
      bypass: bypass.split(/[,\s]+/u).filter((host) => host !== ''),
      ...(user.trim() === '' ? {} : { user: user.trim() }),
      ...(password === '' ? {} : { password }),
    });
    if (!result.ok) return;
    setPassword('');
    notices.tell(t('settings.saved'));
  };
  return (
    <form className="terms" onSubmit={(event) => void save(event)}>
      <Field
        label={t('settings.proxyUrl')}
        hint={t('settings.proxyUrlHint')}
        value={url}
        spellCheck={false}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Field
        label={t('settings.proxyUser')}
        value={user}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setUser(event.target.value)}
      />
      <PasswordField
        label={t('settings.proxyPassword')}
        {...(proxy.hasPassword ? { hint: t('settings.proxyKept') } : {})}
        value={password}
        autoComplete="off"
        onChange={(event) => setPassword(event.target.value)}
      />
      <Field
        label={t('settings.proxyBypass')}
        hint={t('settings.proxyBypassHint')}
        value={bypass}
        spellCheck={false}
        onChange={(event) => setBypass(event.target.value)}
      />
      <span>
        <Button type="submit" variant="primary" busy={running !== undefined} disabled={url.trim() === ''}>
          {t('settings.proxySave')}
        </Button>
      </span>
    </form>
  );
}

function Ways({ ways }: { readonly ways: NetworkNow['ways'] }) {
  const { t } = useTranslation();
  if (ways.length === 0) return undefined;
  return (
    <div className="setting-block">
      <strong>{t('settings.ways')}</strong>
      {ways.map(({ server, proxy, from }) => (
        <span key={server}>
          {server}: {proxy === null ? t('settings.wayDirect') : t('settings.wayOver', { proxy })}{' '}
          <span className="dim">({t(`settings.wayFrom.${from}`)})</span>
        </span>
      ))}
    </div>
  );
}

function Certificates({ certificates }: { readonly certificates: NetworkNow['certificates'] }) {
  const { t } = useTranslation();
  const { format } = useWords();
  const shown = certificates.flatMap(({ server, authorities, client }) => [
    ...authorities.map((one) => ({ one, title: t('settings.authority', { server }) })),
    ...(client === null ? [] : [{ one: client, title: t('settings.clientCertificate', { server }) }]),
  ]);
  if (shown.length === 0) return undefined;
  return (
    <div className="setting-block">
      <strong>{t('settings.certificates')}</strong>
      {shown.map(({ one, title }) => (
        <span key={`${title} ${one.fingerprint}`} title={one.fingerprint}>
          {title}:{' '}
          <span className="dim">{t('settings.certificateOf', { ...one, date: format.date(one.validTo) })}</span>
        </span>
      ))}
    </div>
  );
}

export function Network() {
  const { t } = useTranslation();
  const { run } = useRun();
  const network = useQuery('network', {}).value;
  const [wanted, setWanted] = useState<Mode>();
  if (network === undefined) return undefined;
  const { proxy, ways, certificates } = network;
  const mode = wanted ?? proxy.mode;
  const choose = (next: Mode): void => {
    setWanted(next);
    if (next !== 'manual') void run('setProxy', { mode: next });
  };
  return (
    <section className="card setting-card" aria-labelledby="network">
      <h2 id="network">{t('settings.network')}</h2>
      {proxy.fixed === true && <Note tone="busy" title={t('settings.fixed')} />}
      <SettingRow label={t('settings.proxy')}>
        <Choices
          label={t('settings.proxy')}
          value={mode}
          disabled={proxy.fixed === true}
          options={MODES.map((value) => ({ value, label: t(`settings.proxyModes.${value}`) }))}
          onChange={choose}
        />
      </SettingRow>
      {mode === 'manual' && proxy.fixed !== true && <ByHand proxy={proxy} />}
      <Ways ways={ways} />
      <Certificates certificates={certificates} />
    </section>
  );
}
