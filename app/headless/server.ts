/** The local socket: answers the contract's methods and tells events to whoever subscribed. */
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { invoke } from '../../shared/contract/contract.ts';
import type { Event } from '../../shared/contract/events.ts';
import { failed, type Result } from '../../shared/contract/result.ts';
import type { Engine } from './engine.ts';
import { lineCutter } from './lines.ts';
import {
  type Answer,
  BACKLOG_LIMIT,
  CONNECTION_LIMIT,
  HELLO,
  type Hello,
  INVITE,
  LINE_LIMIT,
  request,
  STOP,
  SUBSCRIBE,
} from './protocol.ts';
import { makePrivateFolder, socketPath } from './socket-path.ts';

export interface SocketServer {
  readonly path: string;
  /** Ends all connections. */
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly home: string;
  readonly engine: Pick<Engine, 'handlers' | 'on'>;
  readonly hello: Hello;
  /** Somebody asked the process to end; called after the answer is on its way. */
  readonly onStop: () => void;
  /** A fresh address of the page; undefined where there is none. */
  readonly invite: () => string | undefined;
}

/** These can be left out for a client that reads too slowly: the next one says all that matters. */
const passing = (event: Event) =>
  event.type === 'progress' || (event.type === 'transfer' && event.phase === 'moved') || event.type === 'status';

function serveConnection(socket: Socket, options: ServerOptions, subscribers: Set<Socket>): void {
  const answer = (id: number | null, result: Result<unknown>): void => {
    send(socket, { id, result });
  };
  const take = async (line: string): Promise<void> => {
    const parsed = request.safeParse(parse(line));
    if (!parsed.success) return answer(null, failed({ code: 'wrong-usage', detail: 'not a request' }));
    const { id, method, input } = parsed.data;
    if (method === HELLO) return answer(id, { ok: true, value: options.hello });
    if (method === SUBSCRIBE) {
      subscribers.add(socket);
      return answer(id, { ok: true, value: {} });
    }
    if (method === INVITE) {
      const address = options.invite();
      const missing = failed({ code: 'not-available', detail: 'it was started without --page' });
      return answer(id, address === undefined ? missing : { ok: true, value: { address } });
    }
    if (method === STOP) {
      answer(id, { ok: true, value: options.hello });
      return options.onStop();
    }
    answer(id, await invoke(options.engine.handlers, method, input));
  };
  const cut = lineCutter(LINE_LIMIT, (line) => void take(line));
  socket.on('data', (chunk: Buffer) => {
    if (cut(chunk)) return;
    socket.removeAllListeners('data');
    socket.end(
      `${JSON.stringify({ id: null, result: failed({ code: 'wrong-usage', detail: 'the line is too long' }) })}\n`,
    );
  });
  // A client that went away is no trouble of ours.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => subscribers.delete(socket));
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function send(socket: Socket, message: Answer): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

function tell(subscribers: Set<Socket>, event: Event): void {
  if (subscribers.size === 0) return;
  const line = `${JSON.stringify({ event })}\n`;
  for (const socket of subscribers) {
    if (socket.writableLength > BACKLOG_LIMIT) socket.destroy();
    else if (socket.writable && (socket.writableLength === 0 || !passing(event))) socket.write(line);
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Listens for clients of this user. The caller holds the home's lock, so whatever lies at the path is left over. */
export async function startServer(options: ServerOptions): Promise<SocketServer> {
  const { path, folder } = socketPath(options.home);
  const isFile = process.platform !== 'win32';
  if (folder !== undefined) makePrivateFolder(folder);
  if (isFile) await rm(path, { force: true });
  const connections = new Set<Socket>();
  const subscribers = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    serveConnection(socket, options, subscribers);
  });
  server.maxConnections = CONNECTION_LIMIT;
  await listen(server, path);
  // The folder around it is closed to others already; the mode says it once more.
  if (isFile) await chmod(path, 0o600);
  const silence = options.engine.on((event) => tell(subscribers, event));
  return {
    path,
    close: async () => {
      silence();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // What was written is still sent; a client that does not read it is not waited for.
      for (const socket of connections) {
        socket.end();
        setTimeout(() => socket.destroy(), 500).unref();
      }
      await closed;
      if (isFile) await rm(path, { force: true });
    },
  };
}
