/** The token endpoint's grants, revocation, and signing in through a browser page for the authorization code grant. */
import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { applicationFor, authenticateClient } from './applications.ts';
import { type Call, type Handlers, OK, type Services } from './call.ts';
import { ApiError, errors, oauthErrors } from './errors.ts';
import { machineSignedIn } from './machines.ts';
import { signIn } from './sign-in.ts';
import type { Issued } from './tokens.ts';

function answer(issued: Issued, guid: string): object {
  return {
    access_token: issued.access,
    expires_in: issued.seconds,
    guid,
    token_type: 'Bearer',
    refresh_token: issued.refresh,
    scope: 'full',
  };
}

function grantTo(call: Call, personId: number, clientId: string): object {
  const { fields, core, services } = call;
  const guid = machineSignedIn(core, personId, {
    guid: fields.text('guid'),
    dnsName: fields.text('dns_name'),
    osType: fields.text('os_type'),
    osVersion: fields.text('os_version'),
  });
  return answer(services.tokens.issue({ personId, clientId, guid }), guid);
}

/** What a code is bound to: it can only be redeemed for the same redirect address, and with the verifier where there was a challenge. */
function binding(redirect: string, challenge: string): string {
  return `${redirect} ${challenge}`;
}

function token(call: Call): unknown {
  const { fields, services, core } = call;
  const clientId = fields.need('client_id');
  const grant = fields.need('grant_type');
  authenticateClient(clientId, fields.text('client_secret'));
  call.reply.header('cache-control', 'no-store');
  switch (grant) {
    case 'password': {
      const person = signIn(core, fields.need('username'), fields.need('password'), fields.text('auth_code'));
      return grantTo(call, person.id, clientId);
    }
    case 'refresh_token': {
      const renewed = services.tokens.rotate(fields.need('refresh_token'), clientId);
      if (renewed === undefined) throw oauthErrors.invalidGrant();
      return answer(renewed, renewed.guid);
    }
    case 'authorization_code': {
      const verifier = fields.text('code_verifier');
      const challenge = verifier === undefined ? '' : hash('sha256', verifier, 'base64url');
      const bound = binding(fields.need('redirect_uri'), challenge);
      const personId = services.tokens.redeemCode(fields.need('code'), clientId, bound);
      if (personId === undefined) throw oauthErrors.invalidGrant();
      return grantTo(call, personId, clientId);
    }
    default:
      throw oauthErrors.unsupportedGrant();
  }
}

function revoke(call: Call): unknown {
  const hint = call.fields.text('token_type_hint');
  if (hint !== undefined && hint !== 'access_token' && hint !== 'refresh_token')
    throw errors.invalidValue('token_type_hint');
  call.services.tokens.revoke(call.fields.need('token'));
  return OK;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const PASSED_ON = ['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge'] as const;

function page(values: Readonly<Record<string, string | undefined>>, message: string): string {
  const hidden = PASSED_ON.map(
    (name) => `<input type="hidden" name="${name}" value="${escapeHtml(values[name] ?? '')}">`,
  );
  return `<!doctype html><html lang="de"><meta charset="utf-8"><title>Anmelden - Leitz Cloud</title>
<h1>Anmelden</h1><p role="alert">${escapeHtml(message)}</p>
<form method="post" action="/oauth/authorize">${hidden.join('')}
<label>E-Mail <input name="username" type="email" autocomplete="username"></label>
<label>Passwort <input name="password" type="password" autocomplete="current-password"></label>
<label>Bestätigungscode <input name="auth_code" inputmode="numeric"></label>
<button>Anmelden</button></form></html>`;
}

function refuseStranger(clientId: string, redirect: string): void {
  // Never redirect to an address that is not registered: the error stays here.
  if (applicationFor(clientId, redirect) === undefined) throw errors.invalidValue('redirect_uri');
}

function authorize(call: Call): unknown {
  const { fields, reply, request } = call;
  refuseStranger(fields.need('client_id'), fields.need('redirect_uri'));
  if (fields.need('response_type') !== 'code') throw oauthErrors.unsupportedResponse();
  return reply.type('text/html; charset=utf-8').send(page(request.query as Record<string, string | undefined>, ''));
}

/** `POST /oauth/authorize`: the page's own form, which is no method of the API. */
export function submitSignIn(services: Services, request: FastifyRequest, reply: FastifyReply): unknown {
  const form = (request.body ?? {}) as Record<string, string | undefined>;
  const redirect = form['redirect_uri'] ?? '';
  const clientId = form['client_id'] ?? '';
  refuseStranger(clientId, redirect);
  try {
    const person = signIn(
      services.core,
      form['username'] ?? '',
      form['password'] ?? '',
      form['auth_code'] || undefined,
    );
    const code = services.tokens.issueCode(person.id, clientId, binding(redirect, form['code_challenge'] ?? ''));
    const back = new URL(redirect);
    back.searchParams.set('code', code);
    if (form['state']) back.searchParams.set('state', form['state']);
    return reply.redirect(back.href, 302);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return reply.code(400).type('text/html; charset=utf-8').send(page(form, error.message));
  }
}

export const oauthHandlers: Handlers<'token' | 'revoke' | 'authorize'> = { token, revoke, authorize };
