/**
 * Keeps transfers within a number of bytes a second. All transfers of one direction share it piece by piece, in the order
 * in which they ask, so that a small file waits for pieces of a big one and never for all of it.
 */
import type { Clock } from '../world.ts';

/** Milliseconds of the limit that may be used at once after a rest. */
const BURST_MS = 250;
/** The limit is looked up again at least so often, so that a change is felt by what waits already. */
const LONGEST_NAP_MS = 1_000;

export class Throttle {
  readonly #clock: Clock;
  readonly #limit: () => number;
  #turn: Promise<void> = Promise.resolve();
  /** Bytes that may go now; below zero while the last piece is still being paid for. */
  #left = 0;
  #lastMs: number | undefined;

  /** @param limit bytes a second, 0 = none; asked again all the time */
  constructor(clock: Clock, limit: () => number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** Resolves when so many bytes may go. Rejects with `cancelled` as soon as the signal fires. */
  take(bytes: number, signal?: AbortSignal): Promise<void> {
    if (this.#limit() <= 0) return Promise.resolve();
    const mine = this.#turn.then(() => this.#pay(bytes, signal));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #pay(bytes: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      const limit = this.#limit();
      if (limit <= 0) return;
      this.#refill(limit);
      if (this.#left > 0) break;
      const nap = Math.min(LONGEST_NAP_MS, ((1 - this.#left) / limit) * 1_000);
      await this.#clock.sleep(Math.max(1, nap), signal);
    }
    this.#left -= bytes;
  }

  #refill(limit: number): void {
    const now = this.#clock.monotonic();
    const passed = this.#lastMs === undefined ? BURST_MS : now - this.#lastMs;
    this.#lastMs = now;
    this.#left = Math.min((limit * BURST_MS) / 1_000, this.#left + (limit * passed) / 1_000);
  }
}

export interface Pace {
  readonly up: Pick<Throttle, 'take'>;
  readonly down: Pick<Throttle, 'take'>;
}
