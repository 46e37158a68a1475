/**
 * One request and its answer on an undici dispatcher. Written against the dispatcher and not against undici's own
 * `request`, because only here it shows whether a request was given to a connection before it failed, which decides
 * between "offline" and "cut off" and whether it may be sent again. (A sixth less time per small request besides.)
 */
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { SyncError } from '../errors.ts';
import type { HttpAnswer, HttpRequest } from '../world.ts';
import { connectionDied, transportError } from './http-errors.ts';

/** Bytes of an answer that may wait for its reader before the connection is told to pause. */
const HIGH_WATER = 256 * 1024;
/** An unread body this short is read to its end, so that the connection stays usable; a longer one is cut. */
const DISCARD_LIMIT = 64 * 1024;
/** A body in memory above this is sent in slices: the idle clock then sees progress on a slow line. */
const SLICE = 64 * 1024;

/** An answer that trickles holds its place in a queue for ever without ever being silent: so many bytes must come... */
const LEAST_BYTES = 64 * 1024;
/** ...in so many milliseconds, while somebody waits for them. */
const SLOW_MS = 10 * 60_000;

export interface Patience {
  readonly leastBytes: number;
  readonly windowMs: number;
}

const PATIENCE: Patience = { leastBytes: LEAST_BYTES, windowMs: SLOW_MS };

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += SLICE) yield bytes.subarray(at, at + SLICE);
}

function bodyOf(request: HttpRequest): Uint8Array | Readable | null {
  const { body } = request;
  if (body === undefined) return null;
  if (body instanceof Uint8Array) {
    return body.byteLength <= SLICE * 4 ? body : Readable.from(slices(body), { objectMode: true, highWaterMark: 2 });
  }
  return Readable.from(body, { objectMode: true, highWaterMark: 2 });
}

/** Undici reads the length of a stream's body from this header and breaks off a body that is shorter or longer. */
function headersOf(request: HttpRequest): Record<string, string> {
  const { body } = request;
  if (body === undefined) return { ...request.headers };
  const length = body instanceof Uint8Array ? body.byteLength : request.bodyLength;
  return length === undefined ? { ...request.headers } : { ...request.headers, 'content-length': String(length) };
}

function plain(headers: Headers): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value !== undefined) result[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return result;
}

export class Exchange implements Dispatcher.DispatchHandler, HttpAnswer {
  status = 0;
  headers: Readonly<Record<string, string>> = {};
  /** True after a failure in which the connection died before the answer's header was there. */
  diedUnanswered = false;
  readonly #request: HttpRequest;
  readonly #origin: string;
  readonly #patience: Patience;
  /** The stretch of time over which the bytes are counted now; undefined while it is we who do not read. */
  #stretch: { readonly since: number; readonly from: number } | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #settle: { resolve: (answer: HttpAnswer) => void; reject: (error: SyncError) => void } | undefined;
  #wake: (() => void) | undefined;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #total = 0;
  #limit = Number.POSITIVE_INFINITY;
  #paused = false;
  #mode: 'waiting' | 'whole' | 'stream' | 'drop' = 'waiting';
  #ended = false;
  #failure: SyncError | undefined;

  constructor(request: HttpRequest, origin: string, patience: Patience = PATIENCE) {
    this.#patience = patience;
    this.#request = request;
    this.#origin = origin;
  }

  /** Sends the request; resolves with the answer as soon as its header is there. */
  send(dispatcher: Dispatcher): Promise<HttpAnswer> {
    const { url, method, signal, idleTimeoutMs } = this.#request;
    if (signal?.aborted === true) return Promise.reject(new SyncError('cancelled'));
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      dispatcher.dispatch(
        {
          path: url.slice(this.#origin.length) || '/',
          method,
          headers: headersOf(this.#request),
          body: bodyOf(this.#request),
          headersTimeout: idleTimeoutMs,
          bodyTimeout: idleTimeoutMs,
        },
        this,
      );
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#failure !== undefined) controller.abort(this.#failure);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.status = status;
    this.headers = plain(headers);
    this.#settle?.resolve(this);
    this.#settle = undefined;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    this.#total += chunk.byteLength;
    if (this.#trickles()) return this.#fail(new SyncError('cut-off', { path: this.#origin, detail: 'too slow' }));
    if (this.#mode === 'drop') {
      if (this.#total > DISCARD_LIMIT) this.#cut();
      return;
    }
    if (this.#total > this.#limit) {
      this.#fail(this.#tooLong());
      return;
    }
    this.#chunks.push(chunk);
    this.#held += chunk.byteLength;
    if (this.#mode !== 'whole' && this.#held >= HIGH_WATER && !this.#paused) {
      this.#paused = true;
      this.#stretch = undefined;
      controller.pause();
    }
    if (this.#mode === 'stream') this.#wakeUp();
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.#release();
  }

  onResponseError(_controller: unknown, error: Error): void {
    if (this.#failure !== undefined || this.#ended) return;
    const sent = this.#controller !== undefined;
    this.diedUnanswered = sent && this.status === 0 && connectionDied(error);
    this.#fail(transportError(error, sent, this.#origin));
  }

  async bytes(limit: number): Promise<Uint8Array> {
    this.#mode = 'whole';
    this.#limit = limit;
    if (this.#total > limit) {
      const error = this.#tooLong();
      this.#fail(error);
      throw error;
    }
    this.#resume();
    await this.#end();
    const [only] = this.#chunks;
    return this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks);
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    this.#mode = 'stream';
    try {
      for (;;) {
        const chunk = this.#chunks.shift();
        if (chunk !== undefined) {
          this.#held -= chunk.byteLength;
          yield chunk;
        } else if (this.#failure !== undefined) {
          throw this.#failure;
        } else if (this.#ended) {
          return;
        } else {
          this.#resume();
          await this.#somethingNew();
        }
      }
    } finally {
      if (!this.#ended) this.#cut();
    }
  }

  async discard(): Promise<void> {
    this.#mode = 'drop';
    this.#chunks = [];
    if (this.#total > DISCARD_LIMIT && !this.#ended) this.#cut();
    this.#resume();
  }

  #trickles(): boolean {
    const now = performance.now();
    this.#stretch ??= { since: now, from: this.#total };
    if (now - this.#stretch.since < this.#patience.windowMs) return false;
    const came = this.#total - this.#stretch.from;
    this.#stretch = { since: now, from: this.#total };
    return came < this.#patience.leastBytes;
  }

  readonly #onAbort = (): void => this.#fail(new SyncError('cancelled'));

  #fail(error: SyncError): void {
    if (this.#ended || this.#failure !== undefined) return;
    this.#failure = error;
    this.#settle?.reject(error);
    this.#settle = undefined;
    this.#controller?.abort(error);
    this.#release();
  }

  #cut(): void {
    this.#fail(new SyncError('cancelled', { detail: 'nobody reads the rest of the answer' }));
  }

  #tooLong(): SyncError {
    return new SyncError('not-an-api-answer', { path: this.#origin, detail: `longer than ${this.#limit} bytes` });
  }

  #release(): void {
    this.#request.signal?.removeEventListener('abort', this.#onAbort);
    this.#wakeUp();
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  #somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#chunks.length > 0 || this.#ended || this.#failure !== undefined) this.#wakeUp();
    });
  }

  async #end(): Promise<void> {
    while (!this.#ended && this.#failure === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #resume(): void {
    if (!this.#paused || this.#ended || this.#failure !== undefined) return;
    this.#paused = false;
    this.#controller?.resume();
  }
}
