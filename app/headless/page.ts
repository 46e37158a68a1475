/**
 * The face in a browser: the renderer's files, the contract's methods and events, on loopback for one user. What each
 * request must bring is in `page-guard.ts`; methods are reached through `invoke` and nothing else.
 */
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import cookies from '@fastify/cookie';
import files from '@fastify/static';
import sockets from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { invoke } from '../../shared/contract/contract.ts';
import { failed } from '../../shared/contract/result.ts';
import type { Engine } from './engine.ts';
import { type EventSink, EventTeller } from './page-events.ts';
import { FACE_PROTOCOL, hostsOf, keyOf, type Refusal, refuse, STATUS_OF, securityHeaders } from './page-guard.ts';
import { KEEP_KEY, KEEPER, keyDocument } from './page-key.ts';
import { Rate } from './page-rate.ts';
import { PageSessions, SESSION_IDLE_MS } from './page-sessions.ts';
import { noticeDocument, type PageNotice } from './page-words.ts';

/** Largest input of a call, in bytes: a merged text is the largest thing a face gives. */
const BODY_LIMIT = 8 * 1024 * 1024;
/** Requests in ten seconds: of the page, and of those that are turned away. */
const MOST_REQUESTS = 2_000;
const MOST_REFUSED = 50;
const RATE_MS = 10_000;

export interface PageOptions {
  readonly engine: Pick<Engine, 'handlers' | 'on'>;
  readonly version: string;
  /** Left out or 0 takes a free one. Only ever on 127.0.0.1. */
  readonly port?: number;
  /** Folder with the built renderer; by default where the build puts it. */
  readonly renderer?: string;
}

export interface Page {
  readonly port: number;
  /** `http://127.0.0.1:PORT/`; lets nobody in by itself. */
  readonly address: string;
  /** A new address that lets one browser in, once, within an hour. */
  invite(): string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Beside the bundled command line, or in `dist` seen from the sources. */
function builtRenderer(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  const places = [path.join(here, '..', 'renderer'), path.join(here, '..', '..', 'dist', 'renderer')];
  return places.find((place) => existsSync(path.join(place, 'index.html'))) ?? path.join(here, '..', 'renderer');
}

const kindOf = (url: string): 'page' | 'call' | 'events' =>
  url.startsWith('/api/events') ? 'events' : url.startsWith('/api/') ? 'call' : 'page';

class Server {
  readonly app: FastifyInstance;
  readonly sessions = new PageSessions();
  port = 0;
  readonly #options: PageOptions;
  readonly #renderer: string;
  readonly #asked = new Rate(MOST_REQUESTS, RATE_MS);
  readonly #turnedAway = new Rate(MOST_REFUSED, RATE_MS);
  readonly #teller: EventTeller;

  constructor(options: PageOptions) {
    this.#options = options;
    this.#renderer = options.renderer ?? builtRenderer();
    this.#teller = new EventTeller(options.engine, {
      version: options.version,
      host: hostname(),
      platform: process.platform,
      methods: Object.keys(options.engine.handlers),
    });
    this.app = fastify({
      bodyLimit: BODY_LIMIT,
      exposeHeadRoutes: false,
      requestTimeout: 0,
      forceCloseConnections: true,
    });
  }

  async open(): Promise<void> {
    const { app } = this;
    await app.register(cookies);
    await app.register(sockets, { options: { maxPayload: 1024, handleProtocols: () => FACE_PROTOCOL } });
    app.addHook('onRequest', async (request, reply) => this.#guard(request, reply));
    app.get('/open/:token', async (request, reply) => this.#letIn(request, reply));
    app.get(KEEPER, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(KEEP_KEY));
    app.post('/api/call/:method', async (request, reply) => this.#call(request, reply));
    app.get('/api/events', { websocket: true }, (socket) => this.#events(socket));
    await app.register(files, {
      root: this.#renderer,
      cacheControl: false,
      index: ['index.html'],
      list: false,
      dotfiles: 'deny',
    });
    app.setNotFoundHandler((request, reply) => {
      const built = existsSync(path.join(this.#renderer, 'index.html'));
      return request.url === '/' && !built
        ? this.#notice(request, reply, 'no-files', 503)
        : reply.code(404).type('text/plain').send('Not found\n');
    });
    app.setErrorHandler((thrown, request, reply) => this.#failed(thrown, request, reply));
    await app.listen({ host: '127.0.0.1', port: this.#options.port ?? 0 });
    const address = app.server.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    this.#teller.close();
    await this.app.close();
  }

  get #cookie(): string {
    // Cookies do not tell ports apart: two installations on one machine must not end each other's sessions.
    return `leitz-face-${this.port}`;
  }

  async #guard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    reply.headers(securityHeaders(this.port));
    const reason = this.#reasonToRefuse(request);
    if (reason === undefined) return undefined;
    if (reason !== 'too-many-requests') this.#turnedAway.take();
    return this.#notice(request, reply, reason, STATUS_OF[reason]);
  }

  #reasonToRefuse(request: FastifyRequest): Refusal | undefined {
    if (!this.#asked.take()) return 'too-many-requests';
    const kind = kindOf(request.url);
    const reason = refuse({ kind, headers: request.headers, port: this.port });
    const session = request.cookies[this.#cookie];
    const isInside = reason === undefined && !request.url.startsWith('/open/') && this.sessions.isOpen(session);
    const hasKey = kind === 'page' || this.sessions.holds(session, keyOf({ kind, headers: request.headers }));
    if (isInside && hasKey) return undefined;
    // Guessing a token or a session is bounded; whoever is let in already is not held up by others' guesses.
    if (this.#turnedAway.isSpent) return 'too-many-requests';
    if (reason !== undefined || request.url.startsWith('/open/')) return reason;
    return isInside ? 'no-face-header' : 'no-session';
  }

  #letIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { token } = request.params as { readonly token: string };
    const letIn = this.sessions.open(token);
    if (letIn === undefined) {
      this.#turnedAway.take();
      return this.#notice(request, reply, 'used-address', 401);
    }
    return reply
      .setCookie(this.#cookie, letIn.session, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        maxAge: SESSION_IDLE_MS / 1000,
      })
      .type('text/html; charset=utf-8')
      .send(keyDocument(letIn.key, KEEPER));
  }

  async #call(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { method } = request.params as { readonly method: string };
    return reply.send(await invoke(this.#options.engine.handlers, method, request.body));
  }

  #events(socket: EventSink): void {
    this.#teller.add(socket);
  }

  #notice(request: FastifyRequest, reply: FastifyReply, notice: PageNotice, status: number): FastifyReply {
    reply.code(status);
    if (kindOf(request.url) !== 'page') return reply.send(failed({ code: notice }));
    return reply.type('text/html; charset=utf-8').send(noticeDocument(notice, request.headers['accept-language']));
  }

  #failed(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
    const detail = status < 500 && thrown instanceof Error ? thrown.message : undefined;
    reply.code(status);
    if (kindOf(request.url) === 'page') return reply.type('text/plain').send(`${detail ?? 'Internal error'}\n`);
    return reply.send(
      failed({ code: status < 500 ? 'wrong-usage' : 'internal', ...(detail === undefined ? {} : { detail }) }),
    );
  }
}

/** Serves the page. Rejects where the port is taken. */
export async function startPage(options: PageOptions): Promise<Page> {
  const server = new Server(options);
  try {
    await server.open();
  } catch (thrown) {
    await server.close();
    throw thrown;
  }
  const address = `http://${hostsOf(server.port)[0]}/`;
  return {
    port: server.port,
    address,
    invite: () => `${address}open/${server.sessions.invite()}`,
    close: () => server.close(),
  };
}
