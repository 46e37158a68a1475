/** Tells the engine's events to the pages that are open. */
import type { Event } from '../../shared/contract/events.ts';
import type { Engine } from './engine.ts';
import { BACKLOG_LIMIT } from './protocol.ts';

/** What a page is told first. */
export interface PageHello {
  readonly version: string;
  /** The machine's name. */
  readonly host: string;
  readonly platform: string;
  /** The contract's methods that this version has. */
  readonly methods: readonly string[];
}

/** As much of a WebSocket as is needed. */
export interface EventSink {
  readonly bufferedAmount: number;
  send(text: string): void;
  close(): void;
  terminate(): void;
  ping(): void;
  on(event: 'close' | 'error' | 'message', listener: () => void): unknown;
}

const MOST_PAGES = 32;
/** A page whose computer slept or went away is noticed by the operating system once something is sent to it. */
const PING_MS = 30_000;

/** These can be left out for a page that reads too slowly: the next one says all that matters. */
const passing = (event: Event): boolean =>
  event.type === 'progress' || event.type === 'status' || (event.type === 'transfer' && event.phase === 'moved');

export class EventTeller {
  readonly #pages = new Set<EventSink>();
  readonly #hello: string;
  readonly #silence: () => void;
  readonly #pinging: NodeJS.Timeout;

  constructor(engine: Pick<Engine, 'on'>, hello: PageHello) {
    this.#hello = JSON.stringify({ hello });
    this.#silence = engine.on((event) => this.#tell(event));
    this.#pinging = setInterval(() => {
      for (const page of this.#pages) page.ping();
    }, PING_MS);
    this.#pinging.unref();
  }

  add(page: EventSink): void {
    if (this.#pages.size >= MOST_PAGES) return page.close();
    this.#pages.add(page);
    page.on('close', () => this.#pages.delete(page));
    page.on('error', () => page.terminate());
    // A page has nothing to say here; calls go over HTTP, where each is checked.
    page.on('message', () => page.terminate());
    page.send(this.#hello);
  }

  close(): void {
    this.#silence();
    clearInterval(this.#pinging);
    for (const page of this.#pages) page.terminate();
  }

  #tell(event: Event): void {
    if (this.#pages.size === 0) return;
    const text = JSON.stringify({ event });
    for (const page of this.#pages) {
      if (page.bufferedAmount > BACKLOG_LIMIT) page.terminate();
      else if (page.bufferedAmount === 0 || !passing(event)) page.send(text);
    }
  }
}
