/** `/_control/...`: what a test in another process may ask of the stand-in. Every call needs the control token. */

import { timingSafeEqual } from 'node:crypto';
import type { Server as HttpsServer } from 'node:https';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { policy } from '../../shared/api/people.ts';
import { OK } from './call.ts';
import type { RunningCloud } from './cloud.ts';
import { errors } from './errors.ts';
import { faultPlan } from './fault-plan.ts';

const name = z.string().regex(/^[\w-]{1,64}$/);

const bodies = {
  clock: z.object({ seconds: z.number().int() }),
  snapshot: z.object({ name }),
  restoreSnapshot: z.object({ name, reuseIds: z.boolean().default(false) }),
  withdraw: z.object({ rootId: z.int(), email: z.string(), withdrawn: z.boolean().default(true) }),
  root: z.object({ name: z.string().min(1).max(255), type: z.enum(['sync', 'share', 'backup']), email: z.string() }),
  grant: z.object({ rootId: z.int(), email: z.string(), rights: z.array(z.enum(['read', 'write', 'delete'])) }),
  quota: z.object({ email: z.string(), bytes: z.int().nonnegative() }),
};

function allowed(request: FastifyRequest, token: string): boolean {
  const told = Buffer.from(String(request.headers['x-control'] ?? ''));
  const right = Buffer.from(token);
  return told.length === right.length && timingSafeEqual(told, right);
}

export function addControl(app: FastifyInstance<HttpsServer>, cloud: () => RunningCloud): void {
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (!request.routeOptions.url?.startsWith('/_control/')) return done(errors.invalidRequest());
    try {
      done(null, body.toString() === '' ? {} : JSON.parse(body.toString()));
    } catch {
      done(errors.invalidRequest());
    }
  });
  const post = <S extends z.ZodType>(path: string, schema: S, act: (value: z.output<S>) => unknown) => {
    app.post(`/_control/${path}`, (request) => {
      if (!allowed(request, cloud().controlToken)) throw errors.forbidden('The header X-Control is missing or wrong.');
      const body = schema.safeParse(request.body ?? {});
      if (!body.success) throw errors.invalidValue(z.prettifyError(body.error));
      return act(body.data) ?? OK;
    });
  };
  const get = (path: string, read: () => unknown) => {
    app.get(`/_control/${path}`, (request) => {
      if (!allowed(request, cloud().controlToken)) throw errors.forbidden('The header X-Control is missing or wrong.');
      return read();
    });
  };
  get('requests', () => cloud().requests());
  get('mails', () => cloud().mails());
  get('faults', () => cloud().faultLog());
  post('reset', z.unknown(), () => cloud().resetRequests());
  post('faults', faultPlan, (plan) => cloud().setFaults(plan));
  post('clock', bodies.clock, ({ seconds }) => cloud().setClockSkew(seconds));
  post('snapshot', bodies.snapshot, (body) => cloud().snapshot(body.name));
  post('restore', bodies.restoreSnapshot, (body) => cloud().restoreSnapshot(body.name, body));
  post('withdraw', bodies.withdraw, (body) => cloud().withdraw(body.rootId, body.email, body.withdrawn));
  post('root', bodies.root, (body) => ({ rootId: cloud().addRoot(body.name, body.type, body.email) }));
  post('grant', bodies.grant, (body) => cloud().grant(body.rootId, body.email, body.rights));
  post('quota', bodies.quota, (body) => cloud().setQuota(body.email, body.bytes));
  post('policy', policy, (body) => cloud().setPolicy(body));
  post('expire-tokens', z.unknown(), () => cloud().expireTokens());
}
