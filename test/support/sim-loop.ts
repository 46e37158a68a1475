/**
 * The order of events in a simulated world. Everything that would wait for a disk, a cloud or a clock waits here, and
 * which of all that waits goes on next is drawn by the seed. Time passes a little with every step, and jumps to the next
 * sleeper when nobody else has anything to do. A process that is dead never comes back from a step.
 */
import { Chance } from './sim-random.ts';

export class Process {
  readonly name: string;
  alive = true;
  /** Steps taken by this process so far. */
  steps = 0;
  /** The step at which it dies; undefined = it lives on. */
  diesAt: number | undefined;
  /** Where it died: while it waited for a disk, a cloud or a clock, or right before a commit of its journal. */
  diedAt: 'wait' | 'commit' | undefined;
  /** Called in the middle of the deadly step, before anything else can happen. */
  onDeath: (() => void) | undefined;

  constructor(name: string) {
    this.name = name;
  }

  kill(): void {
    if (!this.alive) return;
    this.alive = false;
    this.onDeath?.();
  }
}

interface Waiter {
  readonly owner: Process;
  readonly go: () => void;
}

interface Sleeper extends Waiter {
  readonly at: number;
}

/** Turns of the event loop without anybody waiting before time jumps: others may be between two promises. */
const IDLE_TURNS = 3;

const NEVER: Promise<never> = new Promise(() => undefined);

export class SimLoop {
  chance = new Chance(1);
  /** True time in milliseconds since 1970. */
  nowMs = 1_790_000_000_000;
  /** Called between any two steps: users act here. */
  between: (() => void) | undefined;
  readonly #waiting: Waiter[] = [];
  readonly #sleeping: Sleeper[] = [];
  #pumping = false;
  #idle = 0;
  #steps = 0;

  pass(ms: number): void {
    this.nowMs += ms;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Waits for its turn. */
  step(owner: Process): Promise<void> {
    this.count(owner, 'wait');
    if (!owner.alive) return NEVER;
    return new Promise((go) => {
      this.#waiting.push({ owner, go });
      this.#pump();
    });
  }

  /** Another step of it, without a wait; it may be its last. */
  count(owner: Process, kind: 'wait' | 'commit'): void {
    if (!owner.alive) return;
    owner.steps += 1;
    if (owner.diesAt === undefined || owner.steps < owner.diesAt) return;
    owner.diedAt = kind;
    owner.kill();
  }

  sleep(owner: Process, ms: number, signal?: AbortSignal): Promise<'over' | 'aborted'> {
    if (!owner.alive) return NEVER;
    if (signal?.aborted) return Promise.resolve('aborted');
    return new Promise((resolve) => {
      const sleeper = { owner, at: this.nowMs + ms, go: () => resolve('over') };
      this.#sleeping.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.#drop(sleeper);
        if (owner.alive) resolve('aborted');
      });
      this.#pump();
    });
  }

  #drop(sleeper: Sleeper): void {
    const index = this.#sleeping.indexOf(sleeper);
    if (index >= 0) this.#sleeping.splice(index, 1);
  }

  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#pumping = false;
    const index = this.#waiting.length === 0 ? -1 : this.chance.below(this.#waiting.length);
    const waiter = index < 0 ? this.#wake() : this.#waiting[index];
    if (waiter !== undefined) {
      if (index >= 0) this.#waiting.splice(index, 1);
      this.#idle = 0;
      this.#steps += 1;
      this.nowMs += this.chance.below(3);
      this.between?.();
      if (waiter.owner.alive) waiter.go();
    }
    if (this.#waiting.length > 0 || this.#sleeping.length > 0) this.#pump();
  }

  /** The sleeper whose time has come; before that, others get a few turns to come back from where they are. */
  #wake(): Waiter | undefined {
    this.#idle += 1;
    if (this.#idle < IDLE_TURNS) return undefined;
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleeping) if (next === undefined || sleeper.at < next.at) next = sleeper;
    if (next === undefined) return undefined;
    this.#drop(next);
    this.nowMs = Math.max(this.nowMs, next.at);
    return next;
  }
}
