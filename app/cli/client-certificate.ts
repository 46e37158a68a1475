/** Reads certificates for the command line, and asks for the passphrase of a key where it has one. */
import { readFile } from 'node:fs/promises';
import type { Input } from '../../shared/contract/contract.ts';
import { Refused } from '../headless/refused.ts';
import type { Face } from './face.ts';
import { firstLine, promptHidden } from './password.ts';

type Client = NonNullable<Input<'signIn'>['client']>;

async function read(file: string): Promise<Buffer> {
  return readFile(file).catch((thrown: unknown) => {
    const detail = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    throw new Refused({ code: 'file-missing', path: file, detail });
  });
}

/** A certificate authority as PEM text. */
export async function readAuthority(file: string): Promise<string> {
  const text = (await read(file)).toString('utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new Refused({ code: 'wrong-usage', path: file, detail: 'ca-wrong' });
  return text;
}

async function passphraseFor(face: Face, file: string, fromStdin: boolean): Promise<string | undefined> {
  const { stdin } = face.around;
  if (fromStdin) return firstLine(stdin);
  if (!stdin.isTTY) return undefined;
  const typed = await promptHidden(`Passphrase of ${file} (empty if it has none): `, face.around);
  if (typed === undefined) throw new Refused({ code: 'cancelled' });
  return typed === '' ? undefined : typed;
}

/**
 * @param files the certificate, and its key where that is not in the same file; `.p12` and `.pfx` hold both
 * @param fromStdin the passphrase is the first line of standard input
 */
export async function readClient(
  face: Face,
  files: { readonly client: string; readonly key?: string | undefined },
  fromStdin: boolean,
): Promise<Client> {
  const bytes = await read(files.client);
  const text = bytes.toString('latin1');
  const isPem = text.includes('-----BEGIN ');
  const key = files.key === undefined ? text : (await read(files.key)).toString('utf8');
  const isLocked = !isPem || key.includes('ENCRYPTED');
  const passphrase = isLocked ? await passphraseFor(face, files.key ?? files.client, fromStdin) : undefined;
  const more = passphrase === undefined ? {} : { passphrase };
  return isPem ? { certificate: bytes.toString('utf8'), key, ...more } : { pkcs12: bytes.toString('base64'), ...more };
}
