/** What the cloud's refusals mean: the one table from its status and error code to our catalogue. */
import { errorBody } from '../../shared/api/answers.ts';
import { type ErrorCode, type ErrorDetails, SyncError } from '../errors.ts';
import type { HttpAnswer } from '../world.ts';
import { ERROR_LIMIT, RETRY_AFTER_LIMIT_MS } from './limits.ts';

/**
 * Read from the top; the first line that fits counts. `*` stands for any error code in the API's own form
 * `{"error": ...}`, `-` for an answer that is not in that form. The latter comes from something in front of the cloud
 * (a proxy, a maintenance page), so it must never be read as a statement about a file. Sources as in shared/api.
 */
const TABLE: readonly (readonly [status: number, error: string, code: ErrorCode])[] = [
  [400, 'insecure_transport', 'insecure-transport'], // seed
  [400, 'invalid_name', 'invalid-name'], // ours
  [400, 'file_too_large', 'file-too-large'], // ours
  [400, 'excluded_extension', 'excluded-extension'], // ours
  [400, '*', 'bad-request'], // seed: invalid_request, invalid_date_format, invalid_datetime_format
  [401, '*', 'sign-in-needed'], // seed: access_denied
  [403, 'locked', 'locked'], // ours
  [403, 'quota_exceeded', 'quota-exceeded'], // ours
  [403, '*', 'forbidden'], // seed
  [404, '*', 'not-found'], // seed
  [405, '*', 'not-supported'], // seed
  [405, '-', 'not-supported'], // ours: whoever says it, the method is not there
  [409, '*', 'name-conflict'], // seed: a conflict with the current state
  [410, '*', 'gone'], // seed
  [413, '*', 'file-too-large'], // ours
  [413, '-', 'file-too-large'], // ours: a proxy with a limit of its own
  [416, '*', 'wrong-size'], // ours: more was there already than the file has
  [423, '*', 'locked'], // ours
  [429, '*', 'rate-limited'], // client
  [429, '-', 'rate-limited'], // ours
  [503, '*', 'rate-limited'], // seed
  [503, '-', 'rate-limited'], // ours
  [507, '*', 'quota-exceeded'], // ours
];

/** What guest networks answer with before one has signed in to them: a redirection, or the code made for it (RFC 6585). */
const isPortal = (status: number): boolean => (status > 300 && status < 304) || [307, 308, 511].includes(status);

/** How web servers in front of a cloud say that they want to know this computer, where they do not say it by TLS. */
const WANTS_CERTIFICATE = /SSL certificate/iu;

function codeFor(status: number, error: string | undefined, wantsCertificate: boolean): ErrorCode {
  if (wantsCertificate) return 'client-certificate-refused';
  if (error === undefined && isPortal(status)) return 'captive-portal';
  const line = TABLE.find(
    ([of, wanted]) => of === status && (error === undefined ? wanted === '-' : wanted === '*' || wanted === error),
  );
  if (line !== undefined) return line[2];
  if (status >= 500) return 'server-error';
  return error === undefined || status < 400 ? 'not-an-api-answer' : 'bad-request';
}

/**
 * Milliseconds of a `Retry-After` in seconds or as a date (measured against the answer's own `Date`, so that wrong
 * clocks do not matter), never more than an hour; undefined where there is none that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  const date = Date.parse(headers['date'] ?? '');
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - (Number.isNaN(date) ? nowMs : date);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), RETRY_AFTER_LIMIT_MS);
}

function apiError(bytes: Uint8Array): { error: string; description: string | undefined } | undefined {
  try {
    const parsed = errorBody.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success ? { error: parsed.data.error, description: parsed.data.error_description } : undefined;
  } catch {
    return undefined;
  }
}

export interface Refusal {
  readonly status: number;
  /** The API's own error code; undefined where the answer is not in the API's form. */
  readonly error: string | undefined;
  readonly description: string | undefined;
  readonly retryAfterMs: number | undefined;
  /** A web server in front of the cloud wants a certificate of this computer. */
  readonly wantsCertificate: boolean;
}

/** What is shorter is no secret, and would be found in ordinary words. */
const SHORTEST_SECRET = 4;

/** A server may say back what it was sent; it must not end up in a log that way. */
function without(secrets: readonly string[], text: string | undefined): string | undefined {
  return secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .reduce((left, secret) => left?.replaceAll(secret, '[redacted]'), text);
}

/**
 * Reads the answer that is no success to its end. Throws where even that fails (`cut-off`).
 *
 * @param secrets what the request held that nobody else may see: they are taken out of what is said about it
 */
export async function readRefusal(
  answer: HttpAnswer,
  nowMs: number,
  secrets: readonly string[] = [],
): Promise<Refusal> {
  const bytes = await answer.bytes(ERROR_LIMIT);
  const body = apiError(bytes);
  return {
    wantsCertificate:
      body === undefined &&
      [400, 403, 495, 496].includes(answer.status) &&
      WANTS_CERTIFICATE.test(String(Buffer.from(bytes))),
    status: answer.status,
    error: without(secrets, body?.error),
    description: without(secrets, body?.description),
    retryAfterMs: retryAfterMs(answer.headers, nowMs),
  };
}

/** A refusal of the cloud; the status stays with it for the few who must know more than what it means. */
export class RefusalError extends SyncError {
  readonly status: number;

  constructor(code: ErrorCode, status: number, details: ErrorDetails) {
    super(code, details);
    this.status = status;
  }
}

/** The refusal as our error. `what` names the request for the log, `path` is what the user knows it by. */
export function refusalError(refusal: Refusal, what: string, path?: string): RefusalError {
  const { status, error, description, retryAfterMs } = refusal;
  const said = [error, description].filter((part) => part !== undefined).join(': ');
  return new RefusalError(codeFor(status, error, refusal.wantsCertificate), status, {
    detail: `${what} answered ${status}${said === '' ? ', not in the form of the API' : ` ${said}`}`,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(path === undefined ? {} : { path }),
  });
}
