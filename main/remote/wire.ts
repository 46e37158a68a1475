/** Requests made from the endpoint table and answers read by its schemas, without any thought of signing in. */
import type * as z from 'zod';
import { encodeFields, type FieldValue, fillPath, type PathParams } from '../../shared/api/endpoint.ts';
import { type Answer, type EndpointKey, endpointName, endpoints } from '../../shared/api/endpoints.ts';
import { SyncError } from '../errors.ts';
import type { Clock, Http, HttpAnswer, HttpRequest, Log } from '../world.ts';
import { IDLE_MS, JSON_LIMIT, JSON_VALUES_LIMIT, SMALL_JSON_LIMIT } from './limits.ts';

export interface Counts {
  requests: number;
  notModified: number;
  bytesUp: number;
  bytesDown: number;
}

/** A body other than the form of `values`. */
export interface Body {
  readonly contentType: string;
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
  readonly length: number;
}

export interface CallOptions {
  readonly params?: PathParams;
  /** Fields by name; they go where the endpoint table says. */
  readonly values?: Readonly<Record<string, FieldValue>>;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly idleMs?: number;
}

export interface Wire {
  readonly server: string;
  readonly counts: Counts;
  /** One request, whatever comes back. Throws what the transport throws. */
  send(key: EndpointKey, options: CallOptions, token?: string): Promise<HttpAnswer>;
  /** The server's clock minus ours in milliseconds, from its last answer; 0 before the first. */
  clockOffsetMs(): number;
}

/** Above this a difference between the clocks is no matter of rounding. */
const JUMP_MS = 2000;
const FORM = 'application/x-www-form-urlencoded';

function formBody(encoded: string): Body {
  const bytes = Buffer.from(encoded);
  return { contentType: FORM, bytes, length: bytes.length };
}

function requestOf(server: string, key: EndpointKey, options: CallOptions, token: string | undefined): HttpRequest {
  const { verb, path, fields } = endpoints[key];
  const { body, signal } = options;
  const encoded = options.values === undefined ? '' : encodeFields(options.values);
  const inQuery = fields[0]?.where === 'query';
  const content = body ?? (verb === 'GET' || inQuery ? undefined : formBody(encoded));
  return {
    method: verb,
    url: `${server}${fillPath(path, options.params)}${inQuery && encoded !== '' ? `?${encoded}` : ''}`,
    headers: {
      accept: endpoints[key].raw ? '*/*' : 'application/json',
      'user-agent': 'leitz-cloud-desktop',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { 'content-type': content.contentType }),
      ...options.headers,
    },
    idleTimeoutMs: options.idleMs ?? IDLE_MS,
    ...(content === undefined ? {} : { body: content.bytes, bodyLength: content.length }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** `server` is an origin as `address.ts` gives it. */
export function createWire(world: {
  readonly http: Http;
  readonly clock: Clock;
  readonly server: string;
  readonly log?: Log;
}): Wire {
  const { http, clock, server, log } = world;
  const counts: Counts = { requests: 0, notModified: 0, bytesUp: 0, bytesDown: 0 };
  let lastDate = '';
  let serverMs = Number.NaN;
  let offsetMs = 0;

  const noteDate = (date: string | undefined): void => {
    if (date === undefined) return;
    const isNew = date !== lastDate;
    if (isNew) serverMs = Date.parse(date);
    if (Number.isNaN(serverMs)) return;
    lastDate = date;
    // The header has whole seconds, so the first answer with a new one is the closest; within it only our clock can jump.
    const offset = serverMs - clock.now();
    if (isNew || Math.abs(offset - offsetMs) > JUMP_MS) offsetMs = offset;
  };

  return {
    server,
    counts,
    async send(key, options, token) {
      const request = requestOf(server, key, options, token);
      counts.requests++;
      const answer = await http.request(request);
      noteDate(answer.headers['date']);
      if (answer.status === 304) counts.notModified++;
      // With the ids of the path, and without fields, which may hold names and secrets.
      log?.debug('request', { endpoint: endpointName(key), ...options.params, status: answer.status });
      return answer;
    },
    clockOffsetMs: () => offsetMs,
  };
}

function shapeError(key: EndpointKey, error: z.ZodError): SyncError {
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  return new SyncError('not-an-api-answer', { detail: `${endpointName(key)}: ${field} ${issue?.message ?? ''}` });
}

/** Only listings are long. */
const jsonLimit = (key: EndpointKey): number => (key === 'root' || key === 'folder' ? JSON_LIMIT : SMALL_JSON_LIMIT);

const VALUE_BYTES: ReadonlySet<number> = new Set([...',[{'].map((sign) => sign.charCodeAt(0)));

/** True where parsing could take many times the memory of the text. Short texts need no count. */
function hasTooManyValues(bytes: Uint8Array): boolean {
  if (bytes.byteLength <= JSON_VALUES_LIMIT) return false;
  let count = 0;
  for (const byte of bytes) if (VALUE_BYTES.has(byte)) count++;
  return count > JSON_VALUES_LIMIT;
}

/** Nobody who speaks the API answers so, but a hotel's network does, and a proxy that wants a sign-in. */
function isWebPage(type: string, bytes: Uint8Array): boolean {
  return type.startsWith('text/html') || /^\s*<(!doctype|html)/iu.test(Buffer.from(bytes.subarray(0, 200)).toString());
}

/** The body as JSON. Throws `captive-portal` where it is a web page, and `not-an-api-answer` where it is none, is too long or is encoded in a way nobody asked for. */
export async function readJson(key: EndpointKey, answer: HttpAnswer): Promise<unknown> {
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    await answer.discard();
    throw new SyncError('not-an-api-answer', { detail: `${endpointName(key)}: encoded as ${encoding}` });
  }
  const bytes = await answer.bytes(jsonLimit(key));
  if (hasTooManyValues(bytes)) {
    const detail = `${endpointName(key)}: more than ${JSON_VALUES_LIMIT} values in one answer`;
    throw new SyncError('not-an-api-answer', { detail });
  }
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch (cause) {
    const type = answer.headers['content-type'] ?? 'something';
    const what = endpointName(key);
    if (isWebPage(type, bytes)) throw new SyncError('captive-portal', { detail: `${what}: a web page`, cause });
    throw new SyncError('not-an-api-answer', { detail: `${what}: ${type} is not JSON`, cause });
  }
}

/** What the endpoint's schema makes of the JSON. Throws `not-an-api-answer` naming the first field that is wrong. */
export function readShape<K extends EndpointKey>(key: K, value: unknown): Answer<K> {
  const parsed = endpoints[key].answer.safeParse(value);
  if (!parsed.success) throw shapeError(key, parsed.error);
  return parsed.data as Answer<K>;
}
