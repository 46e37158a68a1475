/** Holds the snapshot, keeps it fresh, and tells everybody who shows it. */
import type { Call } from '../../shared/contract/contract.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { EngineState } from './engine-process.ts';
import type { Protection } from './secret-protection.ts';
import { firstSnapshot, moodOf, type Snapshot, type Status } from './snapshot.ts';

/** Milliseconds between two questions for the state: progress has no event of its own. */
const BUSY_MS = 1000;
const CALM_MS = 30_000;
/** Where ten thousand files go by, a few questions a second are enough for the eye. */
const APART_MS = 500;
const RECENT_ASKED = 40;
/** What a person thinks of as "a file I just worked with". */
const RECENT_ACTIONS = new Set(['upload', 'download', 'move', 'keep-both', 'restore']);

export type SnapshotListener = (now: Snapshot, before: Snapshot) => void;

export class ShellState {
  readonly #call: Call;
  readonly #listeners = new Set<SnapshotListener>();
  #snapshot: Snapshot;
  #timer: NodeJS.Timeout | undefined;
  #soonTimer: NodeJS.Timeout | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;
  #asking = false;
  #again = false;

  constructor(call: Call, protection: Protection) {
    this.#call = call;
    this.#snapshot = firstSnapshot(protection);
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  watch(listener: SnapshotListener): void {
    this.#listeners.add(listener);
  }

  change(part: Partial<Snapshot>): void {
    const before = this.#snapshot;
    this.#snapshot = { ...before, ...part };
    for (const listener of this.#listeners) listener(this.#snapshot, before);
  }

  engineBecame({ kind }: EngineState): void {
    this.change({ engine: kind });
    if (kind === 'running') this.refresh();
  }

  tell(events: readonly Event[]): void {
    const status = events.findLast((event) => event.type === 'status')?.status;
    if (status !== undefined) this.#became(status);
    if (status !== undefined || events.some(({ type }) => type === 'activity')) this.#refreshSoon();
  }

  /** Asks the engine how things are; a question during a question is asked once more afterwards. */
  refresh(): void {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    void this.#ask().finally(() => {
      this.#asking = false;
      if (this.#again) {
        this.#again = false;
        this.refresh();
      }
    });
  }

  /** The first news is asked about at once, what follows on its heels together. */
  #refreshSoon(): void {
    this.#soonTimer ??= setTimeout(
      () => {
        this.#soonTimer = undefined;
        this.refresh();
      },
      Math.max(0, this.#askedMs + APART_MS - performance.now()),
    );
  }

  /** No more questions. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#soonTimer);
    this.#asking = true;
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#snapshot.engine !== 'running') return;
    this.#askedMs = performance.now();
    const status = await this.#call('status', {});
    if (status.ok) this.#became(status.value);
    const activity = await this.#call('activity', { limit: RECENT_ASKED });
    if (activity.ok) {
      const recent = activity.value.filter(({ action, outcome }) => outcome === 'done' && RECENT_ACTIONS.has(action));
      if (recent[0]?.id !== this.#snapshot.recent[0]?.id) this.change({ recent });
    }
    const account = await this.#call('account', {});
    const server = account.ok && account.value.signedIn ? (account.value.server ?? undefined) : undefined;
    if (server !== this.#snapshot.server) this.change({ server });
    const busy = moodOf(this.#snapshot) === 'working';
    this.#timer = setTimeout(() => this.refresh(), busy ? BUSY_MS : CALM_MS);
    this.#timer.unref();
  }

  #became(status: Status): void {
    if (JSON.stringify(status) !== JSON.stringify(this.#snapshot.status)) this.change({ status });
  }
}
