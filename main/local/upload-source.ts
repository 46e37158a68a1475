/** Reading a file so that what was read is proven to be one state of it, never the half of a save. */
import { SyncError } from '../errors.ts';
import type { Expected, UploadSource } from '../sides.ts';
import type { Clock, Disk, DiskStat, ReadHandle } from '../world.ts';
import { isUntouched, requireExpected } from './expected.ts';
import { createHasher, hashInto, hashWhole, PIECE_BYTES } from './hash.ts';
import { settle } from './settle.ts';

/** Up to this size a file is read whole before the first byte is sent. */
export const WHOLE_BYTES = 1024 * 1024;

/** A file open for reading that was the expected one when it was opened. */
interface Watched {
  readonly handle: ReadHandle;
  readonly size: number;
  /** Throws `changed` unless nothing was written since the opening and the path still leads to this very file. */
  stillTheSame(): Promise<void>;
}

interface Reader {
  readonly disk: Disk;
  readonly clock: Clock | undefined;
  /** Absolute. */
  readonly path: string;
  /** Opens it, and nothing that has come into the place of a folder above it. */
  readonly open: () => Promise<ReadHandle>;
}

function changed(path: string, detail: string): SyncError {
  return new SyncError('changed', { path, detail });
}

async function openWatched({ disk, clock, path, open }: Reader, expected: Expected): Promise<Watched> {
  const handle = await open();
  try {
    const before = requireExpected(await handle.stat(), expected, path);
    if (clock !== undefined) await settle(before, clock);
    return { handle, size: before.size, stillTheSame: () => requireUntouched(disk, path, handle, before) };
  } catch (thrown) {
    await handle.close();
    throw thrown;
  }
}

async function requireUntouched(disk: Disk, path: string, handle: ReadHandle, before: DiskStat): Promise<void> {
  const [after, named] = await Promise.all([handle.stat(), disk.stat(path)]);
  if (!isUntouched(before, after)) throw changed(path, 'it was written to while it was read');
  if (named === undefined || named.ino !== before.ino) throw changed(path, 'it was replaced while it was read');
}

/** Fills a new buffer of `size` bytes from `position`; `changed` if the file ends before. */
async function readPiece(handle: ReadHandle, path: string, position: number, size: number): Promise<Uint8Array> {
  // Not out of the shared pool, and not zeroed: all of it is filled or thrown away.
  const bytes: Uint8Array = Buffer.allocUnsafeSlow(size);
  let done = 0;
  while (done < size) {
    const count = await handle.read(bytes.subarray(done), position + done);
    if (count === 0) throw changed(path, 'it got shorter while it was read');
    done += count;
  }
  return bytes;
}

async function wholeSource(watched: Watched, path: string): Promise<UploadSource> {
  try {
    const body = await readPiece(watched.handle, path, 0, watched.size);
    await watched.stillTheSame();
    const digest = hashWhole(body);
    return { size: watched.size, body, hash: () => digest, close: () => Promise.resolve() };
  } finally {
    await watched.handle.close();
  }
}

/**
 * The file in pieces. The last piece is held back until the file was looked at again: a transfer that lacks its last
 * bytes can never become a file in the cloud.
 */
function streamedSource(watched: Watched, path: string): UploadSource {
  const hasher = createHasher();
  let digest: Uint8Array | undefined;
  let given = false;

  async function* pieces(): AsyncGenerator<Uint8Array> {
    if (given) throw new SyncError('internal', { path, detail: 'the bytes can be given out only once' });
    given = true;
    for (let position = 0; position < watched.size; position += PIECE_BYTES) {
      const piece = await readPiece(watched.handle, path, position, Math.min(PIECE_BYTES, watched.size - position));
      hasher.add(piece);
      if (position + piece.byteLength === watched.size) {
        await watched.stillTheSame();
        digest = hasher.finish();
      }
      yield piece;
    }
  }

  return {
    size: watched.size,
    body: pieces(),
    hash: () => {
      if (digest === undefined)
        throw new SyncError('internal', { path, detail: 'the bytes are not all given out yet' });
      return digest;
    },
    close: () => watched.handle.close(),
  };
}

/** `LocalSide.openForUpload` for an absolute path. */
export async function openUploadSource(reader: Reader, expected: Expected): Promise<UploadSource> {
  const watched = await openWatched(reader, expected);
  return watched.size <= WHOLE_BYTES ? wholeSource(watched, reader.path) : streamedSource(watched, reader.path);
}

/** `LocalSide.hash` for an absolute path. */
export async function hashExpected(reader: Reader, expected: Expected): Promise<Uint8Array> {
  const watched = await openWatched(reader, expected);
  try {
    const hasher = createHasher();
    const count = await hashInto(hasher, watched.handle, watched.size);
    if (count !== watched.size) throw changed(reader.path, 'it got shorter while it was read');
    await watched.stillTheSame();
    return hasher.finish();
  } finally {
    await watched.handle.close();
  }
}
