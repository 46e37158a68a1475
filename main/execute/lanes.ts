/**
 * The lanes in which actions run, and the large transfers that go on beside the cycle: a file of many gigabytes must not
 * keep a small change waiting, so the cycle goes on without it and leaves alone what it touches.
 */
import PQueue from 'p-queue';
import type { SyncError } from '../errors.ts';
import type { Action, EntityRef, Trees } from '../plan/types.ts';
import { Concurrency } from './concurrency.ts';

export type LaneName = 'metadata' | 'reading' | 'small' | 'large';

const keyOf = (ref: EntityRef): string => `${ref.tree} ${ref.id}`;

/** Every row that the action works with, under all names by which it may be on the list of differing nodes. */
function rowsOf(action: Action, trees: Trees): readonly EntityRef[] {
  const rows: EntityRef[] = [];
  if ('local' in action) rows.push({ tree: 'local', id: action.local });
  if ('cloud' in action) rows.push({ tree: 'cloud', id: action.cloud });
  const synced =
    'synced' in action
      ? trees.synced(action.synced)
      : (('local' in action ? trees.syncedOfLocal(action.local) : undefined) ??
        ('cloud' in action ? trees.syncedOfCloud(action.cloud) : undefined));
  if (synced !== undefined) {
    rows.push({ tree: 'synced', id: synced.id });
    if (synced.local !== undefined) rows.push({ tree: 'local', id: synced.local });
    if (synced.cloud !== undefined) rows.push({ tree: 'cloud', id: synced.cloud });
  }
  return rows;
}

/** Most that runs at a time in each lane, whatever the cloud bears. */
const MOST = {
  metadata: 8,
  // No request is made for these, and the more of them end together the fewer times the journal is written.
  reading: 48,
  small: 12,
  large: 2,
} as const satisfies Record<LaneName, number>;
/** Bytes that take about as long as a request without any; so that times of small and bigger files can be compared. */
const AS_LONG_AS_A_REQUEST = 256 * 1024;
/** The lanes in which the cloud is asked. */
const ASKING = ['metadata', 'small', 'large'] as const;

interface Lane {
  readonly queue: PQueue;
  readonly concurrency: Concurrency;
}

export interface LaneState {
  readonly lane: (typeof ASKING)[number];
  readonly running: number;
  readonly allowed: number;
  readonly most: number;
}

const makeLane = (name: LaneName): Lane => ({
  queue: new PQueue({ concurrency: MOST[name] }),
  concurrency: new Concurrency(MOST[name]),
});

/** How an action tells its lane of an error that it does not throw. */
export type Heard = (error: SyncError) => void;

export class Lanes {
  readonly #lanes: Readonly<Record<LaneName, Lane>> = {
    metadata: makeLane('metadata'),
    reading: makeLane('reading'),
    small: makeLane('small'),
    large: makeLane('large'),
  };
  readonly #monotonic: () => number;
  readonly #inFlight = new Set<string>();
  readonly #beside = new Set<Promise<unknown>>();
  #failure: SyncError | undefined;

  /** @param monotonic milliseconds of a clock that never goes back */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /**
   * Runs it as soon as the lane has room; how it went decides how much room there is afterwards.
   *
   * @param size bytes that it transfers; undefined where it transfers none
   */
  add<T>(name: LaneName, run: (heard: Heard) => Promise<T>, size?: number): Promise<T> {
    const { queue, concurrency } = this.#lanes[name];
    return queue.add(async () => {
      const begun = this.#monotonic();
      let error: SyncError | undefined;
      const result = await run((one) => {
        error = one;
      });
      const now = this.#monotonic();
      // Requests without content are of many kinds, some of which ask nobody, so their times say nothing.
      const tookMs = size === undefined ? undefined : (now - begun) / (1 + size / AS_LONG_AS_A_REQUEST);
      const hasAsked = name !== 'reading' && (error !== undefined || result !== 'not-done');
      if (hasAsked) concurrency.ended(tookMs, error?.code, now);
      queue.concurrency = concurrency.allowed;
      return result;
    });
  }

  states(): readonly LaneState[] {
    return ASKING.map((lane) => {
      const { queue, concurrency } = this.#lanes[lane];
      return { lane, running: queue.pending, allowed: concurrency.allowed, most: concurrency.most };
    });
  }

  /** Whether a transfer beside the cycle works with the node. */
  isBusy(ref: EntityRef): boolean {
    return this.#inFlight.has(keyOf(ref));
  }

  touchesBusy(action: Action, trees: Trees): boolean {
    return this.#inFlight.size > 0 && rowsOf(action, trees).some((ref) => this.isBusy(ref));
  }

  /** Runs a large transfer beside the cycle; `ended` is called when it is over, however it ended. */
  runBeside(
    action: Action,
    trees: Trees,
    run: (heard: Heard) => Promise<unknown>,
    ended: () => void,
    size?: number,
  ): void {
    const keys = rowsOf(action, trees).map(keyOf);
    for (const key of keys) this.#inFlight.add(key);
    const running = this.add('large', run, size).finally(() => {
      for (const key of keys) this.#inFlight.delete(key);
      this.#beside.delete(running);
      ended();
    });
    this.#beside.add(running);
  }

  /** What stopped a transfer beside the cycle and concerns the whole link; told once. */
  takeFailure(): SyncError | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }

  fail(error: SyncError): void {
    this.#failure ??= error;
  }

  get isBusyBeside(): boolean {
    return this.#beside.size > 0;
  }

  /** Resolves when one of the transfers beside the cycle has ended; at once if there is none. */
  async oneEnded(): Promise<void> {
    if (this.#beside.size > 0) await Promise.race(this.#beside);
  }

  async allEnded(): Promise<void> {
    await Promise.allSettled(this.#beside);
  }
}
