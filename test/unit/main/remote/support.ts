/** What the remote side needs of the world, in the hands of a test. */
import { SyncError } from '../../../../main/errors.ts';
import type { UploadSource } from '../../../../main/sides.ts';
import type { Clock, Http, HttpAnswer, HttpRequest, Log, Random, Secrets } from '../../../../main/world.ts';

export const MIB = 1024 * 1024;
export const NOON = Date.UTC(2026, 10, 24, 12);

/** Real time, which a test may move: `skewMs` sets the wall clock off, `aheadMs` lets time pass on both clocks. */
export class TestClock implements Clock {
  skewMs = 0;
  aheadMs = 0;
  now = (): number => Date.now() + this.skewMs + this.aheadMs;
  monotonic = (): number => performance.now() + this.aheadMs;
  sleep = async (ms: number): Promise<void> => {
    this.aheadMs += ms;
  };
}

/** Secrets in memory; `onSet` is told before each is kept and may throw. */
export class TestSecrets implements Secrets {
  readonly protection = 'memory';
  readonly kept = new Map<string, string>();
  onSet: ((name: string, value: string) => void) | undefined;
  get = async (name: string): Promise<string | undefined> => this.kept.get(name);
  set = async (name: string, value: string): Promise<void> => {
    this.onSet?.(name, value);
    this.kept.set(name, value);
  };
  delete = async (name: string): Promise<void> => {
    this.kept.delete(name);
  };
}

/** Keeps every line, so that a test can read what was said. */
export class TestLog implements Log {
  readonly lines: string[] = [];
  #add = (message: string, fields: unknown = {}): void => {
    this.lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  /** What is only for whoever looks very closely is not kept. */
  debug = (): void => undefined;
  info = this.#add;
  warn = this.#add;
  error = this.#add;
  with = (): Log => this;
}

export const random: Random = {
  fraction: () => Math.random(),
  token: (length) => Array.from({ length }, () => Math.floor(Math.random() * 36).toString(36)).join(''),
};

/** A small file's bytes as the local side gives them. */
export function small(text: string | Uint8Array): UploadSource {
  const body = Buffer.from(text);
  return { size: body.byteLength, body, hash: () => new Uint8Array(32), close: async () => {} };
}

/** A big file's bytes, `pieces` MiB long, each MiB filled with its number; `beforeLast` runs before the last one. */
export function big(pieces: number, beforeLast: () => void = () => {}): UploadSource {
  const body = async function* () {
    for (let n = 0; n < pieces; n++) {
      if (n === pieces - 1) beforeLast();
      yield new Uint8Array(MIB).fill(n);
    }
  };
  return { size: pieces * MIB, body: body(), hash: () => new Uint8Array(32), close: async () => {} };
}

export const META = { modifiedMs: NOON, createdMs: NOON - 86_400_000 };

/** The code with which it fails, or 'none'. */
export async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof SyncError ? error.code : `not a SyncError: ${error}`;
  }
}

export async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is if it is text, as JSON otherwise. */
  readonly body?: unknown;
}

function answerOf({ status = 200, headers = {}, body }: Reply): HttpAnswer {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  return {
    status,
    headers,
    bytes: async (limit) => {
      if (bytes.byteLength > limit) throw new SyncError('not-an-api-answer', { detail: 'too long' });
      return bytes;
    },
    stream: async function* () {
      yield bytes;
    },
    discard: async () => {},
  };
}

export interface ScriptedHttp extends Http {
  readonly requests: HttpRequest[];
}

/** Answers each request as the script says; the script may throw what a transport throws. */
export function scriptedHttp(script: (request: HttpRequest, number: number) => Reply | Promise<Reply>): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    request: async (request) => {
      requests.push(request);
      return answerOf(await script(request, requests.length));
    },
    close: async () => {},
  };
}

/** The fields of a form or of a query. */
export function fieldsOf(request: HttpRequest): Record<string, string> {
  const form = request.body instanceof Uint8Array ? Buffer.from(request.body).toString() : '';
  return Object.fromEntries(new URLSearchParams(request.method === 'GET' ? new URL(request.url).search : form));
}
