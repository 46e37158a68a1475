/** Proxies as people write them, and the hosts that are reached without one. No IO. */
import { BlockList, isIP } from 'node:net';
import { SyncError } from './errors.ts';

export interface ProxyServer {
  readonly kind: 'http' | 'https' | 'socks5';
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
}

const KINDS: Readonly<Record<string, ProxyServer['kind']>> = {
  'http:': 'http',
  'https:': 'https',
  'socks:': 'socks5',
  'socks5:': 'socks5',
  'socks5h:': 'socks5',
};
const PORTS = { http: 80, https: 443, socks5: 1080 } as const;

/** The host of an address without the brackets of IPv6. */
export const bareHost = (hostname: string): string => hostname.replace(/^\[|\]$/gu, '');

/**
 * Reads `http://proxy.example.org:3128`, `socks5://[::1]:1080`, `proxy.example.org:3128`, with credentials where there
 * are some. Throws `wrong-usage` for anything else; what it throws does not repeat the text, which may hold a password.
 */
export function parseProxy(text: string): ProxyServer {
  const whole = text.includes('://') ? text.trim() : `http://${text.trim()}`;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  const kind = url === undefined ? undefined : KINDS[url.protocol];
  // Of schemes that the standard does not know, the host is kept as it was typed.
  const host = bareHost(url?.hostname ?? '').toLowerCase();
  if (url === undefined || kind === undefined || host === '' || /[\s/]/u.test(host))
    throw new SyncError('wrong-usage', { detail: 'proxy-wrong' });
  return {
    kind,
    host,
    port: Number(url.port) || PORTS[kind],
    ...(url.username === '' ? {} : { user: decoded(url.username) }),
    ...(url.password === '' ? {} : { password: decoded(url.password) }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** With kind, host and port, and never with credentials. */
export function showProxy({ kind, host, port }: ProxyServer): string {
  return `${kind}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** The two ends of a range such as `10.0.0.0/8`. */
function inRange(host: string, range: string): boolean {
  const [net = '', bits = ''] = range.split('/');
  const family = isIP(net);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/u.test(bits)) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(net, Number(bits), kind);
  } catch {
    return false;
  }
  return list.check(host, kind);
}

/** `host:port`, `[address]:port`, or a host alone. */
function hostAndPort(word: string): { readonly name: string; readonly port: number | undefined } {
  const match = /^\[(.+)\](?::(\d+))?$/u.exec(word) ?? /^([^:]+):(\d+)$/u.exec(word);
  const [, name = word, port] = match ?? [];
  return { name, port: port === undefined ? undefined : Number(port) };
}

/** Whether one word of a list like NO_PROXY means this host. */
function means(word: string, host: string, port: number): boolean {
  if (word === '*') return true;
  if (word === '<local>') return !host.includes('.') && isIP(host) === 0;
  if (word.includes('/')) return inRange(host, word);
  const wanted = hostAndPort(word);
  if (wanted.port !== undefined && wanted.port !== port) return false;
  const domain = wanted.name.replace(/^\*?\./u, '');
  return domain !== '' && (host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)));
}

/**
 * @param list words as in NO_PROXY: `example.org` and everything below it, `.example.org`, addresses, ranges, `host:port`
 * @param origin the server, as `https://host[:port]`
 */
export function isBypassed(list: readonly string[], origin: string): boolean {
  const url = new URL(origin);
  const host = bareHost(url.hostname).toLowerCase();
  const port = Number(url.port || 443);
  return list.some((word) => means(word.trim().toLowerCase(), host, port));
}

/** This computer itself, which no proxy is asked for unless somebody set one by hand. */
export function isLoopback(origin: string): boolean {
  const host = bareHost(new URL(origin).hostname).toLowerCase();
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || inRange(host, '127.0.0.0/8');
}

export const wordsOf = (list: string): readonly string[] => list.split(/[\s,;]+/u).filter((word) => word !== '');
