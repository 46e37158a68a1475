/** All that the screens know of the engine: the connection, the status as it changes, paces, and answers of queries. */
import type { Input, MethodName, Output } from '../../shared/contract/contract.ts';
import type { Event } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { About, Bridge, Connection, Shell } from '../bridge/bridge.ts';
import { Queries } from './queries.ts';
import { type Pace, Paces } from './speed.ts';
import { createStore, type Store } from './store.ts';

type StatusNow = Output<'status'>;
type Progress = Extract<Event, { readonly type: 'progress' }>;

/** How often the engine is asked how far its transfers are while it works, in milliseconds. */
const PACE_MS = 1000;
/** Events come in bursts; what depends on them is asked for again at most this often, in milliseconds. */
const SETTLE_MS = 300;
/** The same while thousands of files are on their way: what changes then, changes all the time. */
const SETTLE_BUSY_MS = 900;

/** What may have changed with any change of the status. Nothing here asks the cloud. */
const FOLLOWS_STATUS = ['activity', 'why', 'trash', 'conflicts', 'held', 'undoable'] as const;
/** What a command changes beyond that; most of these cost a request to the cloud. */
const FOLLOWS_COMMAND: Partial<Readonly<Record<MethodName, readonly MethodName[]>>> = {
  signIn: ['account', 'accounts', 'roots', 'shares', 'network'],
  signOut: ['account', 'accounts', 'roots', 'shares', 'network'],
  link: ['roots', 'accounts'],
  unlink: ['roots', 'accounts'],
  moveLink: ['roots'],
  changeLink: ['aliases'],
  changeIgnoreRules: ['ignoreRules'],
  makeFolder: ['folders'],
  setProxy: ['network', 'settings'],
  setCertificates: ['network', 'accounts'],
  lookForUpdate: ['update'],
  exclude: ['planSummary', 'leftOut', 'folderSizes'],
  include: ['planSummary', 'leftOut', 'folderSizes'],
  share: ['shares'],
  changeShare: ['shares'],
  unshare: ['shares'],
  restore: ['versions'],
  resolve: ['settledConflicts', 'undoable'],
  resolveMany: ['settledConflicts', 'undoable'],
  reopen: ['settledConflicts', 'undoable'],
  undo: ['settledConflicts', 'undoable'],
  changeSetting: ['settings', 'bandwidth'],
};

/** More than this is pending: see above. */
const MANY = 100;
/** Beyond this many open pages of folders each further one adds so many milliseconds until they are asked for again. */
const FEW_PAGES = 4;
const PAGE_MS = 150;

export class Client {
  readonly queries: Queries;
  readonly shell: Shell;
  readonly connection: Store<Connection> = createStore<Connection>('connecting');
  readonly about: Store<About | undefined> = createStore<About | undefined>(undefined);
  /** Undefined until it was told once. */
  readonly status: Store<StatusNow | undefined> = createStore<StatusNow | undefined>(undefined);
  readonly paces: Store<readonly Pace[]> = createStore<readonly Pace[]>([]);
  readonly progress: Store<ReadonlyMap<number, Progress>> = createStore<ReadonlyMap<number, Progress>>(new Map());
  readonly #bridge: Bridge;
  readonly #paces = new Paces();
  #settling: ReturnType<typeof setTimeout> | undefined;
  #browsing: ReturnType<typeof setTimeout> | undefined;
  #pacing: ReturnType<typeof setTimeout> | undefined;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.shell = bridge.shell;
    this.queries = new Queries(bridge.call);
    bridge.on((event) => this.#take(event));
    bridge.onConnection((connection, about) => {
      if (about !== undefined) this.about.set(about);
      this.connection.set(connection);
      if (connection === 'open') void this.refreshAll();
    });
  }

  /** Whether this version of the engine has a method; true while that is not known. */
  has(name: MethodName): boolean {
    return this.about.get()?.methods.includes(name) ?? true;
  }

  /** Calls a command; what it may have changed is asked for again. */
  async run<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Result<Output<Name>>> {
    const result = await this.#bridge.call(name, input);
    await this.#askStatus();
    this.queries.refresh(...FOLLOWS_STATUS, 'browse', ...(FOLLOWS_COMMAND[name] ?? []));
    return result;
  }

  /** Calls a query whose answer is not kept. */
  ask<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Result<Output<Name>>> {
    return this.#bridge.call(name, input);
  }

  async refreshAll(): Promise<void> {
    await this.#askStatus();
    this.queries.refresh();
  }

  reconnect(): void {
    this.#bridge.retry();
  }

  async #askStatus(): Promise<void> {
    const result = await this.#bridge.call('status', {});
    if (result.ok) this.#setStatus(result.value);
  }

  #take(event: Event): void {
    if (event.type === 'status') this.#setStatus(event.status);
    if (event.type === 'progress') this.progress.set(new Map(this.progress.get()).set(event.rootId, event));
    if (event.type === 'update') this.queries.refresh('update');
    if (event.type === 'activity' || event.type === 'status') this.#settle();
  }

  #settle(): void {
    const wait = this.status.get()?.links.some(({ pending }) => pending > MANY) === true ? SETTLE_BUSY_MS : SETTLE_MS;
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined;
      this.queries.refresh(...FOLLOWS_STATUS);
    }, wait);
    // Many open folders are not all asked about at every step of ten thousand transfers.
    const pages = this.queries.watched('browse');
    this.#browsing ??= setTimeout(
      () => {
        this.#browsing = undefined;
        this.queries.refresh('browse');
      },
      wait + Math.max(0, pages - FEW_PAGES) * PAGE_MS,
    );
  }

  #setStatus(status: StatusNow): void {
    // While it works nobody tells of every single step; the counts do.
    if (JSON.stringify(status.links) !== JSON.stringify(this.status.get()?.links)) this.#settle();
    this.status.set(status);
    this.paces.set(this.#paces.look(status.transfers, performance.now()));
    this.#pace();
  }

  /** While something is on its way, looks again after a while: bytes that move are no event. */
  #pace(): void {
    const status = this.status.get();
    const moving = status !== undefined && (status.state === 'working' || status.transfers.length > 0);
    if (!moving || this.#pacing !== undefined) return;
    this.#pacing = setTimeout(() => {
      this.#pacing = undefined;
      if (this.connection.get() === 'open') void this.#askStatus();
    }, PACE_MS);
  }
}
