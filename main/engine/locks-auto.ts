/**
 * Locks documents in the cloud while they are open here. Office and LibreOffice say so themselves, by a file of their
 * own beside the document; it is seen when its folder is looked into, and gone when the document is closed.
 */
import { SyncError } from '../errors.ts';
import type { CloudKey } from '../plan/types.ts';
import { cloudId } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { CloudSide, LocalSide } from '../sides.ts';
import type { Log } from '../world.ts';

/** Minutes a lock is taken for; it is taken anew when less than half of that is left, so a lock we forget ends soon. */
const LOCK_MINUTES = 30;
const FACT = 'auto-locks';

const OFFICE = /^~\$(.+\.(?:doc|docx|docm|dot|dotx|xls|xlsx|xlsm|xlsb|ppt|pptx|pptm|odt|ods|odp|rtf))$/iu;
const LIBRE_OFFICE = /^\.~lock\.(.+)#$/u;

/** Whether the name is one by which a program tells that it has a document open. */
export const isOpenMark = (name: string): boolean => OFFICE.test(name) || LIBRE_OFFICE.test(name);

/** Names of the documents that a mark may mean: Word drops the first two letters of longer names. */
function isMarkOf(mark: string, document: string): boolean {
  const libre = LIBRE_OFFICE.exec(mark)?.[1];
  if (libre !== undefined) return libre === document;
  const rest = OFFICE.exec(mark)?.[1];
  return rest !== undefined && (rest === document || (document.length > 8 && rest === document.slice(2)));
}

export interface AutoLockWorld {
  readonly local: LocalSide;
  readonly cloud: CloudSide;
  readonly journal: Journal;
  readonly log: Log;
  readonly now: () => number;
  readonly isOn: () => boolean;
  /** Has the folder looked into soon. */
  readonly lookInto: (folder: string) => void;
}

export class AutoLocks {
  readonly #world: AutoLockWorld;
  /** Paths of marks that were seen and may still be there. */
  readonly #marks = new Set<string>();
  /** Documents that were just closed: what was saved last is looked at once more before their lock goes. */
  #closing: ReadonlySet<CloudKey> = new Set();
  /** What we locked, and until when; kept over crashes, so that it is let go of. */
  readonly #held: Map<CloudKey, number>;

  constructor(world: AutoLockWorld) {
    this.#world = world;
    const kept = world.journal.fact(FACT);
    this.#held = new Map(
      (kept ?? '')
        .split(' ')
        .filter(Boolean)
        .map((key) => [Number(key), 0]),
    );
  }

  saw(path: string): void {
    this.#marks.add(path);
  }

  /** Takes, renews and releases what has to be. Locking is a courtesy: nothing that goes wrong with it stops a sync. */
  async turn(): Promise<void> {
    if (this.#marks.size === 0 && this.#held.size === 0) return;
    const open = this.#world.isOn() ? await this.#openDocuments() : new Set<CloudKey>();
    for (const key of open) await this.#guarded(key, () => this.#take(key));
    const closed = [...this.#held.keys()].filter((key) => !open.has(key));
    for (const key of closed) {
      if (this.#closing.has(key) && !this.#isUnsent(key)) await this.#guarded(key, () => this.#release(key));
      else this.#lookOnceMore(key);
    }
    this.#closing = new Set(closed);
  }

  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((key) => this.#guarded(key, () => this.#release(key))));
  }

  async #guarded(key: CloudKey, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const code = error instanceof SyncError ? error.code : 'internal';
      this.#world.log.info('a lock could not be set or released', { key, code });
      // Trouble of the line passes; everything else means that there is nothing to release any more.
      if (error instanceof SyncError && error.scope === 'item') this.#forget(key);
    }
  }

  async #openDocuments(): Promise<Set<CloudKey>> {
    const { journal, local } = this.#world;
    const open = new Set<CloudKey>();
    for (const path of this.#marks) {
      if ((await local.stat(path)) === undefined) {
        this.#marks.delete(path);
        continue;
      }
      const cut = path.lastIndexOf('/');
      const folder = journal.localAt(path.slice(0, Math.max(0, cut)));
      for (const child of folder === undefined ? [] : journal.localChildren(folder.id)) {
        const key = child.kind === 'file' ? journal.syncedOfLocal(child.id)?.cloud : undefined;
        if (key !== undefined && isMarkOf(path.slice(cut + 1), child.name)) open.add(key);
      }
    }
    return open;
  }

  /** The last save goes up under our lock, before it is released. */
  #isUnsent(key: CloudKey): boolean {
    const synced = this.#world.journal.syncedOfCloud(key);
    const differs = synced && this.#world.journal.differingOf({ tree: 'synced', id: synced.id });
    return differs !== undefined && differs.hold === undefined;
  }

  #lookOnceMore(key: CloudKey): void {
    const { journal, lookInto } = this.#world;
    const local = journal.syncedOfCloud(key)?.local;
    const path = local === undefined ? '' : journal.localPath(local);
    lookInto(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  }

  async #take(key: CloudKey): Promise<void> {
    const { cloud, journal, now } = this.#world;
    const until = this.#held.get(key);
    const node = journal.cloud(key);
    if (node === undefined) return this.#forget(key);
    // Somebody's lock, or one that the user took: not ours to change.
    if (until === undefined && node.locked) return;
    if (until !== undefined && until - now() > (LOCK_MINUTES / 2) * 60_000) return;
    this.#keep(key, until ?? 0);
    await cloud.lock('file', cloudId(key), LOCK_MINUTES);
    this.#keep(key, now() + LOCK_MINUTES * 60_000);
  }

  async #release(key: CloudKey): Promise<void> {
    await this.#world.cloud.unlock('file', cloudId(key));
    this.#forget(key);
  }

  #keep(key: CloudKey, until: number): void {
    this.#held.set(key, until);
    this.#write();
  }

  #forget(key: CloudKey): void {
    this.#held.delete(key);
    this.#write();
  }

  #write(): void {
    this.#world.journal.setFact(FACT, this.#held.size === 0 ? undefined : [...this.#held.keys()].join(' '));
  }
}
