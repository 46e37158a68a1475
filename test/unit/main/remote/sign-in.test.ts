import { expect, it } from 'vitest';
import { machineSecret, sessionSecret } from '../../../../main/remote/session.ts';
import { type SignInOptions, signIn } from '../../../../main/remote/sign-in.ts';
import { failure, fieldsOf, type Reply, type ScriptedHttp, scriptedHttp, TestClock, TestSecrets } from './support.ts';

const SERVER = 'https://cloud.example';
const USER = 'Anna@Example.com';

function options(http: ScriptedHttp, secrets: TestSecrets, more: Partial<SignInOptions> = {}): SignInOptions {
  const machine = { dnsName: 'desk', osType: 'linux', osVersion: '6.1' } as const;
  return {
    http,
    secrets,
    clock: new TestClock(),
    server: SERVER,
    user: USER,
    password: 'pa ss&word',
    machine,
    ...more,
  };
}

const TOKENS = { access_token: 'A1', refresh_token: 'R1', expires_in: 3600, guid: 'G1', token_type: 'Bearer' };

it('sends what the reference asks for and keeps the tokens and the machine’s number', async () => {
  const http = scriptedHttp(() => ({ body: TOKENS }));
  const secrets = new TestSecrets();
  await signIn(options(http, secrets));
  const [request] = http.requests;
  expect(request?.url).toBe(`${SERVER}/oauth/token`);
  expect(request === undefined ? {} : fieldsOf(request)).toEqual({
    grant_type: 'password',
    client_id: 'anchor',
    username: USER,
    password: 'pa ss&word',
    guid: '',
    dns_name: 'desk',
    os_type: 'linux',
    os_version: '6.1',
  });
  expect(secrets.kept.get(machineSecret(SERVER))).toBe('G1');
  expect(secrets.kept.get(sessionSecret(SERVER, USER))).toContain('R1');
});

it('stays the same machine the next time, also for another person', async () => {
  const http = scriptedHttp(() => ({ body: TOKENS }));
  const secrets = new TestSecrets();
  await signIn(options(http, secrets));
  await signIn(options(http, secrets, { user: 'ben@example.com', code: '123456' }));
  const [, second] = http.requests;
  expect(second === undefined ? {} : fieldsOf(second)).toMatchObject({ guid: 'G1', auth_code: '123456' });
});

it('is a machine of its own for a person who signs in beside another one', async () => {
  let count = 0;
  const http = scriptedHttp(() => {
    count += 1;
    return { body: { ...TOKENS, guid: `G${count}` } };
  });
  const secrets = new TestSecrets();
  await signIn(options(http, secrets));
  const ben = { user: 'ben@example.com', beside: true };
  await signIn(options(http, secrets, ben));
  await signIn(options(http, secrets));
  await signIn(options(http, secrets, ben));
  const guids = http.requests.map((request) => fieldsOf(request)['guid']);
  expect(guids).toEqual(['', '', 'G1', 'G2']);
});

const REFUSALS: readonly (readonly [Reply, string])[] = [
  [
    { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid credentials given.' } },
    'wrong-credentials',
  ],
  [{ status: 400, body: { error: 'invalid_grant', error_description: 'Invalid authentication code.' } }, 'code-needed'],
  [
    {
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: 'Account temporarily locked due to repeated failed login attempts.',
      },
    },
    'account-locked',
  ],
  [{ status: 401, body: { error: 'access_denied' } }, 'wrong-credentials'],
  [{ status: 400, body: { error: 'invalid_request' } }, 'bad-request'],
  [{ status: 400, body: { error: 'insecure_transport' } }, 'insecure-transport'],
  [{ status: 500, body: { error: 'unknown', error_description: 'Invalid credentials store' } }, 'server-error'],
  [{ status: 503, body: '<html>' }, 'rate-limited'],
  [{ status: 404, body: '<html>' }, 'not-an-api-answer'],
  [{ status: 200, body: '<html>hotel</html>' }, 'captive-portal'],
  [{ status: 200, body: { token: 'x' } }, 'not-an-api-answer'],
];

for (const [reply, code] of REFUSALS) {
  it(`says ${code} for ${reply.status} ${JSON.stringify(reply.body)} and keeps nothing`, async () => {
    const secrets = new TestSecrets();
    expect(
      await failure(
        signIn(
          options(
            scriptedHttp(() => reply),
            secrets,
          ),
        ),
      ),
    ).toBe(code);
    expect(secrets.kept.size).toBe(0);
  });
}
