/**
 * The tree of one root as it is open on the screen: which folders are open, what is in them as far as it was read, and
 * the rows that follow from that. Folders are read page by page, and again when something changed.
 */
import type { Output } from '../../../shared/contract/contract.ts';
import type { Client } from '../../state/client.ts';
import type { Snapshot } from '../../state/queries.ts';
import { createStore, type Store } from '../../state/store.ts';

type Page = Output<'browse'>;
export type Entry = Page['entries'][number];

export const PAGE = 1000;

export type Row =
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly depth: number;
      readonly entry: Entry;
      readonly isOpen: boolean;
      /** Number in its folder, from 1, and how many are known there. */
      readonly position: number;
      readonly siblings: number;
      /** Lies in a folder that is left out: what it is follows from that. */
      readonly isInside: boolean;
      /** Whether it is wanted on this computer; `some` where something below it is not. */
      readonly kept: boolean | 'some';
      /** Of a folder, what is in it and below, where that is known. */
      readonly inside: { readonly files: number; readonly bytes: number } | undefined;
    }
  | {
      readonly kind: 'more';
      readonly key: string;
      readonly depth: number;
      readonly folder: string;
      readonly shown: number;
    }
  | {
      readonly kind: 'note';
      readonly key: string;
      readonly depth: number;
      readonly note: 'waiting' | 'empty' | 'failed';
    };

interface Folder {
  /** Where each page begins: the last name of the page before. */
  pages: (string | undefined)[];
  stops: (() => void)[];
}

export class Tree {
  /** Grows with every change; who watches it reads `rows`. */
  readonly version: Store<number> = createStore(0);
  readonly rootId: number;
  readonly #client: Client;
  readonly #folders = new Map<string, Folder>();

  /** The folders that are left out, in the whole root. */
  #leftOut: readonly string[] = [];
  readonly #stopLeftOut: () => void;

  constructor(client: Client, rootId: number) {
    this.#client = client;
    this.rootId = rootId;
    const leftOut = client.queries.open('leftOut', { rootId });
    const take = (): void => {
      this.#leftOut = leftOut.get().value?.map(({ path }) => path) ?? [];
      this.#changed();
    };
    this.#stopLeftOut = leftOut.watch(take);
    take();
    this.open('/');
  }

  isOpen(folder: string): boolean {
    return this.#folders.has(folder);
  }

  open(folder: string): void {
    if (this.#folders.has(folder)) return;
    this.#folders.set(folder, { pages: [], stops: [] });
    this.#read(folder, undefined);
    const sizes = this.#sizesOf(folder);
    this.#folders.get(folder)?.stops.push(this.#client.queries.open(...sizes).watch(() => this.#changed()));
    this.#changed();
  }

  /** Opens a folder, or closes it. */
  toggle(path: string): void {
    if (this.find(path)?.kind !== 'folder') return;
    if (this.isOpen(path)) this.close(path);
    else this.open(path);
  }

  /** Opens every folder above a path, so that it is in sight. */
  openTo(path: string): void {
    const names = path.split('/').filter((name) => name !== '');
    for (let depth = 1; depth < names.length; depth += 1) this.open(`/${names.slice(0, depth).join('/')}`);
  }

  close(folder: string): void {
    if (folder === '/') return;
    for (const [path, { stops }] of this.#folders) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue;
      for (const stop of stops) stop();
      this.#folders.delete(path);
    }
    this.#changed();
  }

  more(folder: string): void {
    const open = this.#folders.get(folder);
    const last = open === undefined ? undefined : this.#page(folder, open.pages.at(-1)).value;
    if (last?.next != null) this.#read(folder, last.next);
    this.#changed();
  }

  /** Lets go of everything that is watched. */
  end(): void {
    this.#stopLeftOut();
    for (const { stops } of this.#folders.values()) for (const stop of stops) stop();
    this.#folders.clear();
  }

  rows(): readonly Row[] {
    const rows: Row[] = [];
    this.#rowsOf('/', 0, false, rows);
    return rows;
  }

  /** What is known of one path. */
  find(path: string): Entry | undefined {
    const folder = path.slice(0, path.lastIndexOf('/')) || '/';
    return this.#entries(folder).find((entry) => entry.path === path);
  }

  #sizesOf(folder: string) {
    return ['folderSizes', { rootId: this.rootId, folder }] as const;
  }

  #insideOf(folder: string): ReadonlyMap<string, { readonly files: number; readonly bytes: number }> {
    const sizes = this.#client.queries.peek(...this.#sizesOf(folder)).value ?? [];
    return new Map(sizes.map((size) => [size.path, size]));
  }

  #keptOf({ kind, path, state }: Entry, isInside: boolean): boolean | 'some' {
    if (isInside || state === 'excluded' || this.#leftOut.includes(path)) return false;
    return kind === 'folder' && this.#leftOut.some((left) => left.startsWith(`${path}/`)) ? 'some' : true;
  }

  #input(folder: string, after: string | undefined) {
    return { rootId: this.rootId, folder, limit: PAGE, ...(after === undefined ? {} : { after }) };
  }

  #page(folder: string, after: string | undefined): Snapshot<Page> {
    return this.#client.queries.peek('browse', this.#input(folder, after));
  }

  #read(folder: string, after: string | undefined): void {
    const open = this.#folders.get(folder);
    if (open === undefined || open.pages.includes(after)) return;
    open.pages.push(after);
    open.stops.push(this.#client.queries.open('browse', this.#input(folder, after)).watch(() => this.#changed()));
  }

  #entries(folder: string): readonly Entry[] {
    const open = this.#folders.get(folder);
    return open?.pages.flatMap((after) => this.#page(folder, after).value?.entries ?? []) ?? [];
  }

  #changed(): void {
    this.version.set(this.version.get() + 1);
  }

  #rowsOf(folder: string, depth: number, isInside: boolean, rows: Row[]): void {
    const open = this.#folders.get(folder);
    if (open === undefined) return;
    const entries = this.#entries(folder);
    const sizes = this.#insideOf(folder);
    const last = this.#page(folder, open.pages.at(-1));
    entries.forEach((entry, index) => {
      const isOpen = entry.kind === 'folder' && this.isOpen(entry.path);
      rows.push({
        kind: 'entry',
        key: entry.path,
        depth,
        entry,
        isOpen,
        position: index + 1,
        siblings: entries.length,
        isInside,
        kept: this.#keptOf(entry, isInside),
        inside: entry.kind === 'folder' ? sizes.get(entry.path) : undefined,
      });
      if (isOpen) this.#rowsOf(entry.path, depth + 1, isInside || entry.state === 'excluded', rows);
    });
    if (last.value?.next != null)
      rows.push({ kind: 'more', key: `${folder} more`, depth, folder, shown: entries.length });
    else if (entries.length === 0) {
      const note = last.value !== undefined ? 'empty' : last.error !== undefined ? 'failed' : 'waiting';
      rows.push({ kind: 'note', key: `${folder} note`, depth, note });
    }
  }
}
