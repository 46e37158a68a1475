/** The activity of several roots as one list, newest first, read page by page. */
import type { Output } from '../../../shared/contract/contract.ts';
import type { Client } from '../../state/client.ts';
import { createStore, type Store } from '../../state/store.ts';

export type Entry = Output<'activity'>[number];

export const PAGE = 500;

/** Entries are numbered within their root. */
const keyOf = ({ rootId, id }: Entry): string => `${rootId} ${id}`;

/** Newest first; of one moment, the later number first. */
const byTime = (one: Entry, other: Entry): number => other.at.localeCompare(one.at) || other.id - one.id;

/** Puts pages together: each entry once, newest first. */
export function merged(...pages: readonly (readonly Entry[])[]): readonly Entry[] {
  const all = new Map<string, Entry>();
  for (const entry of pages.flat()) all.set(keyOf(entry), entry);
  return [...all.values()].toSorted(byTime);
}

export interface Listed {
  readonly entries: readonly Entry[];
  readonly loading: boolean;
  /** Nothing older is left. */
  readonly atEnd: boolean;
}

export class Pages {
  readonly listed: Store<Listed> = createStore<Listed>({ entries: [], loading: false, atEnd: false });
  readonly #client: Client;
  readonly #ended = new Set<number>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Takes the newest entries, as they were told. Where more was done since the last time than they hold, it begins anew. */
  take(newest: readonly Entry[]): void {
    const before = this.listed.get();
    const known = new Set(before.entries.map(keyOf));
    const isGap = newest.length >= PAGE && !newest.some((entry) => known.has(keyOf(entry)));
    if (isGap) this.#ended.clear();
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

  async #page(rootId: number): Promise<readonly Entry[]> {
    const known = this.listed.get().entries.filter((entry) => entry.rootId === rootId);
    const before = known.reduce((least, { id }) => Math.min(least, id), Number.POSITIVE_INFINITY);
    const result = await this.#client.ask('activity', {
      rootId,
      limit: PAGE,
      ...(Number.isFinite(before) ? { before } : {}),
    });
    // A failure ends the reading for now; the screen is asked for again as soon as anything changes.
    if (!result.ok || result.value.length < PAGE) this.#ended.add(rootId);
    return result.ok ? result.value : [];
  }
}
