/** Nothing secret gets into the log, whoever writes what into it. Pure. */
import type { LogFields } from '../world.ts';

const REDACTED = '[redacted]';

const SECRET_KEYS = /token|password|passwd|secret|authorization|cookie|credential|one.?time|^code$/i;
/** Names of users' files may look like anything; a token never comes as one of these. */
const PATH_KEYS = /^(?:path|from|to|folder|file|home)$/i;

const AUTHORIZATION = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi;
const PAIR =
  /((?:[a-z_]*token|password|secret|client_secret|code|authorization)["']?\s*[=:]\s*["']?)(?!\[redacted\])[^\s&"',;}]+/gi;
const JWT = /\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*/g;
const LONG_RUN = /[A-Za-z0-9_+=-]{32,}/g;

function looksRandom(run: string): boolean {
  return /[0-9]/.test(run) && /[A-Za-z]/.test(run);
}

/** The text without anything that looks like a token, a password in a form or address, or a sign-in header. */
export function redactText(text: string): string {
  return text
    .replace(AUTHORIZATION, `$1 ${REDACTED}`)
    .replace(PAIR, `$1${REDACTED}`)
    .replace(JWT, REDACTED)
    .replace(LONG_RUN, (run) => (looksRandom(run) ? REDACTED : run));
}

function redactField(key: string, value: string | number | boolean | undefined) {
  if (SECRET_KEYS.test(key)) return typeof value === 'boolean' || value === undefined ? value : REDACTED;
  if (typeof value !== 'string' || PATH_KEYS.test(key)) return value;
  return redactText(value);
}

/** The fields without secrets: by their names, and by what they look like. */
export function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, redactField(key, value)]));
}
