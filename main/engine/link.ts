/**
 * One link: a local folder and a cloud root that are kept the same. Runs cycles one at a time, either until nothing is
 * left (`syncUntilQuiet`) or for as long as it is watched (`watch`).
 */
import { SyncError, toSyncError } from '../errors.ts';
import { Recorder } from '../execute/recorder.ts';
import { createLanes } from '../execute/run.ts';
import { emptyTally, type Tally, type Work } from '../execute/work.ts';
import type { LinkRecord } from '../home-state.ts';
import type { GuardLimits } from '../plan/guard.ts';
import { ignoreRule } from '../plan/ignore.ts';
import { foldCloud } from '../plan/names.ts';
import { CLOUD_TOP, type Policy } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudSide, LocalSide } from '../sides.ts';
import type { DiskEntry, World } from '../world.ts';
import { type CycleContext, cycle, type Look } from './cycle.ts';
import { Hints } from './hints.ts';
import { hashMeaning } from './observe-cloud.ts';
import { observeLocal } from './observe-local.ts';
import type { Parts } from './parts.ts';
import { purgeTrash, type TrashLimits } from './purge-trash.ts';
import { recover } from './recover.ts';
import { Schedule } from './schedule.ts';
import type { Transfers } from './transfers.ts';

export type LinkState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'paused' }
  /** Nothing can go on before the cloud can be reached, or the user acts; tried again by itself. */
  | { readonly kind: 'stopped'; readonly error: SyncError };

export interface LinkOptions {
  readonly parts: Parts;
  readonly record: LinkRecord;
  readonly journal: Journal;
  readonly local: LocalSide;
  readonly cloud: CloudSide;
  readonly foldLocal: (name: string) => string;
  readonly transfers: Transfers;
  readonly guard: () => GuardLimits;
  readonly trash: () => TrashLimits;
  readonly policyOf: () => {
    readonly conflicts: 'keep-both' | 'ask';
    readonly excludedExtensions: readonly string[];
    readonly maxFileSize: number | undefined;
  };
  readonly onChange: () => void;
}

/** Cycles after which `syncUntilQuiet` gives in to a world that keeps moving. */
const MOST_CYCLES = 50;
const PURGE_EVERY_MS = 60 * 60_000;

export class Link {
  readonly record: LinkRecord;
  readonly journal: Journal;
  readonly local: LocalSide;
  readonly cloud: CloudSide;
  readonly hints: Hints;
  readonly schedule: Schedule;
  readonly #world: World;
  readonly #options: LinkOptions;
  readonly #lanes = createLanes();
  readonly #recorder: Recorder;
  readonly #stop = new AbortController();
  #state: LinkState = { kind: 'idle' };
  #running: Promise<unknown> = Promise.resolve();
  #recovered = false;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#world = options.parts.world;
    this.record = options.record;
    this.journal = options.journal;
    this.local = options.local;
    this.cloud = options.cloud;
    this.hints = new Hints(this.#world.clock);
    this.schedule = new Schedule(this, this.#world, options.record.folder);
    this.#recorder = new Recorder(options.journal, options.local);
  }

  get state(): LinkState {
    return this.#state;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#world.clock.now();
  }

  /** The next look at the cloud asks for the root anew, whatever its hash was. */
  forgetListings(): void {
    this.journal.setFolderHash(CLOUD_TOP, { listed: undefined });
  }

  set(state: LinkState): void {
    this.#state = state;
    this.#options.onChange();
  }

  /** What the executor and the planner work with for one run. */
  context(tally: Tally): CycleContext {
    const work: Work = {
      local: this.local,
      cloud: this.cloud,
      journal: this.journal,
      policy: this.policy(),
      clock: this.#world.clock,
      random: this.#world.random,
      host: this.#world.host,
      log: this.#world.log.with({ root: this.record.rootId }),
      recorder: this.#recorder,
      transfers: this.#options.transfers.board(this.record.rootId),
      tally,
      batch: `${Math.round(this.#world.clock.now())}-${this.#world.random.token(6)}`,
      tries: new Map(),
      signal: this.#stop.signal,
      lookAgain: (path) => this.#lookAgain(path),
      checkpoint: () => Promise.resolve(),
    };
    return {
      work,
      lanes: this.#lanes,
      skip: (path, entry) => this.skipReason(path, entry),
      guard: this.#options.guard(),
      checkGround: () => this.#options.parts.requireGround(this.record),
    };
  }

  policy(): Policy {
    const { conflicts, excludedExtensions, maxFileSize } = this.#options.policyOf();
    const excluded = new Set(this.journal.excluded());
    return {
      conflicts,
      platform: this.#world.host.platform,
      foldLocal: this.#options.foldLocal,
      foldCloud,
      isExcluded: (key) => excluded.has(key),
      ignoreRule: (name, kind) => ignoreRule(name, kind, excludedExtensions),
      maxFileSize,
    };
  }

  /** Why an entry of the disk takes no part, or undefined. */
  skipReason(_path: string, entry: DiskEntry): string | undefined {
    if (!entry.nameIsExact) return 'name-not-unicode';
    if (entry.kind === 'link') return 'link';
    if (entry.kind === 'special') return 'special-file';
    const rule = ignoreRule(entry.name, entry.kind, this.#options.policyOf().excludedExtensions);
    return rule === undefined ? undefined : `ignored: ${rule}`;
  }

  async #lookAgain(path: string): Promise<void> {
    await observeLocal(this.local, this.journal, (at, entry) => this.skipReason(at, entry), [path], { descend: true });
  }

  /** One cycle, after whatever runs now. What stops the link is kept as its state, and thrown. */
  async run(look: Look, tally: Tally = emptyTally()): Promise<number> {
    const turn = this.#running.then(() => this.#runNow(look, tally));
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  async #runNow(look: Look, tally: Tally): Promise<number> {
    if (this.#stop.signal.aborted) throw new SyncError('cancelled');
    this.set({ kind: 'working' });
    try {
      await this.#options.parts.requireGround(this.record);
      await this.#recoverOnce();
      const done = await cycle(this.context(tally), look);
      if (this.journal.counts().pending === 0) this.journal.setFact('last-synced', String(this.#world.clock.now()));
      await this.#purgeNowAndThen();
      this.set({ kind: 'idle' });
      return done;
    } catch (thrown) {
      const error = toSyncError(thrown, this.record.folder);
      this.set(error.code === 'cancelled' ? { kind: 'idle' } : { kind: 'stopped', error });
      throw error;
    }
  }

  /** The trash is no reason to stop: what cannot be removed now is tried again an hour later. */
  async #purgeNowAndThen(): Promise<void> {
    const now = this.#world.clock.now();
    const last = Number(this.journal.fact('trash-purged') ?? 0);
    if (now - last < PURGE_EVERY_MS && now >= last) return;
    this.journal.setFact('trash-purged', String(now));
    await purgeTrash(this.local, this.journal, this.#options.trash(), now).catch((error: unknown) =>
      this.#world.log.warn('the local trash could not be emptied', { detail: toSyncError(error).message }),
    );
  }

  async #recoverOnce(): Promise<void> {
    if (this.#recovered) return;
    await recover(this.journal, this.local, this.#options.parts.undoReplace);
    this.#recovered = true;
  }

  /** Cycles until one does nothing; gives their number. */
  async syncUntilQuiet(tally: Tally): Promise<number> {
    let cycles = 0;
    while (cycles < MOST_CYCLES) {
      cycles += 1;
      // Where the root's hash covers everything below, asking for the root is asking for every folder.
      const look: Look = { local: 'all', cloud: hashMeaning(this.journal) === 'subtree' ? 'top' : 'all' };
      const done = await this.run(look, tally);
      if (done === 0 && this.journal.counts().pending === 0) break;
      if (done === 0 && cycles > 3) break;
    }
    return cycles;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.schedule.stop();
    await this.#running;
    this.journal.close();
  }
}
