/**
 * Turns what undici and Node's TLS throw into our catalogue. `sent` tells whether the request had been given to a
 * connection: before that, nothing can have happened at the server.
 */
import { type ErrorCode, SyncError } from '../errors.ts';

/** Why a certificate was refused, in words for the log and the error's second line. */
const CERTIFICATE_REASONS: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown authority',
  CERT_UNTRUSTED: 'unknown authority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not yet valid, is the clock of this computer right?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong host',
  HOSTNAME_MISMATCH: 'wrong host',
  CERT_REVOKED: 'revoked',
  CERT_REJECTED: 'rejected',
  CERT_CHAIN_TOO_LONG: 'chain too long',
  CERT_SIGNATURE_FAILURE: 'bad signature',
  INVALID_CA: 'the issuer is no authority',
  INVALID_PURPOSE: 'not meant for a server',
  PATH_LENGTH_EXCEEDED: 'chain too long',
  ERROR_IN_CERT_NOT_BEFORE_FIELD: 'damaged',
  ERROR_IN_CERT_NOT_AFTER_FIELD: 'damaged',
  CA_MD_TOO_WEAK: 'too weak',
  CA_KEY_TOO_SMALL: 'too weak',
  EE_KEY_TOO_SMALL: 'too weak',
};

/** The server speaks TLS, but only versions nobody should use any more. */
const OLD_TLS = new Set([
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_VERSION_TOO_LOW',
]);

/** The server wanted to know who we are, and did not get what it takes; the names of such alerts end in one of these. */
const CLIENT_CERTIFICATE_REASONS: Readonly<Record<string, string>> = {
  CERTIFICATE_REQUIRED: 'it got none',
  BAD_CERTIFICATE: 'bad certificate',
  CERTIFICATE_EXPIRED: 'expired',
  CERTIFICATE_REVOKED: 'revoked',
  CERTIFICATE_UNKNOWN: 'unknown certificate',
  UNSUPPORTED_CERTIFICATE: 'unsupported certificate',
  UNKNOWN_CA: 'unknown authority',
};

/** Why our certificate was not taken; undefined where the error is another one. */
export function clientCertificateRefusal(thrown: unknown): string | undefined {
  const alert = /^ERR_SSL_.*_ALERT_(.*)$/u.exec(nodeCode(thrown) ?? '')?.[1];
  return alert === undefined ? undefined : CLIENT_CERTIFICATE_REASONS[alert];
}

/** Time ran out; the request may still be at work over there, so it is never sent again by itself. */
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

const CLOSED_BY_US = new Set(['UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);

/** The code of an error, or of the first of several attempts (one for each address of a host). */
export function nodeCode(thrown: unknown): string | undefined {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return nodeCode(thrown.errors[0]);
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

function codeFor(code: string | undefined, sent: boolean): ErrorCode {
  if (code === undefined) return sent ? 'cut-off' : 'internal';
  if (CLOSED_BY_US.has(code)) return 'cancelled';
  if (code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH') return 'internal';
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return 'not-an-api-answer';
  if (sent) return 'cut-off';
  if (OLD_TLS.has(code)) return 'insecure-transport';
  return 'offline';
}

/** The `SyncError` for what went wrong with a request to `origin`; a `SyncError` (from the body's source) stays itself. */
export function transportError(thrown: unknown, sent: boolean, origin: string): SyncError {
  if (thrown instanceof SyncError) return thrown;
  const code = nodeCode(thrown);
  const reason = code === undefined ? undefined : CERTIFICATE_REASONS[code];
  if (reason !== undefined) {
    return new SyncError('certificate-refused', { path: origin, detail: `${reason} (${code})`, cause: thrown });
  }
  const missing = clientCertificateRefusal(thrown);
  if (missing !== undefined) {
    return new SyncError('client-certificate-refused', { path: origin, detail: `${missing} (${code})`, cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new SyncError(codeFor(code, sent), { path: origin, detail: code ?? message, cause: thrown });
}

/** True where the connection itself died, so that a request without effects may be sent again on another one. */
export function connectionDied(thrown: unknown): boolean {
  if (thrown instanceof SyncError) return false;
  const code = nodeCode(thrown);
  return code === undefined || !(TIMEOUTS.has(code) || CLOSED_BY_US.has(code) || code === 'UND_ERR_INVALID_ARG');
}
