import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestClient } from '../../cloud/test-client.ts';
import { passwordGrant } from '../../cloud/test-client.ts';
import { startTestCloud, type TestCloud } from '../../cloud/test-cloud.ts';

let test: TestCloud;
beforeAll(async () => {
  test = await startTestCloud();
});
afterAll(() => test.end());

describe('tokens', () => {
  it('are replaced by a refresh; the old refresh token is good until a new one is used', async () => {
    const client = await test.client(0);
    const old = client.refreshToken;
    await client.refresh();
    const fresh = { access: client.accessToken, refresh: client.refreshToken };
    expect(fresh.refresh).not.toBe(old);
    client.refreshToken = old;
    expect((await client.refresh()).status).toBe(200);
    expect((await client.call('me')).status).toBe(200);
    client.refreshToken = old;
    expect((await client.refresh()).json).toMatchObject({ error: 'invalid_grant' });
  });

  it('are revoked as a family, and revoking an unknown token is no error', async () => {
    const client = await test.client(0);
    const revoke = (token: string) => client.call('revoke', {}, { fields: { client_id: 'anchor', token } });
    expect((await revoke('unknown')).status).toBe(200);
    expect((await revoke(client.refreshToken)).status).toBe(200);
    expect((await client.call('me')).status).toBe(401);
    expect((await client.refresh()).status).toBe(400);
  });

  it('all expire at once, and refreshing helps', async () => {
    const client = await test.client(0);
    test.cloud.expireTokens();
    expect((await client.call('me')).status).toBe(401);
    await client.refresh();
    expect((await client.call('me')).status).toBe(200);
  });

  it('keep the machine: the guid that comes with the first sign-in is the same machine ever after', async () => {
    const client = await test.client(1);
    const machines = async () => (await client.call('machines', { organization: 1 })).json as { total: number };
    const first = (await client.call('token', {}, { fields: passwordGrant(test.person(1)) })).json as { guid: string };
    const { total } = await machines();
    const fields = { ...passwordGrant(test.person(1)), guid: first.guid, dns_name: 'umbenannt' };
    expect((await client.call('token', {}, { fields })).json).toMatchObject({ guid: first.guid });
    expect(await machines()).toMatchObject({ total });
    expect(JSON.stringify(await machines())).toContain('umbenannt');
  });
});

describe('signing in through the browser', () => {
  const redirect_uri = 'http://127.0.0.1:5123/callback';
  const verifier = 'a-verifier-of-more-than-forty-three-characters-in-all';
  const code_challenge = createHash('sha256').update(verifier).digest('base64url');
  const application = { client_id: 'leitz-cloud-desktop', redirect_uri };

  async function submit(client: TestClient, more: Record<string, string>) {
    const { email, password } = test.person(0);
    const form = new URLSearchParams({
      ...application,
      state: 's t&1',
      username: email,
      password,
      code_challenge,
      ...more,
    });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return client.send('POST', '/oauth/authorize', { headers, body: form.toString() });
  }

  it('gives a code to a registered address, once, for the right verifier', async () => {
    const client = await test.client(0);
    const back = new URL(String((await submit(client, {})).headers['location']));
    expect(back.origin + back.pathname).toBe(redirect_uri);
    expect(back.searchParams.get('state')).toBe('s t&1');
    const redeem = (code_verifier: string, code = back.searchParams.get('code')) =>
      client.call(
        'token',
        {},
        {
          fields: {
            ...application,
            grant_type: 'authorization_code',
            client_secret: 'stand-in-application-secret',
            code,
            code_verifier,
          },
        },
      );
    expect((await redeem(verifier)).status).toBe(200);
    expect((await redeem(verifier)).json).toMatchObject({ error: 'invalid_grant' });
    const second = new URL(String((await submit(client, {})).headers['location'])).searchParams.get('code');
    expect((await redeem('wrong', second)).json).toMatchObject({ error: 'invalid_grant' });
  });

  it('never sends anybody to an address that is not registered', async () => {
    const client = await test.client(0);
    const answer = await submit(client, { redirect_uri: 'https://evil.example/' });
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
  });

  it('shows the page again after a wrong password, without a script in it', async () => {
    const client = await test.client(0);
    const answer = await submit(client, { password: 'falsch', state: '"><script>alert(1)</script>' });
    expect(answer.status).toBe(400);
    expect(answer.bytes.toString()).toContain('Invalid credentials given.');
    expect(answer.bytes.toString()).not.toContain('<script>');
  });
});
