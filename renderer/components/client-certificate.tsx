/** A certificate of one's own, for servers that want to know who is coming: a PKCS #12 file and what opens it. */
import { IdCard } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { PasswordField } from './field.tsx';
import { Note } from './parts.tsx';

export interface ClientCertificate {
  readonly name: string;
  /** In base64. */
  readonly pkcs12: string;
  readonly passphrase: string;
}

/** As the contract takes it. */
export const givenCertificate = ({ pkcs12, passphrase }: ClientCertificate) => ({
  pkcs12,
  ...(passphrase === '' ? {} : { passphrase }),
});

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

interface ChoiceProps {
  readonly chosen: ClientCertificate | undefined;
  readonly onChoose: (certificate: ClientCertificate | undefined) => void;
}

export function ClientCertificateChoice({ chosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined)
      onChoose({ name: file.name, pkcs12: await base64Of(file), passphrase: chosen?.passphrase ?? '' });
  };
  return (
    <Note tone="warn" title={t('client.title')}>
      <span>{t('client.text')}</span>
      <span>
        <input
          ref={input}
          type="file"
          accept=".p12,.pfx"
          className="unseen"
          tabIndex={-1}
          aria-hidden
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Button icon={IdCard} onClick={() => input.current?.click()}>
          {chosen === undefined ? t('client.choose') : chosen.name}
        </Button>
      </span>
      {chosen !== undefined && (
        <PasswordField
          label={t('client.passphrase')}
          value={chosen.passphrase}
          autoComplete="off"
          onChange={(event) => onChoose({ ...chosen, passphrase: event.target.value })}
        />
      )}
    </Note>
  );
}
