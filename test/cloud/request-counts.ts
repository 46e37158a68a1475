/** How often each method was called, by `VERB /path/:template`, since the last reset. */
export class RequestCounts {
  #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  all(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }

  reset(): void {
    this.#counts = new Map();
  }
}
