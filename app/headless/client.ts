/** Talks to the process that holds a home. */
import { connect as connectSocket, type Socket } from 'node:net';
import * as z from 'zod';
import type { Call } from '../../shared/contract/contract.ts';
import { type Event, event, type Listener } from '../../shared/contract/events.ts';
import { failed, failure, type Result } from '../../shared/contract/result.ts';
import { lineCutter } from './lines.ts';
import { readHolder } from './lock.ts';
import { HELLO, type Hello, hello, INVITE, PROTOCOL, STOP, SUBSCRIBE } from './protocol.ts';
import { Refused } from './refused.ts';

export interface Client {
  readonly hello: Hello;
  readonly call: Call;
  /** From now on the listener gets every event. */
  subscribe(listener: Listener): Promise<void>;
  /** A fresh address of the page; a failure where the process has none. */
  invite(): Promise<Result<unknown>>;
  /** Asks the process to end; resolves when it has let go of the connection. */
  stop(): Promise<void>;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

const answer = z.object({
  id: z.int(),
  result: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), error: failure }),
  ]),
});
/** Events of a newer process that we do not know are let go. */
const told = z.object({ event });

/** An answer can be a plan of a whole tree; it comes from our own process, so this only stops a runaway. */
const ANSWER_LIMIT = 512 * 1024 * 1024;
const CONNECT_MS = 5000;

class Wire {
  readonly closed: Promise<void>;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, (result: Result<unknown>) => void>();
  readonly #listeners = new Set<Listener>();
  #next = 1;

  constructor(socket: Socket) {
    this.#socket = socket;
    const cut = lineCutter(ANSWER_LIMIT, (line) => this.#take(line));
    socket.on('data', (chunk: Buffer) => {
      if (!cut(chunk)) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        for (const settle of this.#waiting.values()) settle(failed({ code: 'connection-lost' }));
        this.#waiting.clear();
        resolve();
      });
    });
  }

  ask(method: string, input: unknown): Promise<Result<unknown>> {
    if (!this.#socket.writable) return Promise.resolve(failed({ code: 'connection-lost' }));
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.write(`${JSON.stringify({ id, method, input })}\n`);
    });
  }

  listen(listener: Listener): void {
    this.#listeners.add(listener);
  }

  end(): void {
    this.#socket.end();
  }

  #take(line: string): void {
    const value = parse(line);
    const news = told.safeParse(value);
    if (news.success) return this.#tell(news.data.event);
    const parsed = answer.safeParse(value);
    if (!parsed.success) return;
    const settle = this.#waiting.get(parsed.data.id);
    this.#waiting.delete(parsed.data.id);
    settle?.(parsed.data.result);
  }

  #tell(news: Event): void {
    for (const listener of this.#listeners) listener(news);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function open(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connectSocket(path);
    // Nobody listens any more, or not yet: the caller looks at the lock next.
    const fail = () => {
      socket.destroy();
      resolve(undefined);
    };
    socket.setTimeout(CONNECT_MS, fail);
    socket.once('error', fail);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}

/** Connects to the process that runs for this home, or gives undefined where none listens. */
export async function connect(home: string): Promise<Client | undefined> {
  const path = readHolder(home)?.socket;
  const socket = path === undefined ? undefined : await open(path);
  if (socket === undefined) return undefined;
  const wire = new Wire(socket);
  const first = await wire.ask(HELLO, {});
  const known = first.ok ? hello.safeParse(first.value).data : undefined;
  if (known === undefined) {
    wire.end();
    return undefined;
  }
  if (known.protocol !== PROTOCOL) {
    wire.end();
    const detail = `pid ${known.pid}, version ${known.version}`;
    throw new Refused({ code: 'home-in-use', path: home, detail });
  }
  return {
    hello: known,
    // The process on the other side derives its answers from the same contract.
    call: ((name, input) => wire.ask(name, input)) as Call,
    subscribe: async (listener) => {
      wire.listen(listener);
      await wire.ask(SUBSCRIBE, {});
    },
    invite: () => wire.ask(INVITE, {}),
    stop: async () => {
      await wire.ask(STOP, {});
      await wire.closed;
    },
    closed: wire.closed,
    close: () => wire.end(),
  };
}
