/** The cloud's own clock in milliseconds, which can be wrong by as much as a test wants. */
export class Clock {
  #skewMs = 0;

  now(): number {
    return Date.now() + this.#skewMs;
  }

  get skewMs(): number {
    return this.#skewMs;
  }

  setSkew(seconds: number): void {
    this.#skewMs = seconds * 1000;
  }
}
