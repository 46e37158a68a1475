/**
 * When a watched link looks where: hints of the disk at once, the cloud at a pace that follows what happens, and
 * everything on both sides at the start and on slow timers, because hints may be lost.
 */
import { SyncError, toSyncError } from '../errors.ts';
import { backoffMs } from '../execute/retry.ts';
import type { CloudKey } from '../plan/types.ts';
import type { WatchSession, WatchState, World } from '../world.ts';
import type { Look } from './cycle.ts';
import type { Link } from './link.ts';
import { hashMeaning } from './observe-cloud.ts';

/** Milliseconds between two polls of the cloud: right after a change, and slower the longer nothing happens. */
const POLL_BUSY_MS = 5_000;
const POLL_CALM_MS = 30_000;
const FULL_SCAN_MS = 60 * 60_000;
const FULL_SWEEP_MS = 60 * 60_000;
/** Where hashes do not cover the subtree, only asking every folder finds all changes. */
const LEVEL_SWEEP_MS = 5 * 60_000;
const OVERLAP_MS = 5_000;

export class Schedule {
  readonly #link: Link;
  readonly #world: World;
  readonly #folder: string;
  #wake: (() => void) | undefined;
  #watch: WatchSession | undefined;
  #loop: Promise<void> | undefined;
  #watchState: WatchState = { state: 'starting' };
  #ended = false;
  #paused = false;
  #everything = true;
  #due = false;
  #pollMs = POLL_BUSY_MS;
  #nextPoll = 0;
  #nextScan = 0;
  #nextSweep = 0;
  #lastPollMs = 0;
  #failures = 0;

  constructor(link: Link, world: World, folder: string) {
    this.#link = link;
    this.#world = world;
    this.#folder = folder;
  }

  get watchState(): WatchState {
    return this.#watchState;
  }

  get isRunning(): boolean {
    return this.#loop !== undefined;
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Looks at everything on both sides without waiting. */
  lookNow(): void {
    this.#everything = true;
    this.#failures = 0;
    this.#nextPoll = 0;
    this.#wake?.();
  }

  /** Runs a cycle soon that looks nowhere new: something on the list can be decided now. */
  lookSoon(): void {
    this.#due = true;
    this.#wake?.();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#link.set({ kind: 'paused' });
    else this.#link.set({ kind: 'idle' });
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    this.#wake?.();
    await this.#loop;
    await this.#watch?.close();
  }

  async #run(): Promise<void> {
    await this.#startWatching();
    while (!this.#ended) {
      const wait = this.#waitMs();
      if (wait > 0) await this.#sleep(wait);
      if (this.#ended) return;
      if (this.#paused || this.#waitMs() > 0) continue;
      await this.#turn();
    }
  }

  /** Watching begins before the first full look, so that nothing can change unseen between the two. */
  async #startWatching(): Promise<void> {
    try {
      this.#watch = await this.#world.watcher.watch(this.#folder, {
        ignore: (path) => /[\\/]\.leitzcloud([\\/]|$)/iu.test(path.slice(this.#folder.length)),
        onHint: ({ folder }) => {
          this.#link.hints.add(folder === undefined ? undefined : this.#relative(folder));
          this.#wake?.();
        },
        onState: (state) => {
          this.#watchState = state;
          if (state.state === 'partial' || state.state === 'failed')
            this.#world.log.warn('watching is not complete', { state: state.state, detail: state.detail });
          if (state.state === 'watching') this.#link.hints.add(undefined);
          this.#wake?.();
        },
      });
    } catch (thrown) {
      this.#watchState = { state: 'failed', detail: toSyncError(thrown).message };
    }
  }

  #relative(folder: string): string {
    return folder.slice(this.#folder.length).replaceAll('\\', '/').replace(/^\//u, '');
  }

  #waitMs(): number {
    if (this.#paused) return POLL_CALM_MS;
    const now = this.#world.clock.monotonic();
    if (this.#everything) return Math.max(0, this.#nextPoll - now);
    if (this.#due && this.#failures === 0) return 0;
    const hints = this.#failures > 0 ? undefined : this.#link.hints.dueInMs();
    const retryAt = this.#link.journal.due().nextRetryMs;
    const retry =
      retryAt === undefined || this.#failures > 0 ? Number.POSITIVE_INFINITY : retryAt - this.#world.clock.now();
    const timers = [this.#nextPoll, this.#nextScan, this.#nextSweep].map(
      (at) => Math.max(at, this.#failures > 0 ? this.#nextPoll : 0) - now,
    );
    return Math.max(0, Math.min(hints ?? Number.POSITIVE_INFINITY, retry, ...timers));
  }

  async #sleep(ms: number): Promise<void> {
    const waking = new AbortController();
    this.#wake = () => waking.abort();
    await this.#world.clock.sleep(ms, waking.signal).catch(() => undefined);
    this.#wake = undefined;
  }

  async #turn(): Promise<void> {
    this.#due = false;
    try {
      const look = await this.#look();
      const done = await this.#link.run(look);
      this.#failures = 0;
      this.#everything = false;
      // Slower by half each time nothing happens, at once fast again when something does.
      this.#pollMs = done > 0 ? POLL_BUSY_MS : Math.min(POLL_CALM_MS, this.#pollMs * 1.5);
      if (look.cloud !== 'none') this.#nextPoll = this.#world.clock.monotonic() + this.#pollMs;
    } catch (thrown) {
      this.#afterFailure(toSyncError(thrown));
    }
  }

  #afterFailure(error: SyncError): void {
    this.#failures += 1;
    this.#everything = true;
    const wait = error.retryAfterMs ?? backoffMs(this.#failures - 1, this.#world.random.fraction());
    this.#nextPoll = this.#world.clock.monotonic() + wait;
    this.#world.log.warn('the link cannot go on now', {
      code: error.code,
      path: error.path,
      detail: error.detail,
      waitMs: Math.round(wait),
    });
  }

  async #look(): Promise<Look> {
    const now = this.#world.clock.monotonic();
    const { journal, hints } = this.#link;
    const scan = this.#everything || now >= this.#nextScan;
    const sweep = this.#everything || now >= this.#nextSweep;
    const poll = now >= this.#nextPoll;
    const hinted = hints.take();
    if (scan) this.#nextScan = now + FULL_SCAN_MS;
    if (sweep) this.#nextSweep = now + (hashMeaning(journal) === 'subtree' ? FULL_SWEEP_MS : LEVEL_SWEEP_MS);
    const local = scan ? 'all' : hinted;
    if (sweep) return { local, cloud: 'all' };
    if (!poll) return { local, cloud: 'none' };
    return { local, cloud: hashMeaning(journal) === 'subtree' ? 'top' : await this.#hintedFolders() };
  }

  /** Where the cloud says that files changed, for clouds whose folder hashes do not tell of what is below. */
  async #hintedFolders(): Promise<'top' | 'all' | readonly CloudKey[]> {
    const { cloud, journal } = this.#link;
    const since = this.#lastPollMs;
    this.#lastPollMs = this.#world.clock.now() + cloud.clockOffsetMs() - OVERLAP_MS;
    if (since === 0) return 'all';
    try {
      const changed = await cloud.modifiedSince(since);
      const folders = new Set<CloudKey>([1]);
      for (const file of changed) {
        const known = journal.cloud(file.id * 2);
        if (known === undefined && !file.deleted) return 'all';
        if (known !== undefined && (file.deleted || known.revision !== file.revision)) folders.add(known.parent);
      }
      return [...folders];
    } catch (error) {
      if (error instanceof SyncError && error.code === 'not-supported') return 'top';
      throw error;
    }
  }
}
