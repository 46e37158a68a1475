/** Connections of undici's pools: made directly, or inside a tunnel through a proxy; TLS to the server in both cases. */
import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import { bareHost } from '../proxies.ts';
import type { NetworkWay } from '../world.ts';
import { clientCertificateRefusal } from './http-errors.ts';
import { openTunnel } from './proxy-tunnel.ts';

export interface ConnectOptions {
  readonly secureContext: SecureContext;
  readonly timeoutMs: number;
  /** A connection was made; this is the one that leaves this computer. */
  readonly onSocket: (socket: Socket) => void;
  /** The SHA-256 of the server's certificate, as a new connection showed it. */
  readonly onCertificate: (fingerprint: string) => void;
  /** The server closes a connection because of who we are, or are not. */
  readonly onRefused: (error: Error) => void;
}

/** Certificates are verified always; it is said here so that no environment variable can turn it off. */
export function connectorFor({ proxy }: NetworkWay, options: ConnectOptions): buildConnector.connector {
  const { secureContext, timeoutMs, onRefused, onSocket, onCertificate } = options;
  const plain = buildConnector({ secureContext, rejectUnauthorized: true, timeout: timeoutMs, allowH2: false });
  // With TLS 1.3 a server says so after the handshake, on a connection that undici then only finds closed.
  const secure: buildConnector.connector = (target, callback) => {
    plain(target, (...ended) => {
      if (ended[0] === null && ended[1] instanceof TLSSocket) {
        // Of a session that was resumed, nothing is shown again.
        const { fingerprint256 } = ended[1].getPeerCertificate();
        if (fingerprint256 !== undefined) onCertificate(fingerprint256);
      }
      ended[1]?.once('error', (error: Error) => {
        if (clientCertificateRefusal(error) !== undefined) onRefused(error);
      });
      callback(...ended);
    });
  };
  if (proxy === undefined)
    return (target, callback) =>
      secure(target, (...ended) => {
        if (ended[0] === null) onSocket(ended[1]);
        callback(...ended);
      });
  return (target, callback) => {
    openTunnel(proxy, {
      host: bareHost(target.hostname),
      port: Number(target.port || 443),
      timeoutMs,
      secureContext,
    }).then(
      (httpSocket) => {
        onSocket(httpSocket);
        secure({ ...target, httpSocket }, callback);
      },
      (error: Error) => callback(error, null),
    );
  };
}
