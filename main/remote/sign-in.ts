/** The password grant of the token endpoint [oauth]: turns what the user types into a session. */
import type { CloudToken } from '../../shared/api/answers.ts';
import type { FieldValue } from '../../shared/api/endpoint.ts';
import { endpoints } from '../../shared/api/endpoints.ts';
import { type ErrorCode, SyncError } from '../errors.ts';
import type { Clock, Http, Secrets } from '../world.ts';
import { type Refusal, readRefusal, refusalError } from './api-errors.ts';
import { machineSecret, saveSession, sessionOf, sessionSecret } from './session.ts';
import { createWire, readJson, readShape, type Wire } from './wire.ts';

export const CLIENT_ID = 'anchor';

/** The token endpoint's failures differ by their description only [client]. */
const DESCRIPTIONS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/authentication code/i, 'code-needed'],
  [/locked/i, 'account-locked'],
  [/credentials/i, 'wrong-credentials'],
];

/** RFC 6749 error codes that mean: this grant is no good, whatever the description says. */
export const GRANT_REFUSED = new Set(['invalid_grant', 'access_denied', 'invalid_token', 'expired_token']);

function signInError(refusal: Refusal, server: string): SyncError {
  const { error, description = '' } = refusal;
  const known = DESCRIPTIONS.find(([pattern]) => pattern.test(description))?.[1];
  const code = known ?? (error !== undefined && GRANT_REFUSED.has(error) ? 'wrong-credentials' : undefined);
  if (code === undefined || error === undefined || refusal.status >= 500)
    return refusalError(refusal, 'Signing in', server);
  return new SyncError(code, { path: server, detail: description === '' ? error : description });
}

export type TokenAnswer =
  | { readonly ok: true; readonly token: CloudToken }
  | { readonly ok: false; readonly refusal: Refusal };

/** The values that the endpoint table calls secret. */
function secretsOf(values: Readonly<Record<string, FieldValue>>): string[] {
  const names = endpoints.token.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name);
  return names.flatMap((name) => (typeof values[name] === 'string' ? [values[name]] : []));
}

/** One request to the token endpoint. Throws what the transport throws, and `not-an-api-answer`. */
export async function askForToken(
  wire: Wire,
  clock: Clock,
  values: Readonly<Record<string, FieldValue>>,
  signal?: AbortSignal,
): Promise<TokenAnswer> {
  const answer = await wire.send('token', { values, ...(signal === undefined ? {} : { signal }) });
  if (answer.status !== 200) return { ok: false, refusal: await readRefusal(answer, clock.now(), secretsOf(values)) };
  return { ok: true, token: readShape('token', await readJson('token', answer)) };
}

export interface SignInOptions {
  readonly http: Http;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** An origin, as `address.ts` gives it. */
  readonly server: string;
  readonly user: string;
  readonly password: string;
  /** The two-step code, where the account needs one. */
  readonly code?: string;
  /** How this machine shows up in the organization's list [oauth]. */
  readonly machine: { readonly dnsName: string; readonly osType: 'win' | 'osx' | 'linux'; readonly osVersion: string };
  /** True where somebody else is signed in at this server from here. */
  readonly beside?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Signs in and keeps the tokens in `secrets`, where `createCloudAccount` finds them. Throws `wrong-credentials`,
 * `code-needed` (also for a wrong code), `account-locked`, and what the transport throws; then nothing is kept.
 */
export async function signIn(options: SignInOptions): Promise<void> {
  const { secrets, clock, server, user, password, code, machine, beside = false, signal } = options;
  const own = await secrets.get(machineSecret(server, user));
  const guid = own ?? (beside ? undefined : await secrets.get(machineSecret(server)));
  const answer = await askForToken(
    createWire(options),
    clock,
    {
      grant_type: 'password',
      client_id: CLIENT_ID,
      username: user,
      password,
      auth_code: code,
      guid: guid ?? '',
      dns_name: machine.dnsName,
      os_type: machine.osType,
      os_version: machine.osVersion,
    },
    signal,
  );
  if (!answer.ok) throw signInError(answer.refusal, server);
  const { token } = answer;
  if (typeof token.guid === 'string' && token.guid !== '' && token.guid !== guid) {
    await secrets.set(beside ? machineSecret(server, user) : machineSecret(server), token.guid);
  }
  await saveSession(secrets, sessionSecret(server, user), sessionOf(token, clock));
}
