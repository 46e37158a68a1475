/**
 * Records results in groups. A name on disk has to be durable before the journal tells of it, and one fsync of a folder
 * makes all of its names durable: whatever finishes while a group is being written joins the next one.
 */
import type { Journal } from '../records.ts';
import type { LocalSide } from '../sides.ts';

interface Result {
  /** Local folders whose names have to be durable first. */
  readonly folders: readonly string[];
  readonly write: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export class Recorder {
  readonly #journal: Journal;
  readonly #local: LocalSide;
  #waiting: Result[] = [];
  #draining: Promise<void> | undefined;
  #failed: unknown;

  constructor(journal: Journal, local: LocalSide) {
    this.#journal = journal;
    this.#local = local;
  }

  /** Resolves when the folders are durable and `write` has run inside a committed transaction. */
  record(folders: readonly string[], write: () => void): Promise<void> {
    return new Promise((done, failed) => {
      this.#waiting.push({ folders, write, done, failed });
      this.#draining ??= this.#drain();
    });
  }

  /** Writes with the next group; nobody waits for it but `settled`. */
  later(write: () => void): void {
    void this.record([], write).catch((error: unknown) => {
      this.#failed = error;
    });
  }

  /** Resolves when all that was to be written is; throws what `later` could not. */
  async settled(): Promise<void> {
    await this.#draining;
    const failed = this.#failed;
    this.#failed = undefined;
    if (failed !== undefined) throw failed;
  }

  async #drain(): Promise<void> {
    // One turn of the loop, so that what finishes together is written together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0));
    this.#draining = undefined;
  }

  async #writeGroup(group: readonly Result[]): Promise<void> {
    try {
      const folders = [...new Set(group.flatMap((result) => result.folders))];
      if (folders.length > 0) await this.#local.sync(folders);
      this.#journal.tx(() => {
        for (const result of group) result.write();
      });
    } catch (error) {
      if (group.length === 1) group[0]?.failed(error);
      // One bad result must not take its neighbours with it: each is tried on its own.
      else for (const result of group) await this.#writeGroup([result]);
      return;
    }
    for (const result of group) result.done();
  }
}
