/** Leaves out of a row of events what a later one says again. */
import type { Event } from '../../shared/contract/events.ts';

/** What an event is the latest word about; undefined where each one counts. */
function subjectOf(event: Event): string | undefined {
  if (event.type === 'status' || event.type === 'update') return event.type;
  if (event.type === 'progress') return `progress ${event.rootId}`;
  if (event.type === 'transfer' && event.phase === 'moved') return `moved ${event.transfer.id}`;
  return undefined;
}

/** Same order, without those that a later one about the same thing replaces. */
export function coalesce(events: readonly Event[]): Event[] {
  const seen = new Set<string>();
  const kept: Event[] = [];
  for (const event of events.toReversed()) {
    const subject = subjectOf(event);
    if (subject !== undefined && seen.has(subject)) continue;
    if (subject !== undefined) seen.add(subject);
    kept.push(event);
  }
  return kept.reverse();
}

/** Gathers events and gives them on in batches, at most one each `everyMs`. */
export class Batches {
  readonly #give: (events: readonly Event[]) => void;
  readonly #everyMs: number;
  #waiting: Event[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(everyMs: number, give: (events: readonly Event[]) => void) {
    this.#everyMs = everyMs;
    this.#give = give;
  }

  add(event: Event): void {
    this.#waiting.push(event);
    this.#timer ??= setTimeout(() => this.flush(), this.#everyMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const events = coalesce(this.#waiting);
    this.#waiting = [];
    this.#give(events);
  }
}
