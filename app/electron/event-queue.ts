/** Events for one window: kept while its page loads, so that nothing is lost, and given in one go once it listens. */
import type { Event } from '../../shared/contract/events.ts';
import { coalesce } from './coalesce.ts';

/** A page that does not come up must not fill the memory; what it misses, its first questions tell it. */
const MOST_WAITING = 5000;

export class EventQueue {
  readonly #send: (events: readonly Event[]) => void;
  #waiting: Event[] | undefined = [];

  constructor(send: (events: readonly Event[]) => void) {
    this.#send = send;
  }

  /** Whether the page listens. */
  get isOpen(): boolean {
    return this.#waiting === undefined;
  }

  add(events: readonly Event[]): void {
    if (this.#waiting === undefined) return this.#send(events);
    this.#waiting.push(...events);
    // Only now and then, so that its cost stays in proportion.
    if (this.#waiting.length >= 2 * MOST_WAITING) this.#waiting = coalesce(this.#waiting).slice(-MOST_WAITING);
  }

  /** The page listens: it gets what it missed, then everything as it comes. */
  open(): void {
    const missed = coalesce(this.#waiting ?? []).slice(-MOST_WAITING);
    this.#waiting = undefined;
    if (missed.length > 0) this.#send(missed);
  }

  /** The page goes away, for a new one or for good. */
  close(): void {
    this.#waiting ??= [];
  }
}
