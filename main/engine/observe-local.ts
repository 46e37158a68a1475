/**
 * Brings the LOCAL tree up to date with listings of this disk. Takes folders to look into, gives what was found; the
 * journal's list of differing nodes is the result that counts.
 *
 * Identity: a name that leads to another inode than before is not yet a story. Three are possible, told apart at the
 * end, when every folder was read: the old inode turned up elsewhere (it was moved, something else took its name); it is
 * gone (an editor saved by replacing: the same file, edited); or the new inode is one we knew elsewhere (it was moved
 * here). Known limit: a move into a folder that was not hinted yet is seen as deletion and creation, if both hints do
 * not come within the settling time.
 */
import { LOCAL_TOP, type LocalId, type LocalNode } from '../plan/types.ts';
import type { Journal } from '../records.ts';
import type { LocalSide } from '../sides.ts';
import type { DiskEntry, FolderListing } from '../world.ts';

/** Why an entry takes no part, or undefined; `path` is relative to the linked folder. */
export interface SkipRule {
  (path: string, entry: DiskEntry): string | undefined;
  /** Sees listings before anything in them is judged; gives the folders below which everything is judged anew. */
  readonly learn?: (listings: readonly FolderListing[]) => Promise<readonly string[]>;
}

export interface LocalObservation {
  readonly folders: number;
  readonly entries: number;
  readonly unreadable: number;
}

/** Folders per request to the disk, and per transaction: short enough never to hold up the event loop. */
const BATCH = 24;
/** Rows that lost their name and wait for the end of the observation are parked under this parent. */
const LIMBO: LocalId = -1;
const OUR_FOLDER = '.leitzcloud';

interface Pending {
  readonly id: LocalId;
  readonly path: string;
  readonly descend: boolean;
}

interface Newcomer {
  readonly parent: LocalId;
  readonly path: string;
  readonly entry: DiskEntry;
  /** The row that had this name with another inode. */
  readonly replaced: LocalNode | undefined;
}

interface Arrival {
  readonly newcomer: Newcomer;
  /** The row that had this inode under another name and moves here. */
  known: LocalNode | undefined;
}

/** @param where `all`, or paths of folders that may have changed (nearest known folders above are taken for new ones) */
export async function observeLocal(
  local: LocalSide,
  journal: Journal,
  skip: SkipRule,
  where: 'all' | readonly string[],
  options: { readonly descend?: boolean } = {},
): Promise<LocalObservation> {
  return new Observation(local, journal, skip).run(where, options.descend ?? false);
}

class Observation {
  readonly #local: LocalSide;
  readonly #journal: Journal;
  readonly #skip: SkipRule;
  #newcomers: Newcomer[] = [];
  #vanished: { readonly id: LocalId; readonly parent: LocalId; readonly name: string }[] = [];
  readonly #looked = new Set<LocalId>();
  #queue: Pending[] = [];
  #folders = 0;
  #entries = 0;
  #unreadable = 0;

  constructor(local: LocalSide, journal: Journal, skip: SkipRule) {
    this.#local = local;
    this.#journal = journal;
    this.#skip = skip;
  }

  async run(where: 'all' | readonly string[], descend: boolean): Promise<LocalObservation> {
    if (where === 'all') await this.#look([{ id: LOCAL_TOP, path: '', descend: true }]);
    // Upper folders first: what they tell may mean that a lower hint's path leads to another folder than before.
    else for (const level of byDepth(where)) await this.#look(await this.#known(level, descend));
    const still = await this.#stillWhereTheyWere();
    this.#journal.tx(() => this.#settle(still, where === 'all'));
    return { folders: this.#folders, entries: this.#entries, unreadable: this.#unreadable };
  }

  async #look(folders: readonly Pending[]): Promise<void> {
    this.#queue = [...folders];
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(Math.max(0, this.#queue.length - BATCH));
      const listings = await this.#local.list(batch.map(({ path }) => path));
      const judgedAnew = new Set(await this.#skip.learn?.(listings));
      const movedFolders = await this.#movedFolders(batch, listings);
      this.#journal.tx(() => {
        listings.forEach((listing, index) => {
          const asked = batch[index];
          // Moved by what was merged before it: it is on the queue once more, under its new path.
          if (asked === undefined || this.#journal.localPath(asked.id) !== asked.path) return;
          const folder = judgedAnew.has(asked.path) ? { ...asked, descend: true } : asked;
          if (listing.ok) this.#mergeFolder(folder, listing.entries, movedFolders);
          else if (listing.problem === 'unreadable') this.#markUnreadable(folder.id);
        });
      });
    }
  }

  /**
   * The nearest folders that the tree knows and that are still the ones it knows there; what is new below them is found
   * by descending. A listing merged into the row of another folder would turn the tree inside out.
   */
  async #known(paths: readonly string[], descend: boolean): Promise<Pending[]> {
    const found = new Map<LocalId, Pending>();
    for (const path of paths) {
      const names = path.split('/').filter((name) => name !== '');
      for (;;) {
        const node = this.#journal.localAt(names.join('/'));
        if (node !== undefined && node.kind === 'folder' && node.skip === undefined && (await this.#isThere(node))) {
          if (!this.#looked.has(node.id)) found.set(node.id, { id: node.id, path: names.join('/'), descend });
          break;
        }
        if (names.length === 0) break;
        names.pop();
      }
    }
    return [...found.values()];
  }

  async #isThere(node: LocalNode): Promise<boolean> {
    if (node.id === LOCAL_TOP) return true;
    const now = await this.#local.stat(this.#journal.localPath(node.id));
    return now?.kind === 'folder' && now.ino === node.ino && now.dev === node.dev;
  }

  #markUnreadable(id: LocalId): void {
    this.#unreadable += 1;
    // What is below keeps its rows: an unreadable folder deletes nothing.
    if (this.#journal.local(id)?.unreadable === false) this.#journal.changeLocal(id, { unreadable: true });
  }

  /**
   * Folders among the entries whose inode is known under another name that is no longer there: they were moved. Told
   * before the merge, because what is below a moved folder is compared with what is known of it.
   */
  async #movedFolders(
    batch: readonly Pending[],
    listings: Awaited<ReturnType<LocalSide['list']>>,
  ): Promise<ReadonlyMap<string, LocalId>> {
    const moved = new Map<string, LocalId>();
    for (const [index, listing] of listings.entries()) {
      const folder = batch[index];
      if (folder === undefined || !listing.ok) continue;
      for (const entry of listing.entries) {
        if (entry.kind !== 'folder') continue;
        const there = this.#journal.localChild(folder.id, entry.name);
        if (there !== undefined && sameInode(there, entry)) continue;
        const known = this.#journal
          .localByInode(entry.dev, entry.ino)
          .find((node) => node.kind === 'folder' && sameBirth(node, entry));
        if (known === undefined) continue;
        const path = this.#journal.localPath(known.id);
        const now = known.parent === LIMBO ? undefined : await this.#local.stat(path);
        if (now === undefined || now.ino !== entry.ino) moved.set(join(folder.path, entry.name), known.id);
      }
    }
    return moved;
  }

  #mergeFolder(folder: Pending, entries: readonly DiskEntry[], moved: ReadonlyMap<string, LocalId>): void {
    this.#folders += 1;
    if (this.#looked.has(folder.id)) this.#forgetLook(folder.id);
    this.#looked.add(folder.id);
    const row = this.#journal.local(folder.id);
    if (row === undefined) return;
    if (row.unreadable) this.#journal.changeLocal(folder.id, { unreadable: false });
    const known = new Map(this.#journal.localChildren(folder.id).map((node) => [node.name, node]));
    for (const entry of entries) {
      if (folder.id === LOCAL_TOP && entry.name.toLowerCase() === OUR_FOLDER) continue;
      this.#entries += 1;
      const path = join(folder.path, entry.name);
      const skip = this.#skip(path, entry);
      const before = known.get(entry.name);
      known.delete(entry.name);
      if (before !== undefined && sameInode(before, entry)) this.#compare(before, entry, skip);
      else this.#appear(folder, path, entry, skip, before, moved);
      this.#descend(folder, path, entry, skip, before);
    }
    for (const gone of known.values()) this.#vanished.push({ id: gone.id, parent: gone.parent, name: gone.name });
  }

  /** It is read once more, because it was moved meanwhile: what it held before is no news any longer. */
  #forgetLook(folder: LocalId): void {
    this.#newcomers = this.#newcomers.filter(({ parent }) => parent !== folder);
    this.#vanished = this.#vanished.filter(({ parent }) => parent !== folder);
  }

  #compare(before: LocalNode, entry: DiskEntry, skip: string | undefined): void {
    const sameTimes =
      before.mtimeMs === entry.mtimeMs && before.ctimeMs === entry.ctimeMs && before.size === entry.size;
    const kept = before.kind === 'folder' || sameTimes;
    if (kept && before.skip === skip && !before.unreadable) return;
    this.#journal.changeLocal(before.id, {
      ...(before.kind === 'folder' ? {} : stats(entry)),
      ...(kept ? {} : { hash: undefined }),
      skip,
      unreadable: false,
    });
    if (before.kind === 'folder' && skip !== undefined) this.#skipBelow(before.id, skip);
  }

  /** What is known below a folder that takes no part any more takes none either; it keeps its rows, nothing is deleted. */
  #skipBelow(folder: LocalId, skip: string): void {
    for (const child of this.#journal.localChildren(folder)) {
      this.#journal.changeLocal(child.id, { skip });
      if (child.kind === 'folder') this.#skipBelow(child.id, skip);
    }
  }

  #appear(
    folder: Pending,
    path: string,
    entry: DiskEntry,
    skip: string | undefined,
    before: LocalNode | undefined,
    moved: ReadonlyMap<string, LocalId>,
  ): void {
    if (entry.kind === 'folder' || skip !== undefined) {
      if (before !== undefined) this.#park(before);
      const id = moved.get(path);
      if (id !== undefined && !this.#isWithin(folder.id, id)) {
        this.#journal.changeLocal(id, { parent: folder.id, name: entry.name, ...stats(entry), skip });
        if (skip !== undefined) this.#skipBelow(id, skip);
      } else this.#journal.addLocal({ parent: folder.id, name: entry.name, ...fresh(entry), skip });
      return;
    }
    const replacesFile = before !== undefined && before.kind === 'file' && before.skip === undefined;
    if (before !== undefined && !replacesFile) this.#park(before);
    const replaced = replacesFile ? before : undefined;
    const mayBeKnown = replaced !== undefined || this.#journal.localByInode(entry.dev, entry.ino).length > 0;
    if (mayBeKnown) this.#newcomers.push({ parent: folder.id, path, entry, replaced });
    else this.#journal.addLocal({ parent: folder.id, name: entry.name, ...fresh(entry), skip });
  }

  /** Whether the folder is the other one, or lies in it by what is known so far: then that one cannot be in this one. */
  #isWithin(folder: LocalId, other: LocalId): boolean {
    for (let at = this.#journal.local(folder); at !== undefined; at = this.#journal.local(at.parent))
      if (at.id === other) return true;
    return false;
  }

  /** Takes a row off its name until the end of the observation tells whether it moved or is gone. */
  #park(node: LocalNode): void {
    this.#vanished.push({ id: node.id, parent: LIMBO, name: String(node.id) });
    this.#journal.changeLocal(node.id, { parent: LIMBO, name: String(node.id) });
  }

  #descend(
    folder: Pending,
    path: string,
    entry: DiskEntry,
    skip: string | undefined,
    before: LocalNode | undefined,
  ): void {
    if (entry.kind !== 'folder' || skip !== undefined) return;
    const isNew = before === undefined || !sameInode(before, entry);
    if (!folder.descend && !isNew) return;
    const id = this.#journal.localChild(folder.id, entry.name)?.id;
    if (id !== undefined) this.#queue.push({ id, path, descend: true });
  }

  /** Of the rows whose inode a newcomer carries: those that are still at their old place, so that it is a second name. */
  async #stillWhereTheyWere(): Promise<ReadonlySet<LocalId>> {
    const still = new Set<LocalId>();
    for (const { entry } of this.#newcomers) {
      for (const node of this.#journal.localByInode(entry.dev, entry.ino)) {
        if (still.has(node.id) || node.parent === LIMBO) continue;
        const now = await this.#local.stat(this.#journal.localPath(node.id));
        if (now !== undefined && now.ino === node.ino) still.add(node.id);
      }
    }
    return still;
  }

  #settle(still: ReadonlySet<LocalId>, everything: boolean): void {
    const { arrivals, takenOver } = this.#stories(still);
    // Rows give up their names first, so that swaps and rings find theirs free.
    for (const { known } of arrivals)
      if (known !== undefined) this.#journal.changeLocal(known.id, { parent: LIMBO, name: String(known.id) });
    for (const { newcomer, known } of arrivals) {
      const { parent, entry, replaced } = newcomer;
      if (replaced !== undefined && takenOver.has(replaced.id)) {
        // Saved by replacing: the file keeps its identity, its bytes have to be read again.
        this.#journal.changeLocal(replaced.id, { ...stats(entry), hash: undefined, unreadable: false });
      } else if (known !== undefined) {
        const same = known.size === entry.size && known.mtimeMs === entry.mtimeMs;
        this.#journal.changeLocal(known.id, {
          parent,
          name: entry.name,
          ...stats(entry),
          ...(same ? {} : { hash: undefined }),
          // It may have borne an ignored name, as what editors and downloads write first does.
          skip: undefined,
        });
      } else this.#journal.addLocal({ parent, name: entry.name, ...fresh(entry), skip: undefined });
    }
    for (const gone of this.#vanished) {
      const node = this.#journal.local(gone.id);
      if (node !== undefined && node.parent === gone.parent && node.name === gone.name)
        this.#journal.removeLocal(gone.id);
    }
    // What an interrupted observation parked and no complete one found again is gone.
    if (everything) for (const node of this.#journal.localChildren(LIMBO)) this.#journal.removeLocal(node.id);
  }

  /**
   * Which known row each newcomer is, and which rows go on under their name with new bytes. A row whose inode is gone
   * takes over the newcomer that has its name, even if that was known elsewhere; the row from elsewhere has then not
   * moved, and what has its old name is looked at by the same rule.
   */
  #stories(still: ReadonlySet<LocalId>): { readonly arrivals: readonly Arrival[]; readonly takenOver: Set<LocalId> } {
    const movedElsewhere = new Set<LocalId>();
    const arrivals = this.#newcomers.map((newcomer): Arrival => {
      // A second name of one inode is a file of its own: each known row moves at most once.
      const known = this.#movedFile(newcomer, still, movedElsewhere);
      if (known !== undefined) movedElsewhere.add(known.id);
      return { newcomer, known };
    });
    const heirOf = new Map(arrivals.map((arrival) => [arrival.newcomer.replaced?.id, arrival]));
    const takenOver = new Set<LocalId>();
    for (const start of arrivals) {
      for (let arrival: Arrival | undefined = start; arrival !== undefined; ) {
        const { replaced } = arrival.newcomer;
        if (replaced === undefined || movedElsewhere.has(replaced.id) || takenOver.has(replaced.id)) break;
        takenOver.add(replaced.id);
        const stays: LocalId | undefined = arrival.known?.id;
        arrival.known = undefined;
        if (stays !== undefined) movedElsewhere.delete(stays);
        arrival = stays === undefined ? undefined : heirOf.get(stays);
      }
    }
    return { arrivals, takenOver };
  }

  #movedFile(
    { entry, replaced }: Newcomer,
    still: ReadonlySet<LocalId>,
    claimed: ReadonlySet<LocalId>,
  ): LocalNode | undefined {
    return this.#journal
      .localByInode(entry.dev, entry.ino)
      .filter((node) => node.kind === 'file' && node.id !== replaced?.id && sameBirth(node, entry))
      .find((node) => !still.has(node.id) && !claimed.has(node.id));
  }
}

/** Paths in groups of one depth, the topmost first. */
function byDepth(paths: readonly string[]): readonly (readonly string[])[] {
  const depth = (path: string): number => (path === '' ? 0 : path.split('/').length);
  const levels = Map.groupBy(paths, depth);
  return [...levels].sort(([one], [other]) => one - other).map(([, level]) => level);
}

const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const sameInode = (node: LocalNode, entry: DiskEntry): boolean =>
  node.ino === entry.ino && node.dev === entry.dev && nodeKind(entry) === node.kind && sameBirth(node, entry);

/** An inode number is used again after a deletion; the time of birth tells the two apart where it is kept. */
const sameBirth = (node: LocalNode, entry: DiskEntry): boolean =>
  node.birthMs === 0 || entry.birthMs === 0 || node.birthMs === entry.birthMs;

const nodeKind = (entry: DiskEntry): 'file' | 'folder' => (entry.kind === 'folder' ? 'folder' : 'file');

function stats(entry: DiskEntry) {
  const { dev, ino, birthMs, size, mtimeMs, ctimeMs } = entry;
  return { dev, ino, birthMs, size: entry.kind === 'folder' ? 0 : size, mtimeMs, ctimeMs };
}

function fresh(entry: DiskEntry) {
  return { kind: nodeKind(entry), ...stats(entry), hash: undefined, unreadable: false };
}
