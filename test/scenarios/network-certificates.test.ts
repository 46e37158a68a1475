/** A server that wants to know this computer: it gets the account's certificate, and nobody else does. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { connect, createServer } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { type RealClient, realClient } from '../support/real-client.ts';
import { type Identity, makeIdentity } from '../unit/main/real/http-certificates.ts';

const PAGE = '<html><title>400 No required SSL certificate was sent</title></html>';

/** The stand-in behind a door that opens to holders of a certificate of this authority only, as web servers keep it. */
async function strictDoor(client: RealClient, authority: string): Promise<{ url: string; guests: string[] }> {
  const data = path.join(client.home, '..', 'cloud');
  const guests: string[] = [];
  const server = createServer(
    {
      cert: readFileSync(path.join(data, 'server.pem')),
      key: readFileSync(path.join(data, 'server-key.pem')),
      ca: authority,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (socket) => {
      if (!socket.authorized) {
        socket.once('data', () =>
          socket.end(`HTTP/1.1 400 Bad Request\r\nContent-Length: ${PAGE.length}\r\nConnection: close\r\n\r\n${PAGE}`),
        );
        socket.on('error', () => undefined);
        return;
      }
      guests.push(String(socket.getPeerCertificate().subject.CN));
      const inside = connect({
        port: Number(new URL(client.cloud.url).port),
        ca: client.cloud.caPem,
        host: '127.0.0.1',
      });
      socket.on('error', () => inside.destroy()).pipe(inside);
      inside.on('error', () => socket.destroy()).pipe(socket);
      socket.on('close', () => inside.destroy());
    },
  );
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, guests };
}

const clientOf = ({ cert, key }: Identity) => ({ certificate: cert, key });

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (thrown: { code?: unknown; detail?: unknown }) => thrown.code,
  );

it('is shown the certificate of the account, over a restart, until it is taken away or changed', async () => {
  const client = await realClient();
  await client.call('signOut', {});
  const identity = makeIdentity();
  const { url: server, guests } = await strictDoor(client, identity.ca);
  const { email: user, password } = client.person;
  const ca = client.cloud.caPem;
  const signIn = (more = {}) => client.call('signIn', { server, user, password, ca, ...more });

  expect(await codeOf(signIn())).toBe('client-certificate-refused');
  expect(await codeOf(signIn({ client: clientOf(makeIdentity()) }))).toBe('client-certificate-refused');
  expect(guests).toEqual([]);

  await signIn({ client: clientOf(identity) });
  await client.restart();
  expect((await client.call('roots', {})).length).toBeGreaterThan(0);
  expect(new Set(guests)).toEqual(new Set(['test']));
  const { certificates } = await client.call('network', {});
  expect(certificates.find((one) => one.server === server)).toMatchObject({
    authorities: [{ subject: 'Leitz Cloud stand-in CA' }],
    client: { subject: 'test', issuer: expect.stringContaining('Test authority') },
  });
  expect(JSON.stringify(certificates)).not.toContain('PRIVATE');

  await client.call('setCertificates', { client: null });
  expect(await codeOf(client.call('roots', {}))).toBe('client-certificate-refused');
  await client.call('setCertificates', { client: clientOf(identity) });
  expect(await codeOf(client.call('roots', {}))).toBe('none');
});

it('is not shown it by another account, and what is none is refused before anything is sent', async () => {
  const client = await realClient();
  const identity = makeIdentity();
  const door = await strictDoor(client, identity.ca);
  // The account of the other server has the certificate; this one is asked for it, and has none.
  await client.call('setCertificates', { client: clientOf(identity) });
  const { email: user, password } = client.person;
  const given = { server: door.url, user, password, ca: client.cloud.caPem };
  expect(await codeOf(client.call('signIn', given))).toBe('client-certificate-refused');
  expect(door.guests).toEqual([]);
  const key = makeIdentity().key;
  for (const wrong of [{ certificate: identity.cert, key }, { certificate: 'x', key: 'y' }, { pkcs12: 'AAAA' }])
    await expect(client.call('setCertificates', { client: wrong })).rejects.toMatchObject({
      code: 'wrong-usage',
      detail: 'client-wrong',
    });
  await expect(client.call('setCertificates', { ca: 'nonsense' })).rejects.toMatchObject({ code: 'wrong-usage' });
  expect(await client.trySync()).toBe('none');
});
