/** A small seeded source of chance: the same seed gives the same numbers on every machine. */

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed ^ 0x9e3779b9) >>> 0;
    // Seeds that lie close together start far apart.
    for (let turn = 0; turn < 4; turn += 1) this.fraction();
  }

  /** In [0, 1). */
  fraction(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from 0 up to, without, `below`. */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  /** A whole number, both ends included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  isTrue(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of them; they must not be empty. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  }

  shuffled<T>(items: readonly T[]): T[] {
    const mixed = [...items];
    for (let index = mixed.length - 1; index > 0; index -= 1) {
      const other = this.below(index + 1);
      const [one, two] = [mixed[index], mixed[other]];
      if (one !== undefined && two !== undefined) [mixed[index], mixed[other]] = [two, one];
    }
    return mixed;
  }

  token(length: number): string {
    const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
    return Array.from({ length }, () => letters[this.below(letters.length)]).join('');
  }

  seed(): number {
    return this.below(0x1_0000_0000);
  }
}
