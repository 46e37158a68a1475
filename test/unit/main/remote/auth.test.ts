import { expect, it } from 'vitest';
import { SyncError } from '../../../../main/errors.ts';
import { type Auth, createAuth } from '../../../../main/remote/auth.ts';
import { sessionSecret } from '../../../../main/remote/session.ts';
import { signIn } from '../../../../main/remote/sign-in.ts';
import { createWire } from '../../../../main/remote/wire.ts';
import {
  failure,
  fieldsOf,
  type Reply,
  random,
  type ScriptedHttp,
  scriptedHttp,
  TestClock,
  TestLog,
  TestSecrets,
} from './support.ts';

const SERVER = 'https://cloud.example';
const USER = 'anna@example.com';
const HOUR_MS = 3_600_000;

/** A token endpoint that hands out A1/R1, A2/R2...; each refresh token works once. `refusal` may get in between. */
function tokenServer(refusal: (refresh: number) => Reply | undefined = () => undefined): ScriptedHttp {
  let issued = 0;
  let refreshes = 0;
  const issue = () => {
    issued++;
    return { body: { access_token: `A${issued}`, refresh_token: `R${issued}`, expires_in: 3600, guid: 'G' } };
  };
  return scriptedHttp((request) => {
    const fields = fieldsOf(request);
    if (request.url.endsWith('/oauth/revoke')) return { body: { status: 'ok' } };
    if (fields['grant_type'] === 'password') return issue();
    const refused = refusal(++refreshes);
    if (refused !== undefined) return refused;
    if (fields['refresh_token'] !== `R${issued}`) {
      return { status: 400, body: { error: 'invalid_grant', error_description: 'The grant is revoked.' } };
    }
    return issue();
  });
}

async function signedIn(http: ScriptedHttp) {
  const clock = new TestClock();
  const secrets = new TestSecrets();
  const log = new TestLog();
  const machine = { dnsName: 'desk', osType: 'linux', osVersion: '6.1' } as const;
  const common = { http, clock, secrets, log, random, server: SERVER, user: USER };
  await signIn({ ...common, password: 'p', machine });
  http.requests.length = 0;
  const start = (): Auth => createAuth({ ...common, wire: createWire(common) });
  return { clock, secrets, log, start, auth: start() };
}

it('uses the token it has until shortly before its end, then a new one', async () => {
  const http = tokenServer();
  const { auth, clock } = await signedIn(http);
  expect(await auth.token()).toBe('A1');
  clock.aheadMs += HOUR_MS - 60_000;
  expect(await auth.token()).toBe('A1');
  expect(http.requests.length).toBe(0);
  clock.aheadMs += 45_000;
  expect(await auth.token()).toBe('A2');
});

it('starts a long transfer with a token that lasts, but not with a new one each time', async () => {
  const { auth, clock } = await signedIn(tokenServer());
  clock.aheadMs += HOUR_MS - 300_000;
  expect(await auth.token()).toBe('A1');
  expect(await auth.token(600_000)).toBe('A2');
  expect(await auth.token(600_000)).toBe('A2');
  expect(await auth.token(10 * HOUR_MS)).toBe('A2');
});

it('refreshes once for all who wait', async () => {
  const http = tokenServer();
  const { auth } = await signedIn(http);
  auth.refused(await auth.token());
  const tokens = await Promise.all(Array.from({ length: 50 }, () => auth.token()));
  expect(new Set(tokens)).toEqual(new Set(['A2']));
  expect(http.requests.length).toBe(1);
});

it('refreshes no second time for a late 401 to the old token', async () => {
  const http = tokenServer();
  const { auth } = await signedIn(http);
  const old = await auth.token();
  auth.refused(old);
  await auth.token();
  auth.refused(old);
  expect(await auth.token()).toBe('A2');
  expect(http.requests.length).toBe(1);
});

it('keeps the session over a restart', async () => {
  const http = tokenServer();
  const { start, auth } = await signedIn(http);
  auth.refused(await auth.token());
  await auth.token();
  expect(await start().token()).toBe('A2');
  expect(http.requests.length).toBe(1);
});

it('does not trust a stored token when the clock was set back, and is not fooled by one set forward', async () => {
  const { start, clock } = await signedIn(tokenServer());
  clock.skewMs = -24 * HOUR_MS;
  expect(await start().token()).toBe('A2');
  clock.skewMs = 24 * HOUR_MS;
  const auth = start();
  expect(await auth.token()).toBe('A3');
  expect(await auth.token()).toBe('A3');
});

it('writes the new refresh token down before it hands out the new access token', async () => {
  const { auth, secrets } = await signedIn(tokenServer());
  const order: string[] = [];
  secrets.onSet = (_name, value) => order.push(value.includes('R2') ? 'R2 kept' : value);
  auth.refused(await auth.token());
  order.push(`got ${await auth.token()}`);
  expect(order).toEqual(['R2 kept', 'got A2']);
});

it('hands out nothing while the new tokens cannot be written, and loses them not', async () => {
  const http = tokenServer();
  const { auth, secrets } = await signedIn(http);
  auth.refused(await auth.token());
  secrets.onSet = () => {
    throw new SyncError('disk-full');
  };
  expect(await failure(auth.token())).toBe('disk-full');
  expect(await failure(auth.token())).toBe('disk-full');
  secrets.onSet = undefined;
  expect(await auth.token()).toBe('A2');
  expect(http.requests.length).toBe(1);
});

for (const [what, refusal] of [
  ['a 500', { status: 500, body: { error: 'unknown' } }],
  ['a web page with 502', { status: 502, body: '<html>' }],
] as const) {
  it(`tries a refresh that fails with ${what} once more, and stays signed in`, async () => {
    const http = tokenServer((n) => (n === 1 ? refusal : undefined));
    const { auth } = await signedIn(http);
    auth.refused(await auth.token());
    expect(await auth.token()).toBe('A2');
    expect(http.requests.length).toBe(2);
  });
}

it('stays signed in when the refresh fails for long, and goes on when it works again', async () => {
  let broken = true;
  const { auth } = await signedIn(
    tokenServer(() => (broken ? { status: 500, body: { error: 'unknown' } } : undefined)),
  );
  auth.refused(await auth.token());
  expect(await failure(auth.token())).toBe('server-error');
  expect(await failure(auth.token())).toBe('server-error');
  broken = false;
  expect(await auth.token()).toBe('A2');
});

for (const error of ['invalid_grant', 'access_denied']) {
  it(`asks for a new sign-in after ${error}, without asking the cloud again and again`, async () => {
    const http = tokenServer(() => ({ status: error === 'access_denied' ? 401 : 400, body: { error } }));
    const { auth } = await signedIn(http);
    auth.refused(await auth.token());
    expect(await failure(auth.token())).toBe('sign-in-needed');
    expect(http.requests.length).toBe(2);
    expect(await failure(auth.token())).toBe('sign-in-needed');
    expect(http.requests.length).toBe(2);
  });
}

it('does not end the session for one refusal', async () => {
  const { auth } = await signedIn(
    tokenServer((n) => (n === 1 ? { status: 400, body: { error: 'invalid_grant' } } : undefined)),
  );
  auth.refused(await auth.token());
  expect(await auth.token()).toBe('A2');
});

it('goes on by itself after somebody signed in again elsewhere in this home', async () => {
  const http = tokenServer((n) => (n <= 2 ? { status: 400, body: { error: 'invalid_grant' } } : undefined));
  const { auth, secrets, clock } = await signedIn(http);
  auth.refused(await auth.token());
  expect(await failure(auth.token())).toBe('sign-in-needed');
  const machine = { dnsName: 'desk', osType: 'linux', osVersion: '6.1' } as const;
  await signIn({ http, secrets, clock, server: SERVER, user: USER, password: 'p', machine });
  expect(await auth.token()).toBe('A2');
});

it('takes over what another process of this home has refreshed meanwhile', async () => {
  const http = tokenServer();
  const { auth, start } = await signedIn(http);
  const other = start();
  await auth.token();
  other.refused(await other.token());
  expect(await other.token()).toBe('A2');
  auth.refused(await auth.token());
  expect(await auth.token()).toBe('A2');
  expect(http.requests.length).toBe(1);
});

it('doubts an old token after a broken upload, a new one not', async () => {
  const { auth, clock } = await signedIn(tokenServer());
  auth.refused(await auth.token());
  expect(await auth.token()).toBe('A2');
  auth.doubt();
  expect(await auth.token()).toBe('A2');
  clock.aheadMs += 120_000;
  auth.doubt();
  expect(await auth.token()).toBe('A3');
});

it('revokes both tokens on signing out and forgets them', async () => {
  const http = tokenServer();
  const { auth, secrets } = await signedIn(http);
  await auth.signOut();
  const revoked = http.requests.map((request) => fieldsOf(request)['token']);
  expect(revoked.sort()).toEqual(['A1', 'R1']);
  expect(secrets.kept.has(sessionSecret(SERVER, USER))).toBe(false);
  expect(await failure(auth.token())).toBe('sign-in-needed');
});

it('forgets the tokens on signing out even where the cloud cannot be reached', async () => {
  const http = tokenServer();
  const { auth, secrets, log } = await signedIn(http);
  http.request = () => Promise.reject(new SyncError('offline'));
  await auth.signOut();
  expect(secrets.kept.has(sessionSecret(SERVER, USER))).toBe(false);
  expect(log.lines.length).toBe(2);
});

it('says nothing secret in the log', async () => {
  const { auth, log } = await signedIn(tokenServer((n) => (n < 3 ? { status: 500, body: '' } : undefined)));
  auth.refused(await auth.token());
  await failure(auth.token());
  await auth.token();
  await auth.signOut();
  expect(log.lines.length).toBeGreaterThan(0);
  expect(log.lines.filter((line) => /\b[AR]\d\b/.test(line))).toEqual([]);
});
