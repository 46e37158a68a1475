/** The engine of one home: its accounts, its links, and what all of them share. */
import type { Event, Listener } from '../../shared/contract/events.ts';
import { SyncError, toSyncError } from '../errors.ts';
import type { AccountRecord, LinkRecord } from '../home-state.ts';
import { DEFAULT_GUARD, type GuardLimits } from '../plan/guard.ts';
import type { CloudAccount } from '../sides.ts';
import type { LetGo, NetworkChange } from '../world.ts';
import { type AccountKey, Accounts, type OpenAccount, sameAccount } from './accounts.ts';
import { aliasesOn, keepAliases, restoreAliases } from './aliases.ts';
import { BandwidthLimits } from './limits.ts';
import { Link } from './link.ts';
import { finishMove } from './move-link.ts';
import type { Parts } from './parts.ts';
import { DEFAULT_TRASH, type TrashLimits } from './purge-trash.ts';
import { Rest, type RestReason } from './rest.ts';
import { Transfers } from './transfers.ts';

/** Which connections a change of the network leaves dead. */
const AFTER: Readonly<Record<NetworkChange, LetGo>> = { woke: 'cut', lost: 'stale', gained: 'finish' };

/** Status is told at most this often, in milliseconds. */
const TELL_EVERY_MS = 250;
const MB = 1024 * 1024;

export class Engine {
  readonly parts: Parts;
  readonly transfers: Transfers;
  readonly accounts: Accounts;
  readonly limits: BandwidthLimits;
  readonly #resting: Rest;
  readonly #links = new Map<string, Link>();
  readonly #listeners = new Set<Listener>();
  #watching = false;
  #isResting = false;
  #endNetworkWatch: (() => void) | undefined;
  #closed = false;
  #unpause: AbortController | undefined;
  #telling = false;
  /** Set by the handlers, which know how to put a status together. */
  describe: (() => Event) | undefined;
  /** Likewise for the newest entry of a link's activity. */
  describeNewest: ((link: Link) => Event | undefined) | undefined;

  constructor(parts: Parts) {
    this.parts = parts;
    this.accounts = new Accounts(parts);
    this.transfers = new Transfers(parts.world.clock);
    this.limits = new BandwidthLimits(parts.state, parts.world.clock, this.accounts);
    this.#resting = new Rest(parts.state);
  }

  async open(): Promise<void> {
    for (const record of this.parts.state.links()) await this.openLink(await finishMove(this.parts, record));
  }

  get watching(): boolean {
    return this.#watching;
  }

  /** Milliseconds since 1970 until when syncing rests; undefined = until `resume`; `resumed` = it does not rest. */
  get pausedUntil(): number | undefined | 'resumed' {
    return this.#resting.pausedUntil;
  }

  /** Why syncing rests by itself, if it does. */
  get restReason(): RestReason | undefined {
    return this.#resting.reason;
  }

  links(): readonly Link[] {
    return [...this.#links.values()];
  }

  /** All links, or the one of this root as the contract numbers it; `wrong-usage` where that is not linked. */
  linksOf(number: number | undefined): readonly Link[] {
    if (number === undefined) return this.links();
    const link = this.links().find(({ record }) => record.number === number);
    if (link === undefined) throw new SyncError('wrong-usage', { path: String(number), detail: 'not-linked' });
    return [link];
  }

  linksOfAccount(key: AccountKey): readonly Link[] {
    return this.links().filter(({ record }) => sameAccount(record, key));
  }

  account(key: AccountKey): OpenAccount {
    return this.accounts.open(key);
  }

  /** Asks the cloud who we are and what the organization's policy says; the links obey it from then on. */
  async refreshAccount(record: AccountRecord): Promise<Awaited<ReturnType<CloudAccount['whoAmI']>>> {
    const me = await this.accounts.refresh(record).catch((thrown: unknown) => {
      this.#rest(record, toSyncError(thrown));
      throw thrown;
    });
    await this.#refreshRights(record, this.account(record).cloud);
    return me;
  }

  /** What keeps the whole account from going on is the state of each of its links, though none of them was begun. */
  #rest(key: AccountKey, error: SyncError): void {
    if (error.code === 'cancelled') return;
    for (const link of this.linksOfAccount(key)) link.set({ kind: 'stopped', error });
  }

  /** Asked again only where something was refused before. A root that is lost is the link's own news. */
  async #refreshRights(record: AccountRecord, cloud: CloudAccount): Promise<void> {
    for (const link of this.linksOfAccount(record)) {
      const { rootId } = link.record;
      const refused =
        link.journal.fact('read-only') !== undefined ||
        link.journal.held(1_000).some(({ hold }) => hold === 'forbidden');
      if (!refused) continue;
      const root = await cloud.root(rootId).catch(() => undefined);
      if (root !== undefined) link.journal.setFact('read-only', root.canWrite === false ? 'yes' : undefined);
    }
  }

  /** Ends all work of the account; its links are opened again by whoever changed it. */
  async forgetAccount(key: AccountKey): Promise<void> {
    for (const link of this.linksOfAccount(key)) await this.closeLink(link.record.id);
    await this.accounts.forget(key);
  }

  async openLink(record: LinkRecord): Promise<Link> {
    const open = this.#links.get(record.id);
    if (open !== undefined) return open;
    const account = this.account(record);
    const foldLocal = await this.parts.foldingOf(record.folder).catch(() => (name: string) => name);
    const { journal, setAside } = this.parts.openJournal(record, foldLocal);
    if (setAside !== undefined) {
      this.parts.world.log.error('the journal was damaged and is rebuilt by comparing both sides', {
        root: record.number,
        setAside,
      });
      restoreAliases(this.parts.state, record, journal);
    }
    const link = new Link({
      parts: this.parts,
      record,
      journal,
      local: this.parts.localSide(record.folder),
      cloud: account.cloud.side(record.rootId),
      foldLocal,
      transfers: this.transfers,
      guard: () => this.guard(),
      trash: () => this.#trashLimits(),
      me: () => account.me?.id,
      pace: this.limits.paceOf(record),
      locksByThemselves: () => this.parts.state.setting('locks.auto') !== 'off',
      policyOf: () => ({
        conflicts: this.#asksAboutConflicts(record) ? 'ask' : 'keep-both',
        excludedExtensions: account.excludedExtensions,
        maxFileSize: account.maxFileSize,
      }),
      keepFresh: () => this.accounts.keepFresh(record),
      aliasesOn: () => aliasesOn(this.parts.state, record),
      keepAliases: (text) => keepAliases(this.parts.state, record, text),
      onChange: () => this.#changed(),
      onActivity: (from) => this.#tellActivity(from),
    });
    this.#links.set(record.id, link);
    if (this.#resting.isResting) link.schedule.pause(true);
    this.#startLink(link);
    return link;
  }

  /** The links of a signed-out account rest: they can be asked about, and nothing is done for them. */
  #startLink(link: Link): void {
    if (this.#watching && this.accounts.isSignedIn(link.record)) link.schedule.start();
  }

  async closeLink(id: string): Promise<void> {
    const link = this.#links.get(id);
    this.#links.delete(id);
    await link?.close();
  }

  #number(key: string, fallback: number): number {
    const value = Number(this.parts.state.setting(key) ?? fallback);
    return Number.isFinite(value) ? value : fallback;
  }

  /** By the user's setting, or because the machine's entry in the cloud says so (`manual_collisions`). */
  #asksAboutConflicts(key: AccountKey): boolean {
    return this.parts.state.setting('conflicts') === 'ask' || this.account(key).rules?.asksAboutConflicts === true;
  }

  #trashLimits(): TrashLimits {
    const { days, bytes } = DEFAULT_TRASH;
    return { days: this.#number('trash.days', days), bytes: this.#number('trash.megabytes', bytes / MB) * MB };
  }

  guard(): GuardLimits {
    const files = Number(this.parts.state.setting('guard.files') ?? DEFAULT_GUARD.files);
    const share = Number(this.parts.state.setting('guard.share') ?? DEFAULT_GUARD.share);
    return {
      files: Number.isFinite(files) ? files : DEFAULT_GUARD.files,
      share: Number.isFinite(share) ? share : DEFAULT_GUARD.share,
    };
  }

  /**
   * New connections, on the way that is set now, and everything is tried again at once. `how`: which of now are dead,
   * because the computer slept or left its network.
   */
  reconnect(how: LetGo): void {
    for (const cloud of this.accounts.clouds()) cloud.letGo?.(how);
    if (!this.#watching || this.#resting.isResting) return;
    for (const link of this.links()) link.schedule.lookNow();
  }

  /** Begins to watch both sides of every link. */
  async start(): Promise<void> {
    this.#watching = true;
    this.#endNetworkWatch ??= this.parts.world.network?.watch((change) => {
      this.parts.world.log.info('the network changed, or the computer woke up', { change });
      this.reconnect(AFTER[change]);
    });
    // The policy decides what is sent at all, so it is asked for first; offline, the links start without it.
    await Promise.all(this.accounts.signedIn().map((record) => this.refreshAccount(record).catch(() => undefined)));
    for (const link of this.#links.values()) this.#startLink(link);
    this.#changed();
  }

  pause(minutes: number | undefined): void {
    this.#unpause?.abort();
    const { clock } = this.parts.world;
    this.#resting.pausedUntil = minutes === undefined ? undefined : clock.now() + minutes * 60_000;
    this.#applyRest();
    if (minutes === undefined) return;
    const timer = new AbortController();
    this.#unpause = timer;
    void clock.sleep(minutes * 60_000, timer.signal).then(
      () => this.resume(),
      () => undefined,
    );
  }

  resume(): boolean {
    this.#unpause?.abort();
    const rested = this.#resting.resume();
    this.#applyRest(true);
    return rested;
  }

  /** Takes in what is known of the surroundings, and rests or goes on by what the settings want. */
  told(around: Parameters<Rest['told']>[0]): void {
    this.#resting.told(around);
    this.judgeRest();
  }

  /** The settings or the surroundings may have changed. */
  judgeRest(): void {
    if (this.#resting.isResting !== this.#isResting) this.#applyRest(!this.#resting.isResting);
  }

  #applyRest(look = false): void {
    this.#isResting = this.#resting.isResting;
    for (const link of this.links()) {
      link.schedule.pause(this.#isResting);
      if (look) link.schedule.lookNow();
    }
  }

  on(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(event: Event): void {
    for (const listener of this.#listeners) listener(event);
  }

  #tellActivity(link: Link): void {
    if (this.#closed || this.#listeners.size === 0) return;
    const event = this.describeNewest?.(link);
    if (event !== undefined) this.tell(event);
  }

  #changed(): void {
    if (this.#telling || this.#listeners.size === 0 || this.#closed) return;
    this.#telling = true;
    const timer = setTimeout(() => {
      this.#telling = false;
      if (!this.#closed && this.describe !== undefined) this.tell(this.describe());
    }, TELL_EVERY_MS);
    timer.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endNetworkWatch?.();
    this.#unpause?.abort();
    for (const id of [...this.#links.keys()]) await this.closeLink(id);
    await this.accounts.close();
    this.parts.state.close();
  }
}
