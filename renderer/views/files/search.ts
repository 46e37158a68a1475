/** Looks through a root folder by folder for names that hold a text, and tells what it has found as it goes. */
import type { Client } from '../../state/client.ts';
import { createStore, type Store } from '../../state/store.ts';
import { type Entry, PAGE } from './tree.ts';

/** More than anybody reads; the search ends here. */
export const MOST_FOUND = 500;

export interface Found {
  readonly entries: readonly Entry[];
  readonly folders: number;
  readonly searching: boolean;
}

export class Search {
  readonly found: Store<Found> = createStore<Found>({ entries: [], folders: 0, searching: true });
  readonly #client: Client;
  readonly #rootId: number;
  readonly #wanted: string;
  #ended = false;

  constructor(client: Client, rootId: number, text: string) {
    this.#client = client;
    this.#rootId = rootId;
    this.#wanted = text.trim().toLocaleLowerCase();
  }

  /** Runs until everything was looked through, enough was found, or `end` was called. */
  async run(): Promise<void> {
    const waiting = ['/'];
    for (let folder = waiting.shift(); folder !== undefined && !this.#isDone; folder = waiting.shift()) {
      for await (const entries of this.#pages(folder)) {
        this.#take(entries);
        for (const { kind, path } of entries) if (kind === 'folder') waiting.push(path);
        if (this.#isDone) break;
      }
      const now = this.found.get();
      if (!this.#ended) this.found.set({ ...now, folders: now.folders + 1 });
    }
    this.end();
  }

  end(): void {
    this.#ended = true;
    this.found.set({ ...this.found.get(), searching: false });
  }

  get #isDone(): boolean {
    return this.#ended || this.found.get().entries.length >= MOST_FOUND;
  }

  async *#pages(folder: string): AsyncGenerator<readonly Entry[]> {
    let after: string | undefined;
    while (!this.#isDone) {
      const input = { rootId: this.#rootId, folder, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const result = await this.#client.ask('browse', input);
      if (!result.ok) return;
      yield result.value.entries;
      if (result.value.next === null) return;
      after = result.value.next;
    }
  }

  #take(entries: readonly Entry[]): void {
    const fitting = entries.filter(({ name }) => name.toLocaleLowerCase().includes(this.#wanted));
    const now = this.found.get();
    if (fitting.length > 0 && !this.#ended)
      this.found.set({ ...now, entries: [...now.entries, ...fitting].slice(0, MOST_FOUND) });
  }
}
