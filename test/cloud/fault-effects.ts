/** Makes the faults that were decided happen, on the way in and on the way out. */

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NOT_MODIFIED } from '../../shared/api/answers.ts';
import type { Services } from './call.ts';
import { ApiError, errors, oauthErrors } from './errors.ts';
import type { FaultEngine } from './fault-engine.ts';
import type { Fault } from './fault-plan.ts';
import { restoreSnapshot } from './snapshots.ts';

const NOT_MODIFIED_BODY = JSON.stringify(NOT_MODIFIED);
const WEB_PAGE =
  '<!doctype html><html><head><title>WLAN-Anmeldung</title></head><body><h1>Willkommen im Gäste-WLAN</h1></body></html>';
const TICK_MS = 50;

type Payload = string | Buffer | Readable | null | undefined;

export function bearerOf(request: FastifyRequest): string | undefined {
  const found = /^Bearer ([\w\-.~+/=]{1,4096})$/.exec(request.headers.authorization ?? '');
  return found?.[1];
}

function cut(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}

function sendPage(reply: FastifyReply, status: number): void {
  reply.code(status).type('text/html; charset=utf-8').send(WEB_PAGE);
}

export class FaultEffects {
  readonly #engine: FaultEngine;
  readonly #services: Services;
  /** Requests that a fault has answered: nothing else can happen to them. */
  readonly #ended = new WeakSet<FastifyRequest>();
  #skewSeconds = 0;
  #withdrawn: { rootId: number; personId: number }[] = [];

  constructor(engine: FaultEngine, services: Services) {
    this.#engine = engine;
    this.#services = services;
  }

  /** A skew that a test set by itself; a plan's comes on top of it. */
  baseSkewSeconds = 0;

  /** Brings the cloud's clock and access in line with what the plan says now. */
  settle(): void {
    const { core } = this.#services;
    const lasting = this.#engine.lasting();
    const skew = lasting.reduce((sum, fault) => sum + (fault.kind === 'clock' ? fault.skewSeconds : 0), 0);
    if (skew !== this.#skewSeconds || core.clock.skewMs !== (skew + this.baseSkewSeconds) * 1000) {
      this.#skewSeconds = skew;
      core.clock.setSkew(skew + this.baseSkewSeconds);
    }
    const wanted = lasting.flatMap((fault) => {
      const person = fault.kind === 'withdraw' ? core.people.byEmail(fault.email) : undefined;
      return fault.kind === 'withdraw' && person !== undefined ? [{ rootId: fault.rootId, personId: person.id }] : [];
    });
    for (const old of this.#withdrawn) core.people.withdraw(old.rootId, old.personId, false);
    for (const { rootId, personId } of wanted) core.people.withdraw(rootId, personId, true);
    this.#withdrawn = wanted;
  }

  /** True where the request has been answered, or its connection cut, and nothing may happen any more. */
  async onRequest(request: FastifyRequest, reply: FastifyReply, path: string): Promise<boolean> {
    const faults = this.#engine.decide('request', request.method, path);
    this.settle();
    for (const fault of faults) {
      this.#ended.add(request);
      if (await this.#before(fault, request, reply)) return true;
      this.#ended.delete(request);
    }
    return false;
  }

  async #before(fault: Fault, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    switch (fault.kind) {
      case 'delay':
        await sleep(fault.ms + Math.floor(this.#engine.draw() * fault.jitterMs));
        return false;
      case 'stall':
        if (fault.ms !== undefined) await sleep(fault.ms).then(() => cut(reply));
        else reply.hijack();
        return true;
      case 'reset-before':
        cut(reply);
        return true;
      case 'status': {
        const wait = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
        if (!fault.html)
          throw new ApiError(fault.status, fault.status === 429 ? 'rate_limited' : 'unknown', undefined, wait);
        reply.headers(wait);
        sendPage(reply, fault.status);
        return true;
      }
      case 'missing-method':
        throw fault.status === 404 ? errors.notFound() : errors.methodNotAllowed('');
      case 'html':
        sendPage(reply, 200);
        return true;
      case 'expire-token':
        this.#services.tokens.expire(bearerOf(request) ?? '');
        return false;
      case 'restore-backup':
        restoreSnapshot(this.#services.core, fault.snapshot, fault.reuseIds);
        return false;
      default:
        return false;
    }
  }

  /** To be called when a request has turned out to be a refresh of tokens. Throws what the fault answers. */
  onRefresh(method: string, path: string): void {
    for (const fault of this.#engine.decide('refresh', method, path)) {
      if (fault.kind !== 'refresh-fails') continue;
      throw fault.with === 'server' ? errors.unknown() : oauthErrors.invalidGrant();
    }
  }

  /** Gives the payload to send, or undefined where the answer has been sent (or lost) here. */
  onAnswer(
    request: FastifyRequest,
    reply: FastifyReply,
    path: string,
    payload: Payload,
  ): { payload: Payload } | undefined {
    if (this.#ended.has(request)) return { payload };
    if (reply.statusCode === 304) {
      if (this.#engine.decide('not-modified', request.method, path).length === 0) return { payload };
      this.#notModifiedWithBody(reply);
      return undefined;
    }
    const json = typeof payload === 'string' && reply.statusCode === 200;
    const fits = (fault: Fault) =>
      json ||
      fault.kind === 'reset-after' ||
      ((fault.kind === 'truncate' || fault.kind === 'slow') && payload !== null);
    let body = payload;
    for (const fault of this.#engine.decide('answer', request.method, path, fits)) {
      if (fault.kind === 'reset-after') {
        if (body instanceof Readable) body.destroy();
        cut(reply);
        return undefined;
      }
      if (fault.kind === 'truncate' || fault.kind === 'slow') {
        void this.#sendByHand(reply, body, fault);
        return undefined;
      }
      if (typeof body === 'string') body = spoil(body, fault);
    }
    if (typeof body === 'string' && body !== payload) reply.header('content-length', Buffer.byteLength(body));
    return { payload: body };
  }

  /** Node never sends a body with a 304, so the bytes go to the connection behind its back, right after the head. */
  #notModifiedWithBody(reply: FastifyReply): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(304, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(NOT_MODIFIED_BODY.length),
    });
    const { socket } = raw;
    raw.end();
    socket?.write(NOT_MODIFIED_BODY);
  }

  async #sendByHand(
    reply: FastifyReply,
    payload: Payload,
    fault: Fault & { kind: 'truncate' | 'slow' },
  ): Promise<void> {
    const { raw } = reply;
    const headers = reply.getHeaders();
    reply.hijack();
    const source =
      payload instanceof Readable ? payload : Readable.from([Buffer.from(payload ?? '')], { objectMode: false });
    if (!(payload instanceof Readable)) headers['content-length'] = Buffer.byteLength(payload ?? '');
    raw.writeHead(reply.statusCode, headers as Record<string, string>);
    raw.flushHeaders();
    try {
      if (fault.kind === 'truncate') await sendSome(raw, source, fault.bytes);
      else await trickle(raw, source, Math.max(1, Math.floor((fault.bytesPerSecond * TICK_MS) / 1000)));
    } catch {
      raw.destroy();
    }
  }
}

interface Sink {
  readonly destroyed: boolean;
  write(chunk: Buffer, done: () => void): unknown;
  end(): unknown;
  destroy(): unknown;
}

const written = (sink: Sink, chunk: Buffer) => new Promise<void>((resolve) => sink.write(chunk, () => resolve()));

async function sendSome(sink: Sink, source: Readable, count: number): Promise<void> {
  let left = count;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (left > 0) await written(sink, chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  source.destroy();
  sink.destroy();
}

async function trickle(sink: Sink, source: Readable, step: number): Promise<void> {
  for await (const chunk of source as AsyncIterable<Buffer>)
    for (let at = 0; at < chunk.length; at += step) {
      if (sink.destroyed) return;
      await written(sink, chunk.subarray(at, at + step));
      await sleep(TICK_MS);
    }
  sink.end();
}

function spoil(body: string, fault: Fault): string {
  if (fault.kind === 'broken-json') return body.slice(0, Math.floor(body.length / 2));
  const value: unknown = JSON.parse(body);
  if (typeof value !== 'object' || value === null) return body;
  if (fault.kind === 'missing-page') return 'results' in value ? JSON.stringify({ ...value, results: [] }) : body;
  if (fault.kind !== 'empty-list') return body;
  if ('results' in value) return JSON.stringify({ ...value, results: [], total: 0 });
  return 'children' in value ? JSON.stringify({ ...value, children: [] }) : body;
}
