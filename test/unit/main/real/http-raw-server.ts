/** A TLS server that says byte for byte what a test tells it to, and counts what it got. */
import * as tls from 'node:tls';
import type { Identity } from './http-certificates.ts';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly head: string;
  readonly body: Buffer;
  /** The connection it came on, counted from 1. */
  readonly connection: number;
}

export interface RawServer {
  readonly url: string;
  /** All requests that came completely, in order. */
  readonly requests: RawRequest[];
  /** Heads of the requests whose body never became complete. */
  readonly broken: () => number;
  readonly connections: () => number;
  /** Resolves as soon as the condition holds; looked at after each request and each end of a connection. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
}

export type Script = (request: RawRequest, socket: tls.TLSSocket) => void;

/** Cuts complete requests off the front of what came so far. */
function takeRequest(input: Buffer): { head: string; body: Buffer; rest: Buffer } | undefined {
  const end = input.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const head = input.subarray(0, end).toString('latin1');
  const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  const start = end + 4;
  if (input.length < start + length) return undefined;
  return { head, body: input.subarray(start, start + length), rest: input.subarray(start + length) };
}

export interface RawOptions extends tls.TlsOptions {
  /** Called as soon as the first bytes of a connection are there, whether the request is complete or not. */
  readonly early?: (socket: tls.TLSSocket) => void;
}

/** Starts the server; `script` answers each complete request by writing to the socket. */
export async function startRawServer(identity: Identity, script: Script, options: RawOptions = {}): Promise<RawServer> {
  const requests: RawRequest[] = [];
  const sockets = new Set<tls.TLSSocket>();
  const waiting = new Set<() => void>();
  let connections = 0;
  let broken = 0;
  const look = () => {
    for (const check of waiting) check();
  };
  const server = tls.createServer({ cert: identity.cert, key: identity.key, ...options }, (socket) => {
    const connection = ++connections;
    let input: Buffer = Buffer.alloc(0);
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      if (input.length > 0) broken++;
      look();
    });
    if (options.early !== undefined) socket.once('data', () => options.early?.(socket));
    socket.on('data', (chunk) => {
      input = Buffer.concat([input, chunk]);
      for (let taken = takeRequest(input); taken !== undefined; taken = takeRequest(input)) {
        input = taken.rest;
        const [method = '', path = ''] = taken.head.split(' ');
        const request = { method, path, head: taken.head, body: taken.body, connection };
        requests.push(request);
        script(request, socket);
        look();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `https://127.0.0.1:${port}`,
    requests,
    broken: () => broken,
    connections: () => connections,
    until: (condition) =>
      new Promise((resolve) => {
        const check = () => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A whole answer with its length. */
export function answer(status: string, body: string, headers = ''): string {
  return `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
}
