/** How much of the network may be used: by the user's setting and schedule together, by administrators for each account. */
import type { HomeState } from '../home-state.ts';
import type { Clock } from '../world.ts';
import { type AccountKey, type Accounts, idOfAccount } from './accounts.ts';
import { type Pace, Throttle } from './bandwidth.ts';
import { limitsAt, parseSchedule } from './bandwidth-schedule.ts';
import { type Limit, lower, NO_LIMIT, ruledLimit } from './rules.ts';

type Direction = 'up' | 'down';

const KB = 1024;

export class BandwidthLimits {
  readonly #state: HomeState;
  readonly #clock: Clock;
  readonly #accounts: Accounts;
  /** Shared by everything of this installation. */
  readonly #all: Pace;
  readonly #ofAccounts = new Map<string, Pace>();

  constructor(state: HomeState, clock: Clock, accounts: Accounts) {
    this.#state = state;
    this.#clock = clock;
    this.#accounts = accounts;
    this.#all = this.#paceBy((direction) => this.#own(direction));
  }

  #paceBy(limit: (direction: Direction) => Limit): Pace {
    const throttle = (direction: Direction) => new Throttle(this.#clock, () => limit(direction).bytesPerSecond ?? 0);
    return { up: throttle('up'), down: throttle('down') };
  }

  #set(direction: Direction): number {
    const value = Number(this.#state.setting(`bandwidth.${direction}`) ?? 0);
    return Number.isFinite(value) ? value : 0;
  }

  /** What the user set. */
  #own(direction: Direction): Limit {
    const always = { up: this.#set('up'), down: this.#set('down') };
    const schedule = this.#state.setting('bandwidth.schedule') ?? '';
    const now = schedule === '' ? always : limitsAt(parseSchedule(schedule), new Date(this.#clock.now()), always);
    if (now[direction] <= 0) return NO_LIMIT;
    const by = now[direction] === always[direction] ? 'setting' : 'schedule';
    return { bytesPerSecond: now[direction] * KB, by };
  }

  #ruled(account: AccountKey): Limit {
    return ruledLimit(this.#accounts.open(account).rules, new Date(this.#clock.now()));
  }

  /** What holds for an account now: the lowest of all. */
  now(account: AccountKey, direction: Direction): Limit {
    return lower(this.#own(direction), this.#ruled(account));
  }

  /** The lowest that holds for anybody. */
  lowest(direction: Direction): Limit {
    return this.#accounts
      .signedIn()
      .map((account) => this.now(account, direction))
      .reduce(lower, this.#own(direction));
  }

  /** What the transfers of an account wait for. */
  paceOf(account: AccountKey): Pace {
    const id = idOfAccount(account);
    const own = this.#ofAccounts.get(id) ?? this.#paceBy(() => this.#ruled(account));
    this.#ofAccounts.set(id, own);
    const both = (direction: Direction) => ({
      take: async (bytes: number, signal?: AbortSignal): Promise<void> => {
        await own[direction].take(bytes, signal);
        await this.#all[direction].take(bytes, signal);
      },
    });
    return { up: both('up'), down: both('down') };
  }
}
