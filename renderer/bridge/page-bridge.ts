/** The bridge of the browser page: calls over HTTP, events over a WebSocket that comes back by itself. */
import * as z from 'zod';
import type { Call } from '../../shared/contract/contract.ts';
import { event, type Listener } from '../../shared/contract/events.ts';
import { failed, failure, type Result } from '../../shared/contract/result.ts';
import type { About, Bridge, Connection } from './bridge.ts';

/** Milliseconds before the next try, longer each time. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000] as const;

const about = z.object({
  version: z.string(),
  host: z.string(),
  platform: z.string(),
  methods: z.array(z.string()),
});
const told = z.union([z.object({ hello: about }), z.object({ event })]);
const answer = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: failure }),
]);

/** Codes with which the page's server says that this browser is not let in. */
const ENDED = new Set(['no-session', 'foreign-host', 'foreign-origin', 'no-face-header']);

const FACE = 'leitz-face';

/** The page's own secret beside the cookie, which other ports of this computer get as well; see `page-key.ts`. */
const key = (): string => sessionStorage.getItem(FACE) ?? 'none';

class PageBridge implements Bridge {
  readonly shell = {};
  readonly call: Call;
  readonly #listeners = new Set<Listener>();
  readonly #watchers = new Set<(connection: Connection, about?: About) => void>();
  #connection: Connection = 'connecting';
  #about: About | undefined;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #socket: WebSocket | undefined;

  constructor() {
    // The server derives its answers from the same contract as this type.
    this.call = ((name, input) => this.#ask(name, input)) as Call;
    this.#connect();
  }

  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onConnection(listener: (connection: Connection, about?: About) => void): () => void {
    this.#watchers.add(listener);
    listener(this.#connection, this.#about);
    return () => void this.#watchers.delete(listener);
  }

  retry(): void {
    if (this.#connection === 'open') return;
    this.#tries = 0;
    this.#connect();
  }

  async #ask(name: string, input: unknown): Promise<Result<unknown>> {
    try {
      const response = await fetch(`/api/call/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-leitz-face': key() },
        body: JSON.stringify(input),
        credentials: 'same-origin',
        cache: 'no-store',
      });
      const result = answer.parse(await response.json());
      if (result.ok || !ENDED.has(result.error.code)) return result;
      this.#become('ended');
      return failed({ code: 'connection-lost' });
    } catch {
      // The process is gone or restarts; the socket notices it as well and comes back when it can.
      return failed({ code: 'connection-lost' });
    }
  }

  #connect(): void {
    clearTimeout(this.#timer);
    this.#socket?.close();
    const socket = new WebSocket(`ws://${location.host}/api/events`, [FACE, key()]);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(String(data)));
    socket.addEventListener('close', () => {
      if (this.#socket === socket) void this.#closed();
    });
  }

  #take(text: string): void {
    // Events that a newer engine tells and this face does not know are let go.
    const news = told.safeParse(JSON.parse(text)).data;
    if (news === undefined) return;
    if ('event' in news) {
      for (const listener of this.#listeners) listener(news.event);
      return;
    }
    this.#tries = 0;
    this.#about = news.hello;
    this.#become('open');
  }

  async #closed(): Promise<void> {
    if (this.#connection === 'open') this.#become('lost');
    // A refused socket does not say why; a call does.
    await this.#ask('status', {});
    if (this.#connection === 'ended') return;
    this.#become('lost');
    const wait = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)] ?? 1000;
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #become(connection: Connection): void {
    if (this.#connection === connection && connection !== 'open') return;
    this.#connection = connection;
    for (const watcher of this.#watchers) watcher(connection, this.#about);
  }
}

export const pageBridge = (): Bridge => new PageBridge();
