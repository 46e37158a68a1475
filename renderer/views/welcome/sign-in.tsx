/** Signing in: server, user, password, and where asked for a code or a certificate. */
import { CircleAlert, CircleCheck, FileKey, LogIn } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Failure } from '../../../shared/contract/result.ts';
import { Button } from '../../components/button.tsx';
import {
  type ClientCertificate,
  ClientCertificateChoice,
  givenCertificate,
} from '../../components/client-certificate.tsx';
import { Field, PasswordField } from '../../components/field.tsx';
import { FailureNote, Note } from '../../components/parts.tsx';
import { useWords } from '../../components/use-words.ts';
import { useClient, useHas, useMaybeQuery, useQuery, useSettled, useSlow } from '../../state/hooks.ts';
import type { Snapshot } from '../../state/queries.ts';
import { looksLikeEmail, serverAddress, USUAL_SERVER } from './checks.ts';

interface Certificate {
  readonly name: string;
  readonly text: string;
}

function CertificateChoice({
  chosen,
  seen,
  onChoose,
}: {
  readonly chosen: Certificate | undefined;
  /** The server's own, as it was shown without being trusted. */
  readonly seen: Seen['certificate'];
  readonly onChoose: (certificate: Certificate | undefined) => void;
}) {
  const { t } = useTranslation();
  const { format } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onChoose({ name: file.name, text: await file.text() });
  };
  if (chosen !== undefined)
    return (
      <Note tone="good" title={t('welcome.certTaken', { name: chosen.name })}>
        <span>
          <Button variant="quiet" onClick={() => onChoose(undefined)}>
            {t('welcome.certRemove')}
          </Button>
        </span>
      </Note>
    );
  return (
    <Note tone="warn" title={t('welcome.certTitle')} alert>
      <span>{t('welcome.certText')}</span>
      {seen !== null && (
        <span className="certificate">
          {t('welcome.certSeen', { ...seen, date: format.date(seen.until) })}
          <span className="mono small">{seen.fingerprint}</span>
        </span>
      )}
      <span>
        <input
          ref={input}
          type="file"
          accept=".pem,.crt,.cer,.ca"
          className="unseen"
          tabIndex={-1}
          aria-hidden
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Button icon={FileKey} onClick={() => input.current?.click()}>
          {t('welcome.certChoose')}
        </Button>
      </span>
    </Note>
  );
}

type Seen = Output<'checkServer'>;

/** What was found at the address; its place is kept, so that nothing moves when it comes. */
function ServerSeen({ seen, asking }: { readonly seen: Snapshot<Seen>; readonly asking: boolean }) {
  const { t } = useTranslation();
  const { format, code } = useWords();
  const slow = useSlow(asking);
  const found = seen.value;
  const words = (): ReactNode => {
    if (asking) return slow && t('welcome.serverLooking');
    if (found === undefined) return undefined;
    if (found.reachable)
      return (
        <>
          <CircleCheck size={14} className="tone-good" aria-hidden />
          {found.certificate === null
            ? t('welcome.serverGood')
            : t('welcome.serverGoodCert', {
                issuer: found.certificate.issuer,
                date: format.date(found.certificate.until),
              })}
        </>
      );
    const { what, fix } = code(found.error ?? 'offline', { path: found.server, detail: found.detail });
    return (
      <>
        <CircleAlert size={14} className="tone-bad" aria-hidden />
        {what} {found.error === 'certificate-refused' ? '' : fix}
      </>
    );
  };
  return (
    <p className="server-seen small" role="status">
      {words()}
    </p>
  );
}

/** Looks at the address once it was typed, or left; nothing is asked of a server that nobody named. */
function useServer(address: string | undefined, ca: string | undefined, touched: boolean) {
  const can = useHas('checkServer');
  const settled = useSettled(address, 600);
  const wanted = can && touched && settled === address ? settled : undefined;
  const input = wanted === undefined ? undefined : { server: wanted, ...(ca === undefined ? {} : { ca }) };
  const seen = useMaybeQuery('checkServer', input);
  return { seen, asking: input !== undefined && seen.value === undefined && seen.error === undefined };
}

interface Wrong {
  readonly server?: string;
  readonly user?: string;
  readonly password?: string;
  readonly code?: string;
}

/** What was asked for besides the user and the password. */
interface Asked {
  readonly code?: boolean;
  readonly certificate?: boolean;
  readonly client?: boolean;
}

interface SignInProps {
  readonly again: boolean;
  /** The account that signs in again; a new one where none is named. */
  readonly account?: string | undefined;
  readonly onDone: () => void;
}

/** Addresses that are likely: the usual one, and those that are in use. */
function Presets({ id, servers }: { readonly id: string; readonly servers: readonly string[] }) {
  return (
    <datalist id={id}>
      {[...new Set([USUAL_SERVER, ...servers])].map((server) => (
        <option key={server} value={server} />
      ))}
    </datalist>
  );
}

export function SignIn({ again, account, onDone }: SignInProps) {
  const { t } = useTranslation();
  const client = useClient();
  const accounts = useQuery('accounts', {}).value ?? [];
  const known = accounts.find(({ id }) => id === account) ?? (again ? accounts[0] : undefined);
  const [server, setServer] = useState<string>();
  const [user, setUser] = useState<string>();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [certificate, setCertificate] = useState<Certificate>();
  const [asked, setAsked] = useState<Asked>({});
  const [own, setClient] = useState<ClientCertificate>();
  const [failure, setFailure] = useState<Failure>();
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const serverNow = server ?? known?.server ?? USUAL_SERVER;
  const userNow = user ?? known?.user ?? '';
  const presets = useId();
  const [touched, setTouched] = useState(false);
  const { seen, asking } = useServer(serverAddress(serverNow), certificate?.text, touched);
  const certificateWanted =
    asked.certificate === true || certificate !== undefined || seen.value?.error === 'certificate-refused';

  const check = (): Wrong => ({
    ...(serverAddress(serverNow) === undefined ? { server: t('welcome.serverWrong') } : {}),
    ...(looksLikeEmail(userNow) ? {} : { user: t('welcome.emailWrong') }),
    ...(password === '' ? { password: t('welcome.required') } : {}),
    ...(asked.code === true && code.trim() === '' ? { code: t('welcome.required') } : {}),
  });

  const failed = (error: Failure): void => {
    if (error.code === 'code-needed') {
      setWrong(asked.code === true ? { code: t('welcome.codeWrong') } : {});
      setAsked((before) => ({ ...before, code: true }));
      setCode('');
    } else if (error.code === 'client-certificate-refused' && own === undefined)
      setAsked((before) => ({ ...before, client: true }));
    else if (error.code === 'certificate-refused' && certificate === undefined)
      setAsked((before) => ({ ...before, certificate: true }));
    else setFailure(error);
  };

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = check();
    setWrong(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0) {
      // The next paint has marked what is wrong; the keyboard goes there.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    const result = await client.run('signIn', {
      server: serverAddress(serverNow) ?? serverNow,
      user: userNow.trim(),
      password,
      ...(code.trim() === '' ? {} : { code: code.trim() }),
      ...(certificate === undefined ? {} : { ca: certificate.text }),
      ...(own === undefined ? {} : { client: givenCertificate(own) }),
    });
    setBusy(false);
    if (result.ok) onDone();
    else failed(result.error);
  };

  return (
    <form className="welcome-form" ref={form} noValidate onSubmit={(event) => void submit(event)}>
      {again && <p className="dim">{t('welcome.signInAgainIntro')}</p>}
      <Field
        label={t('welcome.server')}
        hint={t('welcome.serverHint')}
        error={wrong.server}
        value={serverNow}
        onChange={(event) => {
          setServer(event.target.value);
          setTouched(true);
        }}
        onBlur={() => setTouched(true)}
        name="server"
        type="url"
        inputMode="url"
        list={presets}
        spellCheck={false}
      />
      <Presets id={presets} servers={accounts.map((one) => one.server)} />
      <ServerSeen seen={seen} asking={asking} />
      {certificateWanted && (
        <CertificateChoice chosen={certificate} seen={seen.value?.certificate ?? null} onChoose={setCertificate} />
      )}
      {(asked.client === true || seen.value?.error === 'client-certificate-refused') && (
        <ClientCertificateChoice chosen={own} onChoose={setClient} />
      )}
      <Field
        label={t('welcome.user')}
        error={wrong.user}
        value={userNow}
        onChange={(event) => setUser(event.target.value)}
        name="username"
        type="email"
        autoComplete="username"
        spellCheck={false}
      />
      <PasswordField
        label={t('welcome.password')}
        hint={t('welcome.privacy')}
        error={wrong.password}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        name="password"
        autoComplete="current-password"
      />
      {asked.code === true && (
        <>
          {wrong.code === undefined && <Note tone="busy" title={t('welcome.codeTitle')} alert />}
          <Field
            label={t('welcome.code')}
            hint={t('welcome.codeHint')}
            error={wrong.code}
            value={code}
            onChange={(event) => setCode(event.target.value)}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            // The field appears because of what was just pressed: the code is what is wanted next.
            autoFocus
          />
        </>
      )}
      {failure !== undefined && <FailureNote failure={failure} />}
      <div className="welcome-actions">
        <Button type="submit" variant="primary" icon={LogIn} busy={busy}>
          {t('welcome.signIn')}
        </Button>
      </div>
    </form>
  );
}
