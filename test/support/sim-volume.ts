/**
 * A file system in memory, with inodes that are used again, times of one kernel tick, and a memory of what would survive
 * a power cut. Names reach the platter in the order they were changed (as on a journaling file system): a power cut takes
 * back the last few changes since the last barrier. Bytes that nobody synced come back as zeros, behind those that were.
 */
import type { DiskEntry, DiskStat } from '../../main/world.ts';
import type { Chance } from './sim-random.ts';

export interface Inode {
  readonly ino: number;
  readonly kind: 'file' | 'folder';
  bytes: Uint8Array;
  mtimeMs: number;
  ctimeMs: number;
  readonly birthMs: number;
  links: number;
  /** The bytes as the last sync made them durable; of a file that was cut shorter since, what was left of them. */
  synced: Uint8Array;
  unreadable: boolean;
  readonly children: Map<string, { readonly name: string; readonly inode: Inode }>;
}

export interface Spot {
  readonly folder: Inode;
  readonly key: string;
  readonly name: string;
  readonly inode: Inode | undefined;
}

export interface Folding {
  readonly case: boolean;
  readonly normalForm: boolean;
}

const DEV = 1;
const TICK_MS = 4;
const NOTHING = new Uint8Array();

export class SimVolume {
  readonly top: Inode;
  readonly topPath: string;
  readonly folding: Folding;
  readonly #now: () => number;
  readonly #free: number[] = [];
  #nextIno = 100;
  /** How to take back each change of names since the last barrier, oldest first. */
  #undo: (() => void)[] = [];

  constructor(topPath: string, now: () => number, folding: Folding = { case: false, normalForm: false }) {
    this.topPath = topPath;
    this.#now = now;
    this.folding = folding;
    this.top = this.#make('folder');
  }

  /** The clock that stamps files: it ticks, and between two ticks it stands still. */
  #stamp(): number {
    return Math.floor(this.#now() / TICK_MS) * TICK_MS + 0.25;
  }

  #make(kind: Inode['kind']): Inode {
    const now = this.#stamp();
    const ino = this.#free.pop() ?? this.#nextIno++;
    return {
      ino,
      kind,
      bytes: NOTHING,
      mtimeMs: now,
      ctimeMs: now,
      birthMs: now,
      links: kind === 'file' ? 0 : 1,
      synced: NOTHING,
      unreadable: false,
      children: new Map(),
    };
  }

  fold(name: string): string {
    const cased = this.folding.case ? name.toUpperCase().toLowerCase() : name;
    return this.folding.normalForm ? cased.normalize('NFC') : cased;
  }

  /** Where an absolute path leads; undefined where a folder on the way is missing. */
  spot(path: string): Spot | undefined {
    if (path === this.topPath) return { folder: this.top, key: '', name: '', inode: this.top };
    if (!path.startsWith(`${this.topPath}/`)) return undefined;
    const names = path.slice(this.topPath.length + 1).split('/');
    const last = names.pop() ?? '';
    let folder = this.top;
    for (const name of names) {
      const next = folder.children.get(this.fold(name))?.inode;
      if (next?.kind !== 'folder') return undefined;
      folder = next;
    }
    const key = this.fold(last);
    const there = folder.children.get(key);
    return { folder, key, name: there?.name ?? last, inode: there?.inode };
  }

  at(path: string): Inode | undefined {
    return this.spot(path)?.inode;
  }

  stat(inode: Inode): DiskStat {
    const { ino, kind, mtimeMs, ctimeMs, birthMs, links } = inode;
    return {
      kind,
      dev: DEV,
      ino,
      size: kind === 'file' ? inode.bytes.byteLength : 4096,
      mtimeMs,
      ctimeMs,
      birthMs,
      links,
    };
  }

  entries(folder: Inode): DiskEntry[] {
    return [...folder.children.values()].map(({ name, inode }) => ({ ...this.stat(inode), name, nameIsExact: true }));
  }

  /** A new file or folder at a free name. */
  create(spot: Spot, name: string, kind: Inode['kind']): Inode {
    const inode = this.#make(kind);
    this.#enter(spot.folder, spot.key, name, inode);
    return inode;
  }

  write(inode: Inode, bytes: Uint8Array): void {
    inode.bytes = bytes;
    inode.synced = inode.synced.subarray(0, bytes.byteLength);
    inode.mtimeMs = this.#stamp();
    inode.ctimeMs = inode.mtimeMs;
  }

  /** Its bytes survive a power cut from now on. */
  sync(inode: Inode): void {
    inode.synced = inode.bytes;
  }

  touch(inode: Inode, mtimeMs: number): void {
    inode.mtimeMs = mtimeMs;
    inode.ctimeMs = this.#stamp();
  }

  remove(spot: Spot): void {
    const { inode } = spot;
    if (inode === undefined) return;
    this.#leave(spot.folder, spot.key);
  }

  /** Gives what is at `from` the place `to`, replacing nothing but itself. */
  move(from: Spot, to: Spot, name: string): void {
    const { inode } = from;
    if (inode === undefined) return;
    const before = from.folder.children.get(from.key);
    from.folder.children.delete(from.key);
    to.folder.children.set(to.key, { name, inode });
    inode.ctimeMs = this.#stamp();
    this.#changed(from.folder);
    this.#changed(to.folder);
    this.#undo.push(() => {
      to.folder.children.delete(to.key);
      if (before !== undefined) from.folder.children.set(from.key, before);
    });
  }

  #enter(folder: Inode, key: string, name: string, inode: Inode): void {
    folder.children.set(key, { name, inode });
    if (inode.kind === 'file') inode.links += 1;
    this.#changed(folder);
    this.#undo.push(() => {
      folder.children.delete(key);
      if (inode.kind === 'file') inode.links -= 1;
    });
  }

  #leave(folder: Inode, key: string): void {
    const before = folder.children.get(key);
    if (before === undefined) return;
    folder.children.delete(key);
    if (before.inode.kind === 'file') before.inode.links -= 1;
    before.inode.ctimeMs = this.#stamp();
    this.#changed(folder);
    this.#undo.push(() => {
      folder.children.set(key, before);
      if (before.inode.kind === 'file') before.inode.links += 1;
    });
  }

  #changed(folder: Inode): void {
    folder.mtimeMs = this.#stamp();
    folder.ctimeMs = folder.mtimeMs;
  }

  /** What happened up to now survives a power cut; numbers of inodes that are gone may be given out again. */
  barrier(freed: readonly Inode[] = []): void {
    this.#undo = [];
    for (const inode of freed) if (inode.links === 0 || inode.kind === 'folder') this.#free.push(inode.ino);
  }

  /** The power goes: the last changes of names may be lost, and so may bytes that were not synced. */
  cutPower(chance: Chance): void {
    const lost = this.#undo.length === 0 ? 0 : chance.below(this.#undo.length + 1);
    for (let count = 0; count < lost; count += 1) this.#undo.pop()?.();
    this.#undo = [];
    this.each((inode) => {
      if (inode.kind === 'file' && inode.synced !== inode.bytes) {
        const left = new Uint8Array(inode.bytes.byteLength);
        left.set(inode.synced);
        inode.bytes = left;
        inode.synced = left;
      }
    });
  }

  /** Everything below the top, with its path relative to it. */
  each(visit: (inode: Inode, path: string) => void, folder: Inode = this.top, prefix = ''): void {
    for (const { name, inode } of folder.children.values()) {
      const path = prefix === '' ? name : `${prefix}/${name}`;
      visit(inode, path);
      if (inode.kind === 'folder') this.each(visit, inode, path);
    }
  }
}
