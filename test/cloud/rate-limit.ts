/** The organization's `api_ratelimit`: that many requests a minute for each person, where it is enabled. */
import { errors } from './errors.ts';
import type { People, PersonRow } from './people.ts';

const MINUTE_MS = 60_000;

export class RateLimit {
  readonly #people: People;
  readonly #windows = new Map<number, { began: number; count: number }>();

  constructor(people: People) {
    this.#people = people;
  }

  /** Counts one request; throws 429 with `Retry-After` where it is one too many. */
  take(person: PersonRow): void {
    const { api_ratelimit_enabled: enabled, api_ratelimit: limit } = this.#people.policy;
    if (enabled !== true || limit === null || limit === undefined) return;
    const now = Date.now();
    const window = this.#windows.get(person.id);
    if (window === undefined || now - window.began >= MINUTE_MS) {
      this.#windows.set(person.id, { began: now, count: 1 });
      return;
    }
    window.count += 1;
    if (window.count > limit) throw errors.rateLimited(Math.ceil((window.began + MINUTE_MS - now) / 1000));
  }
}
