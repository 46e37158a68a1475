/** Whole small files of our own: the marker, settings, the window's place. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { dirname } from 'node:path';
import { SyncError } from '../errors.ts';
import { open, rename, unlink } from './disk-calls.ts';
import { guarded, systemCode } from './disk-errors.ts';

/** A file of ours that is bigger than this was not written by us. */
const WHOLE_LIMIT = 16 * 1024 * 1024;

/** What syncing a folder says where the platform or the file system has no such thing. */
const CANNOT_SYNC_FOLDERS = new Set(['EISDIR', 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF', 'ENOSYS']);

/** Makes the names inside the folder durable; does nothing where folders cannot be synced (Windows, some networks). */
export function syncFolder(path: string): Promise<void> {
  return guarded(path, 'write', async () => {
    if (process.platform === 'win32') return;
    const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
    try {
      await handle.sync();
    } catch (thrown) {
      if (!CANNOT_SYNC_FOLDERS.has(systemCode(thrown) ?? '')) throw thrown;
    } finally {
      await handle.close();
    }
  });
}

/** The bytes of a small file; undefined where there is none. `unreadable` beyond 16 MiB or where it is no file. */
export function readWhole(path: string): Promise<Uint8Array | undefined> {
  return guarded(path, 'read', async () => {
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const handle = await open(path, flags).catch((thrown: unknown) => {
      const code = systemCode(thrown);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw thrown;
    });
    if (handle === undefined) return undefined;
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new SyncError('unreadable', { path, detail: 'it is no file' });
      if (stats.size > WHOLE_LIMIT)
        throw new SyncError('unreadable', { path, detail: `${stats.size} bytes are too many` });
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  });
}

/**
 * Writes a small file so that its name shows either the old or the new bytes, also after a power cut; readable by its
 * owner alone.
 */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`;
  await guarded(path, 'write', async () => {
    try {
      const handle = await open(beside, 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(beside, path);
    } catch (thrown) {
      await unlink(beside).catch(() => undefined);
      throw thrown;
    }
  });
  await syncFolder(dirname(path));
}
