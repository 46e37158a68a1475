/** Connections of undici's pools: made directly, or inside a tunnel through a proxy; TLS to the server in both cases. */
import type { SecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import { bareHost } from '../proxies.ts';
import type { NetworkWay } from '../world.ts';
import { openTunnel } from './proxy-tunnel.ts';

export interface ConnectOptions {
  readonly secureContext: SecureContext;
  readonly timeoutMs: number;
}

/** Certificates are verified always; it is said here so that no environment variable can turn it off. */
export function connectorFor({ proxy }: NetworkWay, options: ConnectOptions): buildConnector.connector {
  const { secureContext, timeoutMs } = options;
  const secure = buildConnector({ secureContext, rejectUnauthorized: true, timeout: timeoutMs, allowH2: false });
  if (proxy === undefined) return secure;
  return (target, callback) => {
    openTunnel(proxy, {
      host: bareHost(target.hostname),
      port: Number(target.port || 443),
      timeoutMs,
      secureContext,
    }).then(
      (httpSocket) => secure({ ...target, httpSocket }, callback),
      (error: Error) => callback(error, null),
    );
  };
}
