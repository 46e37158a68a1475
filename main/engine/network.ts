/** The way to the cloud as it is set: what may be set, what is set, and who is asked on the way. */
import { X509Certificate } from 'node:crypto';
import type { CertificateInfo, NetworkInfo } from '../../shared/contract/network.ts';
import { SyncError } from '../errors.ts';
import type { AccountRecord } from '../home-state.ts';
import { parseProxy, showProxy, wordsOf } from '../proxies.ts';
import { BYPASS_SETTING, clientIdentity, PROXY_SETTING, proxyCredentials, proxyFor } from '../ways.ts';
import type { ClientIdentity } from '../world.ts';
import type { Engine } from './engine.ts';
import { isoTime } from './words.ts';

/** Throws `wrong-usage` unless it is `system`, `none` or the address of a proxy without credentials. */
export function requireProxySetting(text: string): void {
  if (text === 'system' || text === 'none') return;
  const { user, password } = parseProxy(text);
  if (user !== undefined || password !== undefined) throw new SyncError('wrong-usage', { detail: 'proxy-secret' });
}

/** The address in its one form, so that credentials are found again however it was typed. */
export function proxyAddress(text: string): string {
  requireProxySetting(text);
  return showProxy(parseProxy(text));
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu;
/** Of a name in several lines, the one that people know it by. */
const named = (name: string): string => /(?:^|\n)(?:CN|O)=(.*)/u.exec(name)?.[1] ?? name.replaceAll('\n', ', ');

function infoOf(certificate: X509Certificate): CertificateInfo {
  const { subject, issuer, validTo, fingerprint256 } = certificate;
  return {
    subject: named(subject),
    issuer: named(issuer),
    validTo: isoTime(Date.parse(validTo)),
    fingerprint: fingerprint256,
  };
}

/** What is in a text of PEM certificates; what cannot be read is left out. */
export function certificatesIn(pem: string): CertificateInfo[] {
  return (pem.match(PEM) ?? []).flatMap((one) => {
    try {
      return [infoOf(new X509Certificate(one))];
    } catch {
      return [];
    }
  });
}

/** PKCS #12 is opaque to Node but for making connections with it. */
const OPAQUE: CertificateInfo = { subject: 'PKCS #12', issuer: '', validTo: isoTime(0), fingerprint: '' };

function clientInfo(identity: ClientIdentity | undefined): CertificateInfo | null {
  if (identity === undefined) return null;
  return 'pkcs12' in identity ? OPAQUE : (certificatesIn(identity.certificate)[0] ?? null);
}

async function proxyInfo(engine: Engine): Promise<NetworkInfo['proxy']> {
  const { state, world } = engine.parts;
  const text = state.setting(PROXY_SETTING) ?? 'system';
  const bypass = [...wordsOf(state.setting(BYPASS_SETTING) ?? '')];
  if (text === 'system' || text === 'none') return { mode: text, url: null, user: null, hasPassword: false, bypass };
  const { user, password } = (await proxyCredentials(world.secrets, text)) ?? {};
  return { mode: 'manual', url: text, user: user ?? null, hasPassword: password !== undefined, bypass };
}

/** Everything about the way to each server that somebody is signed in at. Holds no secret. */
export async function networkInfo(engine: Engine): Promise<NetworkInfo> {
  const { state, ways, world } = engine.parts;
  const accounts = state.accounts().filter(({ signedIn }) => signedIn);
  const servers = [...new Set(accounts.map(({ server }) => server))];
  const certificatesOf = async ({ server, user, ca }: AccountRecord) => ({
    server,
    user,
    authorities: certificatesIn(ca ?? ''),
    client: clientInfo(await clientIdentity(world.secrets, server, user)),
  });
  return {
    proxy: await proxyInfo(engine),
    ways: await Promise.all(
      servers.map(async (server) => {
        const { proxy, from } = await proxyFor(ways, server);
        return { server, proxy: proxy === undefined ? null : showProxy(proxy), from };
      }),
    ),
    certificates: await Promise.all(accounts.map(certificatesOf)),
  };
}
