/** Open files. Links are never followed at the last step, and a pipe or device never blocks the opening. */
import { constants } from 'node:fs';
import { SyncError } from '../errors.ts';
import type { DiskStat, ReadHandle, WriteHandle } from '../world.ts';
import { type OpenFile, open } from './disk-calls.ts';
import { guarded } from './disk-errors.ts';
import { statHandle } from './disk-stat.ts';

// Windows has neither flag; there a link is told by the lstat of whoever looked first.
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NO_BLOCK = constants.O_NONBLOCK ?? 0;

/** Only its owner reads a file that is not whole yet. */
const UNFINISHED_MODE = 0o600;

// Read once: asking sets the mask for a moment, and a file another thread makes in that moment would be open to all.
const FINISHED_MODE = 0o666 & ~process.umask();

async function plainFile(handle: OpenFile, path: string): Promise<DiskStat> {
  const stat = await statHandle(handle);
  if (stat.kind === 'file') return stat;
  throw new SyncError('changed', { path, detail: 'it is no file any more' });
}

async function closeQuietly(handle: OpenFile): Promise<void> {
  await handle.close().catch(() => undefined);
}

/** Opens a file for reading; `changed` where it is not there or is no plain file, `unreadable` where we may not. */
export function openRead(path: string): Promise<ReadHandle> {
  return guarded(path, 'read', async () => {
    const handle = await open(path, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK);
    try {
      await plainFile(handle, path);
    } catch (thrown) {
      await closeQuietly(handle);
      throw thrown;
    }
    return {
      stat: () => guarded(path, 'read', () => statHandle(handle)),
      read: (buffer, position) =>
        guarded(path, 'read', async () => (await handle.read(buffer, 0, buffer.byteLength, position)).bytesRead),
      close: () => guarded(path, 'read', () => handle.close()),
    };
  });
}

async function writeAll(handle: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, position + done);
    done += bytesWritten;
  }
}

function writeHandle(handle: OpenFile, path: string): WriteHandle {
  const step = <T>(run: () => Promise<T>): Promise<T> => guarded(path, 'write', run);
  return {
    write: (bytes, position) => step(() => writeAll(handle, bytes, position)),
    truncate: (size) => step(() => handle.truncate(size)),
    setModified: (mtimeMs) => step(() => handle.utimes(mtimeMs / 1000, mtimeMs / 1000)),
    // What is synced is whole, so it gets the mode that any new file of this user has.
    sync: () =>
      step(async () => {
        await handle.chmod(FINISHED_MODE);
        await handle.sync();
      }),
    stat: () => step(() => statHandle(handle)),
    close: () => step(() => handle.close()),
  };
}

/**
 * Makes a new file, or with `resume` opens one that is there. A file with a second name is refused: after a crash in the
 * middle of giving a staged file its name, the other name is already the user's.
 */
export function openWrite(path: string, options: { readonly resume?: boolean } = {}): Promise<WriteHandle> {
  const flags = constants.O_RDWR | NO_FOLLOW | NO_BLOCK;
  return guarded(path, 'write', async () => {
    if (options.resume !== true) {
      return writeHandle(await open(path, flags | constants.O_CREAT | constants.O_EXCL, UNFINISHED_MODE), path);
    }
    const handle = await open(path, flags);
    try {
      if ((await plainFile(handle, path)).links > 1)
        throw new SyncError('changed', { path, detail: 'it has two names' });
    } catch (thrown) {
      await closeQuietly(handle);
      throw thrown;
    }
    return writeHandle(handle, path);
  });
}
