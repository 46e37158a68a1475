/** A `Disk` over a volume in memory, for one process: every call waits for its turn, and may fail or be its last. */
import { SyncError } from '../../main/errors.ts';
import type { Disk, FolderListing, ReadHandle, WriteHandle } from '../../main/world.ts';
import type { Process, SimLoop } from './sim-loop.ts';
import type { Inode, SimVolume, Spot } from './sim-volume.ts';

export interface DiskTroubles {
  /** Probability that a call fails with EIO, ENOSPC or EACCES. */
  failing: number;
}

export interface DiskWorld {
  readonly loop: SimLoop;
  readonly process: Process;
  readonly volume: SimVolume;
  readonly troubles: DiskTroubles;
  /** A file got a name that the user sees. */
  readonly onShown: (path: string, inode: Inode) => void;
}

const changed = (path: string, detail: string): SyncError => new SyncError('changed', { path, detail });

export function createSimDisk(world: DiskWorld): Disk {
  const { loop, process, volume, troubles, onShown } = world;

  const turn = async (path: string, kind: 'read' | 'write'): Promise<void> => {
    await loop.step(process);
    if (troubles.failing === 0 || !loop.chance.isTrue(troubles.failing)) return;
    if (kind === 'read') throw new SyncError(loop.chance.isTrue(0.5) ? 'unreadable' : 'disk-error', { path });
    throw new SyncError(loop.chance.pick(['disk-error', 'disk-full', 'not-writable']), { path, detail: 'simulated' });
  };
  const after = (): Promise<void> => loop.step(process);

  const need = (path: string, kind: Inode['kind']): Spot & { readonly inode: Inode } => {
    const spot = volume.spot(path);
    if (spot?.inode?.kind !== kind) throw changed(path, `there is no such ${kind}`);
    return { ...spot, inode: spot.inode };
  };
  const free = (path: string): Spot => {
    const spot = volume.spot(path);
    if (spot === undefined) throw changed(path, 'the folder around it is gone');
    if (spot.inode !== undefined) throw changed(path, 'the name is taken');
    return spot;
  };
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

  const list = (folder: string): FolderListing => {
    const inode = volume.at(folder);
    if (inode?.kind !== 'folder') return { folder, ok: false, problem: 'missing', detail: 'ENOENT' };
    if (inode.unreadable) return { folder, ok: false, problem: 'unreadable', detail: 'EACCES' };
    return { folder, ok: true, entries: loop.chance.shuffled(volume.entries(inode)) };
  };

  const reader = (inode: Inode, path: string): ReadHandle => ({
    stat: async () => {
      await turn(path, 'read');
      return volume.stat(inode);
    },
    read: async (buffer, position) => {
      await turn(path, 'read');
      const piece = inode.bytes.subarray(position, position + buffer.byteLength);
      buffer.set(piece);
      return piece.byteLength;
    },
    close: after,
  });

  const writer = (inode: Inode, path: string): WriteHandle => ({
    write: async (bytes, position) => {
      await turn(path, 'write');
      const size = Math.max(inode.bytes.byteLength, position + bytes.byteLength);
      const grown = new Uint8Array(size);
      grown.set(inode.bytes);
      grown.set(bytes, position);
      volume.write(inode, grown);
    },
    truncate: async (size) => {
      await turn(path, 'write');
      const cut = new Uint8Array(size);
      cut.set(inode.bytes.subarray(0, size));
      volume.write(inode, cut);
    },
    setModified: async (mtimeMs) => {
      await turn(path, 'write');
      volume.touch(inode, mtimeMs);
    },
    sync: async () => {
      await turn(path, 'write');
      volume.sync(inode);
    },
    stat: async () => {
      await turn(path, 'read');
      return volume.stat(inode);
    },
    close: after,
  });

  return {
    list: async (folders) => {
      await loop.step(process);
      const failing = (): boolean => troubles.failing > 0 && loop.chance.isTrue(troubles.failing);
      return folders.map((folder) =>
        failing() ? { folder, ok: false, problem: 'unreadable', detail: 'simulated' } : list(folder),
      );
    },
    stat: async (path) => {
      await turn(path, 'read');
      const inode = volume.at(path);
      return inode && volume.stat(inode);
    },
    openRead: async (path) => {
      await turn(path, 'read');
      const { inode } = need(path, 'file');
      if (inode.unreadable) throw new SyncError('unreadable', { path });
      return reader(inode, path);
    },
    openWrite: async (path, options = {}) => {
      await turn(path, 'write');
      if (options.resume) return writer(need(path, 'file').inode, path);
      const inode = volume.create(free(path), nameOf(path), 'file');
      await after();
      return writer(inode, path);
    },
    readWhole: async (path) => {
      await turn(path, 'read');
      return volume.at(path)?.bytes;
    },
    writeWhole: async (path, bytes) => {
      await turn(path, 'write');
      const spot = volume.spot(path);
      if (spot === undefined) throw changed(path, 'the folder around it is gone');
      const inode = spot.inode ?? volume.create(spot, nameOf(path), 'file');
      volume.write(inode, bytes);
      volume.sync(inode);
      volume.barrier();
    },
    makeFolder: async (path) => {
      await turn(path, 'write');
      volume.create(free(path), nameOf(path), 'folder');
      await after();
    },
    move: async (from, to) => {
      await turn(to, 'write');
      const source = volume.spot(from);
      const target = volume.spot(to);
      if (source?.inode === undefined || target === undefined) throw changed(from, 'it is not there any more');
      if (target.inode !== undefined && target.inode !== source.inode) throw changed(to, 'the name is taken');
      if (source.inode.kind === 'folder' && to.startsWith(`${from}/`)) throw new SyncError('disk-error', { path: to });
      volume.move(source, target, nameOf(to));
      if (source.inode.kind === 'file') onShown(to, source.inode);
      await after();
    },
    removeFile: async (path) => {
      await turn(path, 'write');
      const spot = need(path, 'file');
      volume.remove(spot);
      await after();
    },
    removeFolder: async (path) => {
      await turn(path, 'write');
      const spot = need(path, 'folder');
      if (spot.inode.children.size > 0) throw changed(path, 'it is not empty');
      volume.remove(spot);
      await after();
    },
    setModified: async (path, mtimeMs) => {
      await turn(path, 'write');
      const inode = volume.at(path);
      if (inode === undefined) throw changed(path, 'it is not there any more');
      volume.touch(inode, mtimeMs);
    },
    syncFolder: async (path) => {
      await turn(path, 'write');
      need(path, 'folder');
      volume.barrier();
    },
    volume: async (path) => {
      await turn(path, 'read');
      return { free: 1e12, id: 'sim' };
    },
    folding: async (path) => {
      await turn(path, 'read');
      return volume.folding;
    },
  };
}
