/**
 * A connection to a server through a proxy: CONNECT by Node's own client for http and https proxies, `socks` for SOCKS5.
 * What runs inside is TLS to the server itself, so a proxy sees where one goes and nothing of what is said. Names are
 * resolved by the proxy, because this computer may not be able to.
 */
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { SocksClient } from 'socks';
import { SyncError } from '../errors.ts';
import { type ProxyServer, showProxy } from '../proxies.ts';
import { nodeCode, transportError } from './http-errors.ts';

export interface TunnelOptions {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  readonly timeoutMs: number;
  /** Whom we trust, for proxies that are spoken to by TLS. */
  readonly secureContext: SecureContext;
}

function refused(proxy: ProxyServer, detail: string): SyncError {
  return new SyncError('proxy-refused', { path: showProxy(proxy), detail });
}

function unreachable(proxy: ProxyServer, thrown: unknown): SyncError {
  const code = nodeCode(thrown) ?? (thrown instanceof Error ? thrown.message : String(thrown));
  const detail = `the proxy ${showProxy(proxy)} cannot be reached: ${code}`;
  return new SyncError('offline', { path: showProxy(proxy), detail, cause: thrown });
}

/** What the proxy's answer to CONNECT means. */
function verdict(proxy: ProxyServer, options: TunnelOptions, answer: IncomingMessage): SyncError {
  const { statusCode: status = 0, headers } = answer;
  if (status === 407) {
    const ways = headers['proxy-authenticate'] ?? '';
    if (!/basic/iu.test(ways) && ways !== '') return refused(proxy, `it takes ${ways} only, which this version lacks`);
    return refused(proxy, proxy.user === undefined ? 'it wants a user and a password' : 'wrong user or password');
  }
  if (status >= 500) {
    const detail = `the proxy ${showProxy(proxy)} cannot reach ${options.host} (${status})`;
    return new SyncError('offline', { path: showProxy(proxy), detail });
  }
  return refused(proxy, `it answered ${status}`);
}

function byConnect(proxy: ProxyServer, options: TunnelOptions): Promise<Socket> {
  const target = `${isIP(options.host) === 6 ? `[${options.host}]` : options.host}:${options.port}`;
  const { user, password = '' } = proxy;
  const credentials = user === undefined ? undefined : Buffer.from(`${user}:${password}`).toString('base64');
  const { request } = proxy.kind === 'https' ? https : http;
  // The name is given here because it would otherwise be taken from the header, which names the server behind.
  const tls = {
    secureContext: options.secureContext,
    rejectUnauthorized: true,
    servername: isIP(proxy.host) === 0 ? proxy.host : '',
  };
  return new Promise((resolve, reject) => {
    const asked = request({
      ...tls,
      host: proxy.host,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: {
        host: target,
        ...(credentials === undefined ? {} : { 'proxy-authorization': `Basic ${credentials}` }),
      },
      timeout: options.timeoutMs,
    });
    asked.once('connect', (answer, socket, head) => {
      asked.off('timeout', giveUp);
      if (answer.statusCode !== 200) {
        socket.on('error', () => undefined).destroy();
        reject(verdict(proxy, options, answer));
        return;
      }
      socket.setTimeout(0);
      if (head.byteLength > 0) socket.unshift(head);
      // The stream of an answer to CONNECT is the connection itself.
      resolve(socket as Socket);
    });
    const giveUp = (): void => void asked.destroy(new Error('it does not answer'));
    asked.once('timeout', giveUp);
    asked.once('error', (thrown) => {
      const error = transportError(thrown, false, showProxy(proxy));
      reject(error.code === 'certificate-refused' ? error : unreachable(proxy, thrown));
    });
    asked.end();
  });
}

async function bySocks(proxy: ProxyServer, options: TunnelOptions): Promise<Socket> {
  try {
    const { socket } = await SocksClient.createConnection({
      command: 'connect',
      proxy: {
        host: proxy.host,
        port: proxy.port,
        type: 5,
        ...(proxy.user === undefined ? {} : { userId: proxy.user, password: proxy.password ?? '' }),
      },
      destination: { host: options.host, port: options.port },
      timeout: options.timeoutMs,
    });
    return socket;
  } catch (thrown) {
    // What the library throws holds the credentials, so nothing but its message goes on.
    const message = thrown instanceof Error ? thrown.message : '';
    if (/authentication|accepted auth/iu.test(message))
      throw refused(proxy, proxy.user === undefined ? 'it wants a user and a password' : 'wrong user or password');
    if (/NotAllowed|ruleset/iu.test(message)) throw refused(proxy, 'its rules do not allow this server');
    if (/rejected connection/iu.test(message)) {
      const detail = `the proxy ${showProxy(proxy)} cannot reach ${options.host} (${message})`;
      throw new SyncError('offline', { path: showProxy(proxy), detail });
    }
    throw unreachable(proxy, nodeCode(thrown) === undefined ? new Error(message) : thrown);
  }
}

/** A connection through which the server's bytes come and go. Throws `offline`, `proxy-refused`, `certificate-refused`. */
export function openTunnel(proxy: ProxyServer, options: TunnelOptions): Promise<Socket> {
  return proxy.kind === 'socks5' ? bySocks(proxy, options) : byConnect(proxy, options);
}
