import { describe, expect, it } from 'vitest';
import { connectProxy, forwarder, socksProxy, type TestProxy } from '../support/proxies.ts';
import { type RealClient, realClient } from '../support/real-client.ts';
import { makeIdentity } from '../unit/main/real/http-certificates.ts';

const SECRET = 'proxy-Geheimnis: 50 % & mehr';

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'none',
    (thrown: unknown) => thrown,
  );
}

const hostOf = (client: RealClient): string => new URL(client.cloud.url).host;

/** A file goes each way, and all of it through the proxy. */
async function expectSyncs(client: RealClient, proxy: TestProxy, name: string): Promise<void> {
  const before = proxy.reached.length;
  client.here.write(`${name}.txt`, `${name} from here`);
  client.web.write(`${name}-2.txt`, `${name} from there`);
  await client.sync();
  expect(client.difference()).toEqual([]);
  expect(proxy.reached.length).toBeGreaterThan(before);
  expect(new Set(proxy.reached)).toEqual(new Set([hostOf(client)]));
}

describe('a proxy that is set by hand', () => {
  it('carries everything; without its password it says so, and the link is offline for that reason', async () => {
    const client = await realClient();
    const proxy = await connectProxy({ user: 'anna', password: SECRET });
    await client.call('setProxy', { mode: 'manual', url: proxy.url });
    expect(await client.trySync()).toBe('proxy-refused');
    expect(await client.says()).toEqual({ state: 'offline', reason: 'proxy-refused' });
    await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password: 'wrong' });
    expect(await failureOf(client.sync())).toMatchObject({
      code: 'proxy-refused',
      path: proxy.url,
      detail: 'wrong user or password',
    });
    await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password: SECRET });
    await expectSyncs(client, proxy, 'with-password');
    const told = await client.call('network', {});
    expect(told.proxy).toMatchObject({ mode: 'manual', url: proxy.url, user: 'anna', hasPassword: true });
    expect(told.ways).toEqual([{ server: client.cloud.url, proxy: proxy.url, from: 'setting' }]);
    expect(JSON.stringify(told)).not.toContain(SECRET);
  });

  it('keeps its password over a restart and over a new list of exceptions, and shows it to no other proxy', async () => {
    const client = await realClient();
    const proxy = await connectProxy({ user: 'anna', password: SECRET });
    const other = await connectProxy({ user: 'anna', password: SECRET });
    await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password: SECRET });
    await client.restart();
    await expectSyncs(client, proxy, 'restarted');
    await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', bypass: ['example.org'] });
    await expectSyncs(client, proxy, 'bypass');
    await client.call('changeSetting', { key: 'proxy', value: other.url });
    expect(await client.trySync()).toBe('proxy-refused');
    expect(other.reached).toEqual([]);
  });

  it('may be a SOCKS5 proxy, with and without credentials', async () => {
    const client = await realClient();
    const open = await socksProxy();
    await client.call('setProxy', { mode: 'manual', url: open.url });
    await expectSyncs(client, open, 'open');
    const closed = await socksProxy({ user: 'anna', password: SECRET });
    await client.call('setProxy', { mode: 'manual', url: closed.url });
    expect(await client.trySync()).toBe('proxy-refused');
    await client.call('setProxy', { mode: 'manual', url: closed.url, user: 'anna', password: 'wrong' });
    expect(await client.trySync()).toBe('proxy-refused');
    await client.call('setProxy', { mode: 'manual', url: closed.url, user: 'anna', password: SECRET });
    await expectSyncs(client, closed, 'closed');
  });

  it('may itself be spoken to by TLS, and must then prove who it is', async () => {
    const client = await realClient();
    const identity = makeIdentity();
    const proxy = await connectProxy({ tls: identity, user: 'anna', password: SECRET });
    await client.call('setProxy', { mode: 'manual', url: proxy.url, user: 'anna', password: SECRET });
    expect(await failureOf(client.sync())).toMatchObject({ code: 'certificate-refused', path: proxy.url });
    expect(proxy.turnedAway).toBe(0);
    await client.call('setCertificates', { ca: `${client.cloud.caPem}\n${identity.ca}` });
    await expectSyncs(client, proxy, 'tls');
  });

  it('is not asked for hosts that are reached without one', async () => {
    const client = await realClient();
    const proxy = await connectProxy();
    await client.call('setProxy', { mode: 'manual', url: proxy.url, bypass: ['127.0.0.0/8'] });
    client.here.write('a.txt', 'a');
    await client.sync();
    expect(client.difference()).toEqual([]);
    expect(proxy.reached).toEqual([]);
    expect((await client.call('network', {})).ways).toEqual([
      { server: client.cloud.url, proxy: null, from: 'setting' },
    ]);
  });

  it('that is not there, refuses, or cannot get through is said as what it is; the link goes on when it can', async () => {
    const client = await realClient();
    await client.call('setProxy', { mode: 'manual', url: 'http://127.0.0.1:9' });
    expect(await failureOf(client.sync())).toMatchObject({
      code: 'offline',
      detail: expect.stringContaining('the proxy http://127.0.0.1:9 cannot be reached'),
    });
    const proxy = await connectProxy();
    await client.call('setProxy', { mode: 'manual', url: proxy.url });
    proxy.refuse = 403;
    expect(await failureOf(client.sync())).toMatchObject({ code: 'proxy-refused', detail: 'it answered 403' });
    proxy.refuse = 504;
    expect(await failureOf(client.sync())).toMatchObject({
      code: 'offline',
      detail: expect.stringContaining('cannot reach'),
    });
    proxy.refuse = undefined;
    await expectSyncs(client, proxy, 'again');
    const socks = await socksProxy();
    await client.call('setProxy', { mode: 'manual', url: socks.url });
    socks.refuse = 2;
    expect(await client.trySync()).toBe('proxy-refused');
    socks.refuse = 4;
    expect(await client.trySync()).toBe('offline');
  });

  it('does not take a password in its address, where everybody would see it', async () => {
    const client = await realClient();
    const url = `http://anna:${encodeURIComponent(SECRET)}@127.0.0.1:9`;
    const refusal = { code: 'wrong-usage', detail: 'proxy-secret' };
    expect(await failureOf(client.call('setProxy', { mode: 'manual', url }))).toMatchObject(refusal);
    expect(await failureOf(client.call('changeSetting', { key: 'proxy', value: url }))).toMatchObject(refusal);
    for (const value of ['socks4://127.0.0.1:9', 'ftp://127.0.0.1', 'http://', 'http://a b'])
      expect(await failureOf(client.call('changeSetting', { key: 'proxy', value }))).toMatchObject({
        code: 'wrong-usage',
        detail: 'proxy-wrong',
      });
  });
});

it('a server with an address of IPv6 is reached directly and through both kinds of proxies', async () => {
  const client = await realClient();
  const { person, cloud } = client;
  const port = await forwarder(Number(new URL(cloud.url).port), '::1');
  await client.call('signOut', {});
  const server = `https://[::1]:${port}`;
  await client.call('signIn', { server, user: person.email, password: person.password, ca: cloud.caPem });
  expect((await client.call('roots', {})).length).toBeGreaterThan(0);
  for (const proxy of [await connectProxy(), await socksProxy()]) {
    await client.call('setProxy', { mode: 'manual', url: proxy.url });
    expect((await client.call('roots', {})).length).toBeGreaterThan(0);
    const [reached = ''] = proxy.reached;
    expect(new URL(`https://${reached}`).host).toBe(`[::1]:${port}`);
  }
});
