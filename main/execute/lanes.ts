/**
 * The lanes in which actions run, and the large transfers that go on beside the cycle: a file of many gigabytes must not
 * keep a small change waiting, so the cycle goes on without it and leaves alone what it touches.
 */
import PQueue from 'p-queue';
import type { SyncError } from '../errors.ts';
import type { Action, EntityRef, Trees } from '../plan/types.ts';

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

export class Lanes {
  readonly #queues: Readonly<Record<LaneName, PQueue>> = {
    metadata: new PQueue({ concurrency: 8 }),
    // No request is made for these, and the more of them end together the fewer times the journal is written.
    reading: new PQueue({ concurrency: 48 }),
    small: new PQueue({ concurrency: 12 }),
    large: new PQueue({ concurrency: 2 }),
  };
  readonly #inFlight = new Set<string>();
  readonly #beside = new Set<Promise<unknown>>();
  #failure: SyncError | undefined;

  add<T>(lane: LaneName, run: () => Promise<T>): Promise<T> {
    return this.#queues[lane].add(run);
  }

  /** Whether a transfer beside the cycle works with the node. */
  isBusy(ref: EntityRef): boolean {
    return this.#inFlight.has(keyOf(ref));
  }

  touchesBusy(action: Action, trees: Trees): boolean {
    return this.#inFlight.size > 0 && rowsOf(action, trees).some((ref) => this.isBusy(ref));
  }

  /** Runs a large transfer beside the cycle; `ended` is called when it is over, however it ended. */
  runBeside(action: Action, trees: Trees, run: () => Promise<unknown>, ended: () => void): void {
    const keys = rowsOf(action, trees).map(keyOf);
    for (const key of keys) this.#inFlight.add(key);
    const running = this.add('large', run).finally(() => {
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
