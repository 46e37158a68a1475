/**
 * One link: a local folder and a cloud root that are kept the same. Runs cycles one at a time, either until nothing is
 * left (`syncUntilQuiet`) or for as long as it is watched (`watch`).
 */
import { SyncError, toSyncError } from '../errors.ts';
import { lostName } from '../execute/agreements.ts';
import { type LaneState, Lanes } from '../execute/lanes.ts';
import { Recorder } from '../execute/recorder.ts';
import { emptyTally, type Tally, type Work } from '../execute/work.ts';
import type { LinkRecord } from '../home-state.ts';
import type { GuardLimits } from '../plan/guard.ts';
import { ignoreRule } from '../plan/ignore.ts';
import { foldCloud } from '../plan/names.ts';
import { CLOUD_TOP, type CloudKey, type Kind, type Policy } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudSide, LocalSide } from '../sides.ts';
import type { DiskEntry, FolderListing, World } from '../world.ts';
import { lostNames } from './aliases.ts';
import type { Pace } from './bandwidth.ts';
import { type CycleContext, cycle, type Look } from './cycle.ts';
import { Hints } from './hints.ts';
import { IgnoreFiles } from './ignore-files.ts';
import { judgeAgainBelow } from './left-out.ts';
import { AutoLocks, isOpenMark } from './locks-auto.ts';
import { hashMeaning, observeBelow } from './observe-cloud.ts';
import { observeLocal, type SkipRule } from './observe-local.ts';
import type { Parts } from './parts.ts';
import { purgeTrash, type TrashLimits } from './purge-trash.ts';
import { dropUselessStages, recover } from './recover.ts';
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
  /** Our own id in the cloud, once it was asked. */
  readonly me: () => number | undefined;
  readonly locksByThemselves: () => boolean;
  /** Shared by all links. */
  readonly pace: Pace;
  readonly policyOf: () => {
    readonly conflicts: 'keep-both' | 'ask';
    readonly excludedExtensions: readonly string[];
    readonly maxFileSize: number | undefined;
  };
  /** Asks now and then who we are and what administrators laid down. */
  readonly keepFresh: () => Promise<void>;
  /** Whether names that cannot exist here get another one here. */
  readonly aliasesOn: () => boolean;
  /** The names that were given out, kept outside of the journal, which may be damaged one day. */
  readonly keepAliases: (text: string) => void;
  readonly onChange: () => void;
  /** The newest entry of the link's activity is a new one. */
  readonly onActivity: (link: Link) => void;
}

/** Cycles after which `syncUntilQuiet` gives in to a world that keeps moving. */
const MOST_CYCLES = 50;
/** Cycles that do nothing although something is left, before `syncUntilQuiet` leaves it to a later one. */
const PATIENCE = 3;
/** How long the end waits for locks of ours to be released; the cloud ends them by itself later. */
const RELEASE_MS = 3_000;
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
  readonly #lanes: Lanes;
  readonly #recorder: Recorder;
  readonly #stop = new AbortController();
  #state: LinkState = { kind: 'idle' };
  #running: Promise<unknown> = Promise.resolve();
  readonly #ignoreFiles: IgnoreFiles;
  readonly #autoLocks: AutoLocks;
  readonly #skip: SkipRule;
  #recovered = false;
  #tidied = false;
  #aliasesKept = '[]';

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#world = options.parts.world;
    this.#lanes = new Lanes(() => this.#world.clock.monotonic());
    this.record = options.record;
    this.journal = options.journal;
    this.local = options.local;
    this.cloud = options.cloud;
    this.hints = new Hints(this.#world.clock);
    this.schedule = new Schedule(this, this.#world, options.record.folder);
    this.#recorder = new Recorder(options.journal, options.local);
    this.#ignoreFiles = new IgnoreFiles(options.local, options.journal);
    this.#autoLocks = new AutoLocks({
      local: options.local,
      cloud: options.cloud,
      journal: options.journal,
      log: this.#world.log,
      now: () => this.#world.clock.now(),
      isOn: options.locksByThemselves,
      lookInto: (folder) => this.hints.add(folder),
    });
    this.#skip = Object.assign((path: string, entry: DiskEntry) => this.skipReason(path, entry), {
      learn: (listings: readonly FolderListing[]) => this.#learnRules(listings),
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  get me(): number | undefined {
    return this.#options.me();
  }

  /** What runs now in each lane, and how much may. */
  lanes(): readonly LaneState[] {
    return this.#lanes.states();
  }

  /** The cloud's time, in milliseconds since 1970, as well as it is known. */
  cloudNow(): number {
    return this.#world.clock.now() + this.cloud.clockOffsetMs();
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
      log: this.#world.log.with({ root: this.record.number }),
      recorder: this.#recorder,
      transfers: this.#options.transfers.board(this.record.number),
      pace: {
        up: (bytes) => this.#options.pace.up.take(bytes, this.#stop.signal),
        down: (bytes) => this.#options.pace.down.take(bytes, this.#stop.signal),
      },
      tally,
      batch: `${Math.round(this.#world.clock.now())}-${this.#world.random.token(6)}`,
      tries: new Map(),
      signal: this.#stop.signal,
      me: this.me,
      noted: () => this.#options.onActivity(this),
      besideEnded: () => this.schedule.lookSoon(),
      lookAgain: (path) => this.#lookAgain(path),
      lookAgainInCloud: (key) => observeBelow(this.cloud, this.journal, key),
      checkpoint: () => Promise.resolve(),
    };
    return {
      work,
      lanes: this.#lanes,
      skip: this.#skip,
      guard: this.#options.guard(),
      checkGround: () => this.#options.parts.requireGround(this.record),
      dueHints: () => this.hints.takeDue(),
    };
  }

  policy(): Policy {
    const { conflicts, excludedExtensions, maxFileSize } = this.#options.policyOf();
    return {
      conflicts,
      platform: this.#world.host.platform,
      foldLocal: this.#options.foldLocal,
      foldCloud,
      // As it is now: what is taken back while a cycle runs must not be settled by what that cycle began with.
      isExcluded: (key) => this.journal.isExcluded(key),
      ignoreRule: (name, kind, key) => ignoreRule(name, kind, excludedExtensions) ?? this.#ruleForCloud(kind, key),
      maxFileSize,
      aliases: {
        on: this.#options.aliasesOn(),
        of: (key, name) => this.journal.aliasOf({ key, name }),
        given: (localName) => this.journal.aliasesGiven(localName),
        lost: (local) => lostNames(this.journal.fact(lostName(local))),
        isIgnored: (parent, name, kind) => this.#isIgnoredName(parent, name, kind, excludedExtensions),
      },
    };
  }

  /** Whether a rule would ignore what gets this name in the folder. */
  #isIgnoredName(parent: CloudKey, name: string, kind: Kind, excludedExtensions: readonly string[]): boolean {
    const { rules } = this.#ignoreFiles;
    const folder = this.journal.cloudPath(parent);
    const path = folder === '' ? name : `${folder}/${name}`;
    return ignoreRule(name, kind, excludedExtensions) !== undefined || rules.ruleFor(path, kind) !== undefined;
  }

  /** Kept after every cycle that gave one out. */
  #keepAliases(): void {
    if (this.#aliasesKept !== '[]') this.journal.dropDeadAliases();
    const text = JSON.stringify(this.journal.aliasNames().map(({ key, name, localName }) => [key, name, localName]));
    if (text === this.#aliasesKept) return;
    this.#aliasesKept = text;
    this.#options.keepAliases(text);
  }

  /** Why an entry of the disk takes no part, or undefined. */
  skipReason(path: string, entry: DiskEntry): string | undefined {
    if (!entry.nameIsExact) return 'name-not-unicode';
    if (entry.kind === 'link') return 'link';
    if (entry.kind === 'special') return 'special-file';
    if (isOpenMark(entry.name)) this.#autoLocks.saw(path);
    const rule =
      ignoreRule(entry.name, entry.kind, this.#options.policyOf().excludedExtensions) ??
      this.#ignoreFiles.rules.ruleFor(path, entry.kind);
    return rule === undefined ? undefined : `ignored: ${rule}`;
  }

  /** The rule of a `.leitzignore` file for a node of the cloud, by the place where it is there. */
  #ruleForCloud(kind: Kind, key: CloudKey | undefined): string | undefined {
    const { rules } = this.#ignoreFiles;
    return key === undefined || rules.isEmpty ? undefined : rules.ruleFor(this.journal.cloudPath(key), kind);
  }

  async #learnRules(listings: readonly FolderListing[]): Promise<readonly string[]> {
    const changed = await this.#ignoreFiles.learn(listings);
    if (changed.length === 0) return changed;
    this.journal.tx(() => {
      for (const folder of changed) {
        const here = this.journal.localAt(folder);
        const agreed = here === undefined ? undefined : this.journal.syncedOfLocal(here.id);
        const there = agreed?.cloud ?? this.journal.cloudAt(folder)?.key;
        if (there !== undefined) judgeAgainBelow(this.journal, there);
      }
    });
    return changed;
  }

  async #lookAgain(path: string): Promise<void> {
    await observeLocal(this.local, this.journal, this.#skip, [path], { descend: true });
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
      if (this.journal.due().pending === 0) this.journal.setFact('last-synced', String(this.#world.clock.now()));
      this.#closeSettledConflicts();
      this.#keepAliases();
      await this.#tidyOnce();
      await this.#purgeNowAndThen();
      if (this.schedule.isRunning) await this.#options.keepFresh();
      // Only somebody who stays can keep a lock and let go of it.
      if (this.schedule.isRunning) await this.#autoLocks.turn();
      this.set({ kind: this.#lanes.isBusyBeside ? 'working' : 'idle' });
      return done;
    } catch (thrown) {
      const error = this.#placed(toSyncError(thrown, this.record.folder));
      this.set(error.code === 'cancelled' ? { kind: 'idle' } : { kind: 'stopped', error });
      throw error;
    }
  }

  /** A disk that is full without anybody knowing where is the journal's. */
  #placed(error: SyncError): SyncError {
    if (error.code !== 'disk-full' || error.path !== undefined) return error;
    return new SyncError('disk-full', { path: this.#options.parts.home, cause: error });
  }

  /** A question that answered itself, because both sides became equal or one of them went, is not asked any longer. */
  #closeSettledConflicts(): void {
    const { journal } = this;
    for (const { id, asked, copy } of journal.conflicts(true)) {
      if (!asked) continue;
      const agreed = journal.syncedOfLocal(copy);
      const waits = journal.differingOf(
        agreed === undefined ? { tree: 'local', id: copy } : { tree: 'synced', id: agreed.id },
      );
      if (waits?.hold !== 'conflict-to-decide') journal.tx(() => journal.resolveConflict(id, 'settled-itself'));
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

  /** What was begun before the start, of revisions that are not the newest any more, as the first look has told. */
  async #tidyOnce(): Promise<void> {
    if (this.#tidied || this.#lanes.isBusyBeside) return;
    this.#tidied = true;
    await dropUselessStages(this.journal, this.local).catch((error: unknown) =>
      this.#world.log.warn('temporary files could not be removed', { detail: toSyncError(error).message }),
    );
  }

  async #recoverOnce(): Promise<void> {
    if (this.#recovered) return;
    await recover(this.journal, this.local, this.cloud, this.#options.parts.undoReplace);
    this.#recovered = true;
  }

  /** Cycles until one does nothing; gives their number. */
  async syncUntilQuiet(tally: Tally): Promise<number> {
    let cycles = 0;
    let fruitless = 0;
    // Whoever asks for a sync wants to see now whether what failed before works again.
    this.journal.tx(() => this.journal.tryAgain());
    // Where the root's hash covers everything below, asking for the root is asking for every folder.
    const everywhere = (): Look => ({ local: 'all', cloud: hashMeaning(this.journal) === 'subtree' ? 'top' : 'all' });
    let look = everywhere();
    for (let moves = 0; moves < MOST_CYCLES; ) {
      cycles += 1;
      const failedBefore = tally.failed;
      const done = await this.run(look, tally);
      // All that was found is done: what is left to see is what our own deeds changed in the cloud.
      const isDone = done > 0 && this.journal.due().pending === 0 && tally.failed === failedBefore;
      look = isDone ? { local: [], cloud: 'top' } : everywhere();
      if (done > 0) moves += 1;
      else if (this.#lanes.isBusyBeside) await this.#lanes.oneEnded();
      else if (this.journal.due().pending === 0 || fruitless === PATIENCE) break;
      else fruitless += 1;
    }
    return cycles;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.schedule.stop();
    await this.#running;
    await Promise.race([this.#autoLocks.releaseAll(), this.#world.clock.sleep(RELEASE_MS)]);
    await this.#lanes.allEnded();
    await this.#recorder.settled().catch(() => undefined);
    this.journal.close();
  }
}
