/** Whom we trust: the authorities Node brings, those of the operating system, and one more where the user set one. */
import * as tls from 'node:tls';
import { SyncError } from '../errors.ts';

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

/**
 * The TLS settings all connections of one client share; made once, because parsing the list again for each connection
 * costs more than the connection. `ca` is PEM text of one or more certificates; throws `wrong-usage` where it is not.
 */
export function trust(ca: string | undefined): tls.SecureContext {
  if (ca !== undefined && !PEM.test(ca)) {
    throw new SyncError('wrong-usage', { detail: 'The certificate authority is not a PEM file.' });
  }
  const authorities = ca === undefined ? knownAuthorities() : [...knownAuthorities(), ca];
  try {
    return tls.createSecureContext({ ca: [...authorities], minVersion: 'TLSv1.2' });
  } catch (cause) {
    throw new SyncError('wrong-usage', { detail: 'The certificate authority cannot be read.', cause });
  }
}
