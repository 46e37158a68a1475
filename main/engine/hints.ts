/** Collects hints of the watcher until they settle: a save is many events, and half of one is not worth a look. */
import type { Clock } from '../world.ts';

/** Milliseconds without a further hint after which the folders are looked into, and the longest they wait for that. */
const QUIET_MS = 150;
const PATIENCE_MS = 1_000;
/** More folders than this are not worth telling apart: everything is looked into. */
const MOST_FOLDERS = 5_000;

export class Hints {
  readonly #clock: Clock;
  readonly #folders = new Set<string>();
  #everywhere = false;
  #first = 0;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A folder (relative path) may have changed; undefined: hints were lost. */
  add(folder: string | undefined): void {
    const now = this.#clock.monotonic();
    if (this.isEmpty) this.#first = now;
    this.#last = now;
    if (folder === undefined || this.#folders.size >= MOST_FOLDERS) this.#everywhere = true;
    else this.#folders.add(folder);
  }

  get isEmpty(): boolean {
    return this.#folders.size === 0 && !this.#everywhere;
  }

  /** Milliseconds until the hints should be taken; undefined while there are none. */
  dueInMs(): number | undefined {
    if (this.isEmpty) return undefined;
    const now = this.#clock.monotonic();
    return Math.max(0, Math.min(this.#last + QUIET_MS, this.#first + PATIENCE_MS) - now);
  }

  /** Takes the hints if they are due and name their folders; what is not due, or everywhere, stays. */
  takeDue(): readonly string[] {
    if (this.#everywhere || this.dueInMs() !== 0) return [];
    const taken = this.take();
    return taken === 'all' ? [] : taken;
  }

  take(): 'all' | readonly string[] {
    const taken = this.#everywhere ? 'all' : [...this.#folders];
    this.#folders.clear();
    this.#everywhere = false;
    return taken;
  }
}
