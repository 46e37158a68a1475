/** Whom we trust and who we are: the authorities Node brings, those of the operating system, and one more where the user set one. */
import * as tls from 'node:tls';
import { SyncError } from '../errors.ts';
import type { ClientIdentity } from '../world.ts';

const PEM = /-----BEGIN CERTIFICATE-----/;

/** The operating system's own authorities matter where a company adds its own; a platform that has no list adds none. */
function systemAuthorities(): readonly string[] {
  try {
    return tls.getCACertificates('system');
  } catch {
    return [];
  }
}

let known: readonly string[] | undefined;

/** One list for the life of the process: reading the system's takes tens of milliseconds on some platforms. */
function knownAuthorities(): readonly string[] {
  known ??= [...new Set([...tls.getCACertificates('default'), ...systemAuthorities()])];
  return known;
}

function shown(client: ClientIdentity | undefined): tls.SecureContextOptions {
  if (client === undefined) return {};
  const passphrase = client.passphrase === undefined ? {} : { passphrase: client.passphrase };
  return 'pkcs12' in client
    ? { pfx: Buffer.from(client.pkcs12, 'base64'), ...passphrase }
    : { cert: client.certificate, key: client.key, ...passphrase };
}

/** Throws `wrong-usage` where it is no certificate with its key, or the passphrase is wrong. */
export function checkIdentity(client: ClientIdentity): void {
  try {
    tls.createSecureContext(shown(client));
  } catch {
    // What is said about it could name what is in it.
    throw new SyncError('wrong-usage', { detail: 'client-wrong' });
  }
}

/**
 * The TLS settings all connections of one client share; made once, because parsing the list again for each connection
 * costs more than the connection. `ca` is PEM text of one or more certificates; throws `wrong-usage` where it is not.
 */
export function trust(ca: string | undefined, client?: ClientIdentity): tls.SecureContext {
  if (ca !== undefined && !PEM.test(ca)) {
    throw new SyncError('wrong-usage', { detail: 'The certificate authority is not a PEM file.' });
  }
  const authorities = ca === undefined ? knownAuthorities() : [...knownAuthorities(), ca];
  if (client !== undefined) checkIdentity(client);
  try {
    return tls.createSecureContext({ ca: [...authorities], minVersion: 'TLSv1.2', ...shown(client) });
  } catch (cause) {
    throw new SyncError('wrong-usage', { detail: 'The certificate authority cannot be read.', cause });
  }
}
