/** Signing in: server, user, password, and where asked for a code or a certificate. */
import { FileKey, LogIn } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/contract/result.ts';
import { Button } from '../../components/button.tsx';
import { Field, PasswordField } from '../../components/field.tsx';
import { FailureNote, Note } from '../../components/parts.tsx';
import { useClient, useQuery } from '../../state/hooks.ts';
import { looksLikeEmail, serverAddress, USUAL_SERVER } from './checks.ts';

interface Certificate {
  readonly name: string;
  readonly text: string;
}

function CertificateChoice({
  chosen,
  onChoose,
}: {
  readonly chosen: Certificate | undefined;
  readonly onChoose: (certificate: Certificate | undefined) => void;
}) {
  const { t } = useTranslation();
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

interface Wrong {
  readonly server?: string;
  readonly user?: string;
  readonly password?: string;
  readonly code?: string;
}

export function SignIn({ again, onDone }: { readonly again: boolean; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const known = useQuery('account', {}).value;
  const [server, setServer] = useState<string>();
  const [user, setUser] = useState<string>();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [certificate, setCertificate] = useState<Certificate>();
  const [asked, setAsked] = useState<{ readonly code?: boolean; readonly certificate?: boolean }>({});
  const [failure, setFailure] = useState<Failure>();
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const serverNow = server ?? known?.server ?? USUAL_SERVER;
  const userNow = user ?? known?.user ?? '';

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
    } else if (error.code === 'certificate-refused' && certificate === undefined)
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
        onChange={(event) => setServer(event.target.value)}
        name="server"
        type="url"
        inputMode="url"
        spellCheck={false}
      />
      {asked.certificate === true && <CertificateChoice chosen={certificate} onChoose={setCertificate} />}
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
