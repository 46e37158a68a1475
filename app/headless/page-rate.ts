/** How often something may happen in a window of time; bounds what a page gone wild, or a guesser, can do. */
export class Rate {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #from = Number.NEGATIVE_INFINITY;
  #count = 0;

  /** At most `most` in each window of `windowMs`. `now` gives milliseconds that never go back. */
  constructor(most: number, windowMs: number, now: () => number = () => performance.now()) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Counts one; false where it is one too many. */
  take(): boolean {
    const now = this.#now();
    if (now - this.#from >= this.#windowMs) {
      this.#from = now;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= this.#most;
  }

  /** Whether the window is used up, without counting. */
  get isSpent(): boolean {
    return this.#count >= this.#most && this.#now() - this.#from < this.#windowMs;
  }
}
