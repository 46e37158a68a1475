/**
 * Keeps the rules of a link's `.leitzignore` files. They are read where a listing of their folder shows that they
 * changed, before anything in that folder is judged, so that no rule comes too late for the files beside it.
 */
import * as z from 'zod';
import { SyncError } from '../errors.ts';
import { type IgnoreRules, ignoreRules, isIgnoreFile } from '../plan/ignore-patterns.ts';
import type { Journal } from '../records.ts';
import type { LocalSide } from '../sides.ts';
import type { DiskEntry, FolderListing } from '../world.ts';

/** Bytes; a longer file is no list of rules. */
const LONGEST = 1024 * 1024;

interface Known {
  readonly stamp: string;
  readonly text: string;
}

const FACT = 'ignore-files';

const known = z.array(z.tuple([z.string(), z.object({ stamp: z.string(), text: z.string() })]));

function parseKnown(fact: string | undefined): readonly (readonly [string, Known])[] {
  return fact === undefined ? [] : known.parse(JSON.parse(fact));
}

const stampOf = ({ ino, size, mtimeMs, ctimeMs }: DiskEntry): string => [ino, size, mtimeMs, ctimeMs].join(' ');

export class IgnoreFiles {
  readonly #local: LocalSide;
  readonly #journal: Journal;
  readonly #known: Map<string, Known>;
  #rules: IgnoreRules;

  constructor(local: LocalSide, journal: Journal) {
    this.#local = local;
    this.#journal = journal;
    // Kept over restarts, so that a change made while nothing ran is seen as one, and rules hold before the first look.
    this.#known = new Map(parseKnown(journal.fact(FACT)));
    this.#rules = this.#compile();
  }

  #compile(): IgnoreRules {
    return ignoreRules(new Map([...this.#known].map(([folder, { text }]) => [folder, text])));
  }

  get rules(): IgnoreRules {
    return this.#rules;
  }

  /** Takes listings of folders; gives the folders whose rules are others now than a moment ago. */
  async learn(listings: readonly FolderListing[]): Promise<readonly string[]> {
    const changed: string[] = [];
    for (const listing of listings) {
      // A folder that cannot be read keeps its rules: that it cannot be read is no news about them.
      if (!listing.ok && listing.problem === 'unreadable') continue;
      const entry = listing.ok
        ? listing.entries.find(({ name, kind }) => kind === 'file' && isIgnoreFile(name))
        : undefined;
      if (await this.#learnOne(listing.folder, entry)) changed.push(listing.folder);
    }
    if (changed.length === 0) return changed;
    this.#rules = this.#compile();
    this.#journal.setFact(FACT, JSON.stringify([...this.#known]));
    return changed;
  }

  async #learnOne(folder: string, entry: DiskEntry | undefined): Promise<boolean> {
    const before = this.#known.get(folder);
    if (entry === undefined) return this.#known.delete(folder);
    const stamp = stampOf(entry);
    if (before?.stamp === stamp) return false;
    const text = await this.#read(folder, entry);
    // Being written to right now: the watcher tells of it again.
    if (text === undefined) return false;
    this.#known.set(folder, { stamp, text });
    return before?.text !== text;
  }

  async #read(folder: string, entry: DiskEntry): Promise<string | undefined> {
    if (entry.size > LONGEST) return '';
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const { ino, size, mtimeMs } = entry;
    try {
      const source = await this.#local.openForUpload(path, { kind: 'file', ino, size, mtimeMs });
      try {
        return source.body instanceof Uint8Array ? new TextDecoder().decode(source.body) : '';
      } finally {
        await source.close();
      }
    } catch (error) {
      if (error instanceof SyncError && error.scope === 'item') return undefined;
      throw error;
    }
  }
}
