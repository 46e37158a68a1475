/** Looks at a server's certificate, on the way that requests take, and without trusting it: nothing is sent to it. */
import { isIP } from 'node:net';
import { connect, type DetailedPeerCertificate } from 'node:tls';
import { bareHost } from '../../proxies.ts';
import { trust } from '../../real/http-trust.ts';
import { openTunnel } from '../../real/proxy-tunnel.ts';
import { wayTo } from '../../ways.ts';
import type { NetworkWay } from '../../world.ts';
import type { Parts } from '../parts.ts';

const PATIENCE_MS = 10_000;
/** Longer chains are somebody's joke. */
const LONGEST_CHAIN = 10;

export interface Seen {
  readonly protocol: string;
  readonly certificate: DetailedPeerCertificate;
  /** Whom each certificate of the chain names, the server's first, as far as it was shown or is known here. */
  readonly chain: readonly string[];
}

const nameOf = ({ subject }: DetailedPeerCertificate): string => String(subject?.CN ?? subject?.O ?? 'without a name');

function chainOf(certificate: DetailedPeerCertificate): string[] {
  const names: string[] = [];
  let at: DetailedPeerCertificate | undefined = certificate;
  while (at !== undefined && names.length < LONGEST_CHAIN) {
    names.push(nameOf(at));
    const issuer: DetailedPeerCertificate | undefined = at.issuerCertificate;
    // The last one names itself.
    at = issuer === undefined || issuer.fingerprint256 === at.fingerprint256 ? undefined : issuer;
  }
  return names;
}

/** undefined where none is shown. */
async function look(server: string, { proxy, client }: NetworkWay, ca: string | undefined): Promise<Seen | undefined> {
  const url = new URL(server);
  const host = bareHost(url.hostname);
  const port = Number(url.port || 443);
  const secureContext = trust(ca, client);
  const tunnel =
    proxy === undefined ? undefined : await openTunnel(proxy, { host, port, timeoutMs: PATIENCE_MS, secureContext });
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      ...(tunnel === undefined ? {} : { socket: tunnel }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      secureContext,
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
    });
    const end = (seen: Seen | undefined): void => {
      socket.destroy();
      tunnel?.destroy();
      resolve(seen);
    };
    socket.on('secureConnect', () => {
      const certificate = socket.getPeerCertificate(true);
      end({ protocol: socket.getProtocol() ?? 'unknown', certificate, chain: chainOf(certificate) });
    });
    socket.on('timeout', () => end(undefined));
    socket.on('error', () => end(undefined));
  });
}

/** @param ca whom to trust besides; it only decides how much of the chain can be named */
export async function certificateOf(
  { ways }: Pick<Parts, 'ways'>,
  server: string,
  options: { readonly user?: string; readonly ca?: string | undefined } = {},
): Promise<Seen | undefined> {
  try {
    return await look(server, await wayTo(ways, server, { server, user: options.user ?? '' }), options.ca);
  } catch {
    return undefined;
  }
}
