/** Real proxies on this computer: CONNECT over http or https, and SOCKS5, with or without credentials; and a forwarder. */
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';

export interface TestProxy {
  /** `http://127.0.0.1:40001`; never with credentials. */
  readonly url: string;
  /** Servers that were asked for and reached, as `host:port`. */
  readonly reached: string[];
  /** How often somebody was turned away. */
  turnedAway: number;
  /** What to answer instead of letting anybody through; undefined: nothing. */
  refuse: number | undefined;
}

export interface ProxyOptions {
  readonly user?: string;
  readonly password?: string;
  /** A proxy that is spoken to by TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/** Both ends die together, and neither's failure is the process's. */
function join(one: Duplex, other: Duplex): void {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
  one.pipe(other);
  other.pipe(one);
}

/** Listens until the test ends, then cuts all connections. */
async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy that understands CONNECT and nothing else. */
export async function connectProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  const { user, password = '', tls } = options;
  const wanted = user === undefined ? undefined : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const server = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  const proxy: TestProxy = { url: '', reached: [], turnedAway: 0, refuse: undefined };
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined);
    if (proxy.refuse !== undefined || (wanted !== undefined && request.headers['proxy-authorization'] !== wanted)) {
      proxy.turnedAway += 1;
      const status = proxy.refuse ?? 407;
      const realm = status === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : '';
      socket.end(`HTTP/1.1 ${status} No\r\n${realm}Content-Length: 0\r\n\r\n`);
      return;
    }
    const target = request.url ?? '';
    const { hostname, port } = new URL(`https://${target}`);
    const there = connect(Number(port || 443), hostname.replace(/^\[|\]$/gu, ''));
    there.once('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n'));
    there.once('connect', () => {
      proxy.reached.push(target);
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(socket, there);
    });
  });
  const port = await listen(server);
  return Object.assign(proxy, { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}` });
}

/** Reads exactly so many bytes. */
async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(count);
    if (bytes !== null) return bytes;
    await once(socket, 'readable');
    if (socket.readableEnded || socket.destroyed) throw new Error('gone');
  }
}

async function socksTarget(socket: Socket): Promise<string> {
  const [, command, , kind] = await take(socket, 4);
  if (command !== 1) throw new Error('only connect');
  const length = kind === 1 ? 4 : kind === 4 ? 16 : (await take(socket, 1)).readUInt8();
  const address = await take(socket, length);
  const port = (await take(socket, 2)).readUInt16BE();
  const groups = Array.from({ length: length / 2 }, (_, n) => address.readUInt16BE(n * 2).toString(16));
  const host = kind === 1 ? [...address].join('.') : kind === 4 ? `[${groups.join(':')}]` : address.toString();
  return `${host}:${port}`;
}

/** True where it may go on: RFC 1928 without, RFC 1929 with credentials. */
async function socksGreeting(socket: Socket, { user, password = '' }: ProxyOptions): Promise<boolean> {
  const [, methods = 0] = await take(socket, 2);
  const offered = [...(await take(socket, methods))];
  const method = user === undefined ? 0 : 2;
  socket.write(Buffer.from([5, offered.includes(method) ? method : 255]));
  if (!offered.includes(method)) return false;
  if (user === undefined) return true;
  await take(socket, 1);
  const [name, word] = [
    await take(socket, (await take(socket, 1)).readUInt8()),
    await take(socket, (await take(socket, 1)).readUInt8()),
  ].map(String);
  const right = name === user && word === password;
  socket.write(Buffer.from([1, right ? 0 : 1]));
  return right;
}

/** A SOCKS5 proxy. */
export async function socksProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  const proxy: TestProxy = { url: '', reached: [], turnedAway: 0, refuse: undefined };
  const serve = async (socket: Socket): Promise<void> => {
    if (!(await socksGreeting(socket, options))) {
      proxy.turnedAway += 1;
      socket.end();
      return;
    }
    const target = await socksTarget(socket);
    const answer = (code: number): boolean => socket.write(Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0]));
    if (proxy.refuse !== undefined) {
      proxy.turnedAway += 1;
      answer(proxy.refuse);
      socket.end();
      return;
    }
    const { hostname, port } = new URL(`https://${target}`);
    const there = connect(Number(port || 443), hostname.replace(/^\[|\]$/gu, ''));
    there.once('error', () => answer(5) && socket.end());
    there.once('connect', () => {
      proxy.reached.push(target);
      answer(0);
      join(socket, there);
    });
  };
  const server = createServer((socket) => void serve(socket).catch(() => socket.destroy()));
  return Object.assign(proxy, { url: `socks5://127.0.0.1:${await listen(server)}` });
}

/** Another address of a server here: what comes in on `host` goes on to this port. Gives its own port. */
export async function forwarder(port: number, host: string): Promise<number> {
  const server = createServer((socket) => join(socket, connect(port, '127.0.0.1')));
  return listen(server, host);
}
