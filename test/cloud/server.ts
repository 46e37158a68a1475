/** The HTTP face: one route per row of the endpoint table, with checks, counts, faults and errors around its handler. */
import type { Server as HttpsServer } from 'node:https';
import { parse as parseForm } from 'node:querystring';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type EndpointKey, endpoints } from '../../shared/api/endpoints.ts';
import { Call, type Handlers, type Services } from './call.ts';
import type { Certificates } from './certificates.ts';
import { changeHandlers } from './change-handlers.ts';
import { downloadHandlers } from './download.ts';
import { ApiError, errors } from './errors.ts';
import { bearerOf, type FaultEffects } from './fault-effects.ts';
import type { FaultEngine } from './fault-engine.ts';
import { checkFields, type RawFields } from './fields.ts';
import { makeHttpsServer } from './front-door.ts';
import { listingHandlers } from './listing.ts';
import { machineHandlers } from './machines.ts';
import { readMultipartFields } from './multipart.ts';
import { oauthHandlers, submitSignIn } from './oauth.ts';
import type { PersonRow } from './people.ts';
import { peopleHandlers } from './people-handlers.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RequestCounts } from './request-counts.ts';
import { followShareLink, shareHandlers } from './share-links.ts';
import { uploadHandlers } from './upload.ts';

const handlers: Handlers<EndpointKey> = {
  ...listingHandlers,
  ...changeHandlers,
  ...uploadHandlers,
  ...downloadHandlers,
  ...shareHandlers,
  ...peopleHandlers,
  ...machineHandlers,
  ...oauthHandlers,
};

const FORM_LIMIT = 256 * 1024;
const NOWHERE = '(no such path)';
const UPLOADS: ReadonlySet<EndpointKey> = new Set(['uploadToRoot', 'uploadToFolder']);

export interface Face {
  readonly app: FastifyInstance<HttpsServer>;
  readonly https: HttpsServer;
}

export interface FaceParts {
  readonly services: Services;
  readonly certificates: Certificates;
  readonly engine: FaultEngine;
  readonly effects: FaultEffects;
  readonly counts: RequestCounts;
  readonly rateLimit: RateLimit;
}

function templateOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? NOWHERE;
}

function personOf(services: Services, request: FastifyRequest): PersonRow | undefined {
  const access = bearerOf(request);
  const holder = access === undefined ? undefined : services.tokens.holder(access);
  return holder === undefined ? undefined : services.core.people.byId(holder.personId);
}

function addRoutes(app: FastifyInstance<HttpsServer>, parts: FaceParts): void {
  const { services, rateLimit, effects } = parts;
  for (const [name, row] of Object.entries(endpoints)) {
    const key = name as EndpointKey;
    const handle = handlers[key];
    app.route({
      method: row.verb,
      url: row.path,
      handler: (request, reply) => {
        const person = row.signIn ? personOf(services, request) : undefined;
        if (row.signIn && person === undefined) throw errors.accessDenied();
        if (person !== undefined) rateLimit.take(person);
        const raw = (row.verb === 'GET' ? request.query : request.body) as RawFields | undefined;
        if (key === 'token' && raw?.['grant_type'] === 'refresh_token') effects.onRefresh(row.verb, row.path);
        // An upload's fields come with its bytes, so its handler checks them.
        const fields = checkFields(UPLOADS.has(key) ? [] : row.fields, raw ?? {});
        return handle(new Call(services, key, request, reply, fields, person));
      },
    });
  }
  const follow = (request: FastifyRequest, reply: FastifyReply) =>
    followShareLink(services, personOf(services, request) !== undefined, request, reply);
  app.get('/share/:hash', follow);
  app.get('/share/:hash/*', follow);
  app.post('/oauth/authorize', (request, reply) => submitSignIn(services, request, reply));
}

function addParsers(app: FastifyInstance<HttpsServer>): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, parseForm(body.toString())),
  );
  app.addContentTypeParser('multipart/form-data', (request, _payload, done) => {
    if (request.routeOptions.url?.endsWith('/upload')) return done(null);
    readMultipartFields(request.raw).then(
      (fields) => done(null, fields),
      (error: Error) => done(error),
    );
  });
  app.addContentTypeParser('*', (request, payload, done) => {
    payload.resume();
    // Without a body a content type means nothing.
    if (request.headers['content-length'] === '0' || request.routeOptions.url?.endsWith('/upload')) return done(null);
    done(errors.invalidRequest());
  });
}

function addHooks(app: FastifyInstance<HttpsServer>, parts: FaceParts): void {
  const { engine, effects, counts, services } = parts;
  app.addHook('onRequest', (request, reply, done) => {
    const template = templateOf(request);
    if (template.startsWith('/_control/')) return done();
    counts.add(`${request.method} ${template}`);
    if (!engine.active) return done();
    effects.onRequest(request, reply, template).then(
      (answered) => {
        if (!answered) done();
      },
      (error: Error) => done(error),
    );
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { skewMs } = services.core.clock;
    if (skewMs !== 0) reply.header('date', new Date(services.core.clock.now()).toUTCString());
    if (!engine.active || templateOf(request).startsWith('/_control/')) return done(null, payload);
    const result = effects.onAnswer(request, reply, templateOf(request), payload as string | undefined);
    if (result !== undefined) done(null, result.payload);
  });
}

function sendError(reply: FastifyReply, error: ApiError): FastifyReply {
  return reply
    .code(error.status)
    .headers(error.headers)
    .type('application/json; charset=utf-8')
    .send(
      JSON.stringify({
        error: error.code,
        ...(error.description === undefined ? {} : { error_description: error.description }),
      }),
    );
}

/** The verbs of the rows whose path fits best (with the most fixed words), for a request that came with another one. */
function verbsOf(url: string): string[] {
  const segments = (url.split('?')[0] ?? '').split('/');
  let best: { fixed: number; verbs: Set<string> } = { fixed: 0, verbs: new Set() };
  for (const { path, verb } of Object.values(endpoints)) {
    const parts = path.split('/');
    if (parts.length !== segments.length || !parts.every((part, at) => part.startsWith(':') || part === segments[at]))
      continue;
    const fixed = parts.filter((part) => !part.startsWith(':')).length;
    if (fixed > best.fixed) best = { fixed, verbs: new Set() };
    if (fixed === best.fixed) best.verbs.add(verb);
  }
  return [...best.verbs];
}

function notFoundOrWrongVerb(request: FastifyRequest): ApiError {
  const verbs = verbsOf(request.url);
  const wrongVerb = verbs.length > 0 && !verbs.includes(request.method);
  return wrongVerb ? errors.methodNotAllowed(verbs.join(', ')) : errors.notFound();
}

function addErrors(app: FastifyInstance<HttpsServer>): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    // "GET .../create" reaches the row for file metadata with "create" for an id, but is a wrong verb.
    if (error instanceof ApiError) return sendError(reply, error.status === 404 ? notFoundOrWrongVerb(request) : error);
    const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
    if (typeof status === 'number' && status < 500) return sendError(reply, errors.invalidRequest());
    console.error(`The stand-in cloud failed at ${request.method} ${templateOf(request)}:`, error);
    return sendError(reply, errors.unknown());
  });
  app.setNotFoundHandler((request, reply) => sendError(reply, notFoundOrWrongVerb(request)));
}

export function makeFace(parts: FaceParts): Face {
  let https: HttpsServer | undefined;
  const app = fastify({
    exposeHeadRoutes: false,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    frameworkErrors: (_error, _request, reply) => {
      sendError(reply as FastifyReply, errors.invalidRequest());
    },
    routerOptions: { maxParamLength: 500 },
    serverFactory: (listener) => {
      https = makeHttpsServer(parts.certificates, listener);
      return https;
    },
  }) as unknown as FastifyInstance<HttpsServer>;
  addParsers(app);
  addHooks(app, parts);
  addErrors(app);
  addRoutes(app, parts);
  if (https === undefined) throw new Error('The HTTPS server was not made.');
  return { app, https };
}
