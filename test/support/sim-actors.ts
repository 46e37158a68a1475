/** What people can do on either side, by the same verbs: at a computer's disk, and at the cloud's web page. */
import { Refusal, type SimCloud, type SimNode } from './sim-cloud.ts';
import type { Ledger } from './sim-ledger.ts';
import type { Inode, SimVolume, Spot } from './sim-volume.ts';

export interface Seen {
  /** Relative to the root. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

export interface Actor {
  readonly name: string;
  /** True for a disk, where editors save in their own ways. */
  readonly isDisk: boolean;
  see(): readonly Seen[];
  kindAt(path: string): 'file' | 'folder' | undefined;
  bytesAt(path: string): Uint8Array | undefined;
  /** Each gives false where it cannot be done. */
  write(path: string, bytes: Uint8Array): boolean;
  mkdir(path: string): boolean;
  /** Onto a free name only. */
  move(from: string, to: string): boolean;
  remove(path: string): boolean;
  /** New times, same bytes. */
  touch(path: string): boolean;
}

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const join = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.compare(one, other) === 0;
const isOurs = (path: string): boolean => path === '.leitzcloud' || path.startsWith('.leitzcloud/');

/** Somebody at the computer. What they do is durable at once: only our own writes are at risk in a power cut. */
export function createHands(
  name: string,
  volume: SimVolume,
  ledger: Ledger,
  onChange: (folder: string) => void,
): Actor {
  const absolute = (path: string): string => (path === '' ? volume.topPath : `${volume.topPath}/${path}`);
  const spot = (path: string): Spot | undefined => volume.spot(absolute(path));
  const done = (...folders: string[]): true => {
    volume.barrier();
    for (const folder of folders) onChange(folder);
    return true;
  };
  const releaseAll = (inode: Inode): void => {
    if (inode.kind === 'file') ledger.release(inode.bytes);
    else volume.each((below) => below.kind === 'file' && ledger.release(below.bytes), inode);
  };
  const freed = (inode: Inode): Inode[] => {
    const all = [inode];
    if (inode.kind === 'folder') volume.each((below) => all.push(below), inode);
    return all;
  };

  return {
    name,
    isDisk: true,
    see: () => {
      const seen: Seen[] = [];
      volume.each(({ kind }, path) => {
        if (!isOurs(path)) seen.push({ path, kind });
      });
      return seen;
    },
    kindAt: (path) => spot(path)?.inode?.kind,
    bytesAt: (path) => {
      const inode = spot(path)?.inode;
      return inode?.kind === 'file' ? inode.bytes : undefined;
    },
    write: (path, bytes) => {
      const at = spot(path);
      if (at === undefined || at.inode?.kind === 'folder') return false;
      if (at.inode !== undefined && !same(at.inode.bytes, bytes)) ledger.release(at.inode.bytes);
      const inode = at.inode ?? volume.create(at, nameOf(path), 'file');
      volume.write(inode, bytes);
      volume.sync(inode);
      ledger.bear(bytes);
      return done(folderOf(path));
    },
    mkdir: (path) => {
      const at = spot(path);
      if (at === undefined || at.inode !== undefined) return false;
      volume.create(at, nameOf(path), 'folder');
      return done(folderOf(path));
    },
    move: (from, to) => {
      const [source, target] = [spot(from), spot(to)];
      if (source?.inode === undefined || target === undefined || to.startsWith(`${from}/`)) return false;
      if (target.inode !== undefined && target.inode !== source.inode) return false;
      volume.move(source, target, nameOf(to));
      return done(folderOf(from), folderOf(to));
    },
    remove: (path) => {
      const at = spot(path);
      if (at?.inode === undefined || path === '') return false;
      releaseAll(at.inode);
      volume.remove(at);
      volume.barrier(freed(at.inode));
      return done(folderOf(path));
    },
    touch: (path) => {
      const inode = spot(path)?.inode;
      if (inode?.kind !== 'file') return false;
      volume.write(inode, inode.bytes);
      volume.sync(inode);
      return done(folderOf(path));
    },
  };
}

/** Somebody at the web page. */
export function createWebUser(options: {
  readonly name: string;
  readonly cloud: SimCloud;
  readonly ledger: Ledger;
  readonly person: number;
  readonly now: () => number;
}): Actor {
  const { name, cloud, ledger, person, now } = options;
  // Never the second of a file on a disk: two files of one name, size and time count as equal by design.
  const times = () => ({ modifiedMs: now() - 1_000_000_000 });
  const attempt = (run: () => void): boolean => {
    try {
      run();
      return true;
    } catch (thrown) {
      if (thrown instanceof Refusal) return false;
      throw thrown;
    }
  };
  const releaseAll = (node: SimNode): void => {
    if (node.kind === 'file') ledger.release(cloud.content(node));
    else for (const child of cloud.children(node.id)) releaseAll(child);
  };
  const folderAt = (path: string): SimNode | undefined => {
    const node = cloud.at(path);
    return node?.kind === 'folder' ? node : undefined;
  };
  const put = (path: string, bytes: Uint8Array): boolean => {
    const parent = folderAt(folderOf(path));
    if (parent === undefined) return false;
    const old = cloud.at(path);
    return attempt(() => {
      if (old?.kind === 'file' && !same(cloud.content(old), bytes)) ledger.release(cloud.content(old));
      cloud.put(parent.id, nameOf(path), bytes, times(), person);
      ledger.bear(bytes);
    });
  };

  return {
    name,
    isDisk: false,
    see: () => [...cloud.tree()].map(([path, { kind }]) => ({ path, kind })),
    kindAt: (path) => cloud.at(path)?.kind,
    bytesAt: (path) => {
      const node = cloud.at(path);
      return node?.kind === 'file' ? cloud.content(node) : undefined;
    },
    write: put,
    mkdir: (path) => {
      const parent = folderAt(folderOf(path));
      return parent !== undefined && attempt(() => void cloud.mkdir(parent.id, nameOf(path)));
    },
    move: (from, to) => {
      const [node, parent] = [cloud.at(from), folderAt(folderOf(to))];
      if (node === undefined || parent === undefined) return false;
      const taken = cloud.named(parent.id, nameOf(to));
      if (taken !== undefined && taken !== node) return false;
      return attempt(() => {
        if (node.parent !== parent.id) cloud.move(node, parent.id);
        if (node.name !== nameOf(to)) cloud.rename(node, nameOf(to));
      });
    },
    remove: (path) => {
      const node = cloud.at(path);
      if (node === undefined || path === '') return false;
      releaseAll(node);
      cloud.remove(node);
      return true;
    },
    touch: (path) => {
      const node = cloud.at(path);
      return node?.kind === 'file' && put(path, cloud.content(node));
    },
  };
}
