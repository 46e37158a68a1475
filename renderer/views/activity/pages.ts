/** The activity of several roots as one list, newest first, read page by page. */
import type { Input, Output } from '../../../shared/contract/contract.ts';
import type { Client } from '../../state/client.ts';
import { createStore, type Store } from '../../state/store.ts';

export type Entry = Output<'activity'>[number];

/** What is asked of all entries. */
export type Wanted = Pick<Input<'activity'>, 'text' | 'actions'>;

export const PAGE = 500;

/** Entries are numbered within their root. */
const keyOf = ({ rootId, id }: Entry): string => `${rootId} ${id}`;

/** Newest first; of one moment, the later number first. */
function byTime(one: Entry, other: Entry): number {
  if (one.at !== other.at) return one.at < other.at ? 1 : -1;
  return other.id - one.id || one.rootId - other.rootId;
}

/** Puts two lists that are in order together in one pass, each entry once: there may be tens of thousands. */
function woven(one: readonly Entry[], other: readonly Entry[]): readonly Entry[] {
  if (one.length === 0 || other.length === 0) return one.length === 0 ? other : one;
  const all: Entry[] = [];
  for (let left = 0, right = 0; left < one.length || right < other.length; ) {
    const [first, second] = [one[left], other[right]];
    const order = first === undefined ? 1 : second === undefined ? -1 : byTime(first, second);
    const next = order <= 0 ? first : second;
    if (next !== undefined) all.push(next);
    if (order <= 0) left += 1;
    if (order >= 0) right += 1;
  }
  return all;
}

/** Puts pages together: each entry once, newest first. Each page is in that order by itself. */
export const merged = (...pages: readonly (readonly Entry[])[]): readonly Entry[] => pages.reduce(woven, []);

export interface Listed {
  readonly entries: readonly Entry[];
  readonly loading: boolean;
  /** Nothing older is left. */
  readonly atEnd: boolean;
}

export class Pages {
  readonly listed: Store<Listed> = createStore<Listed>({ entries: [], loading: false, atEnd: false });
  readonly #client: Client;
  readonly #wanted: Wanted;
  readonly #ended = new Set<number>();
  /** The smallest number that was read of each root. */
  readonly #oldest = new Map<number, number>();

  /** @param wanted which entries, as the contract takes it */
  constructor(client: Client, wanted: Wanted = {}) {
    this.#client = client;
    this.#wanted = wanted;
  }

  /** Takes the newest entries, as they were told. Where more was done since the last time than they hold, it begins anew. */
  take(newest: readonly Entry[]): void {
    const before = this.listed.get();
    const known = new Set(before.entries.map(keyOf));
    const isGap = newest.length >= PAGE && !newest.some((entry) => known.has(keyOf(entry)));
    if (isGap) {
      this.#ended.clear();
      this.#oldest.clear();
    }
    this.#note(newest);
    this.listed.set({
      ...before,
      entries: isGap ? merged(newest) : merged(newest, before.entries),
      atEnd: before.atEnd && !isGap,
    });
  }

  /** Reads one more page of each root that has one. */
  async older(rootIds: readonly number[]): Promise<void> {
    if (this.listed.get().loading) return;
    this.listed.set({ ...this.listed.get(), loading: true });
    const open = rootIds.filter((rootId) => !this.#ended.has(rootId));
    const pages = await Promise.all(open.map((rootId) => this.#page(rootId)));
    const { entries } = this.listed.get();
    this.listed.set({
      entries: merged(entries, ...pages),
      loading: false,
      atEnd: rootIds.every((rootId) => this.#ended.has(rootId)),
    });
  }

  #note(page: readonly Entry[]): void {
    for (const { rootId, id } of page)
      this.#oldest.set(rootId, Math.min(id, this.#oldest.get(rootId) ?? Number.POSITIVE_INFINITY));
  }

  async #page(rootId: number): Promise<readonly Entry[]> {
    const before = this.#oldest.get(rootId);
    const result = await this.#client.ask('activity', {
      ...this.#wanted,
      rootId,
      limit: PAGE,
      ...(before === undefined ? {} : { before }),
    });
    // A failure ends the reading for now; the screen is asked for again as soon as anything changes.
    if (!result.ok || result.value.length < PAGE) this.#ended.add(rootId);
    if (result.ok) this.#note(result.value);
    return result.ok ? result.value : [];
  }
}
