/** Temporary files: where what comes from the cloud becomes whole before it gets a name. */
import { SyncError } from '../errors.ts';
import type { LocalSide, Staged } from '../sides.ts';
import type { WriteHandle } from '../world.ts';
import type { Ground } from './ground.ts';
import { createHasher, type Hasher, hashInto, PIECE_BYTES } from './hash.ts';

/** From so many bytes on, the room for them is looked at before the first one is written. */
const FREE_CHECK_BYTES = 16 * 1024 * 1024;
/** Bytes of the volume that a download leaves to everybody else, whatever size the cloud says that a file has. */
const FREE_RESERVE_BYTES = 64 * 1024 * 1024;

/** A long download is made durable each time so many bytes have come, so that a power cut does not take all of it. */
const DURABLE_EVERY_BYTES = 64 * 1024 * 1024;

type StageOptions = Parameters<LocalSide['stage']>[2];

/**
 * Gathers small pieces into big writes, since each write costs a trip through the thread pool. No room is taken for more
 * than what is expected, because most files are small.
 */
function createGatherer(handle: WriteHandle, from: number, expected: number) {
  const buffer = new Uint8Array(Math.min(PIECE_BYTES, Math.max(0, expected - from)));
  let filled = 0;
  let position = from;

  const flush = async (): Promise<void> => {
    if (filled === 0) return;
    await handle.write(buffer.subarray(0, filled), position);
    position += filled;
    filled = 0;
  };

  return {
    flush,
    async add(bytes: Uint8Array): Promise<void> {
      if (filled + bytes.byteLength > buffer.byteLength) await flush();
      if (bytes.byteLength > buffer.byteLength) {
        await handle.write(bytes, position);
        position += bytes.byteLength;
        return;
      }
      buffer.set(bytes, filled);
      filled += bytes.byteLength;
    },
  };
}

function wrongSize(name: string, expected: number, got: string): SyncError {
  return new SyncError('wrong-size', { path: name, detail: `${expected} bytes were announced, ${got} came` });
}

interface Run {
  readonly name: string;
  readonly from: number;
  readonly options: StageOptions;
}

/** Writes the source behind the first `from` bytes; what arrived is on disk, and durable, also when it breaks off. */
async function pour(source: AsyncIterable<Uint8Array>, handle: WriteHandle, hasher: Hasher, run: Run): Promise<void> {
  const { size, onBytes, onDurable } = run.options;
  const gatherer = createGatherer(handle, run.from, size);
  let total = run.from;
  let durable = run.from;
  const makeDurable = async (): Promise<void> => {
    await gatherer.flush();
    await handle.sync();
    durable = total;
    onDurable?.(total);
  };
  try {
    for await (const bytes of source) {
      if (total + bytes.byteLength > size) throw wrongSize(run.name, size, 'more');
      hasher.add(bytes);
      await gatherer.add(bytes);
      total += bytes.byteLength;
      onBytes?.(bytes.byteLength);
      if (total - durable >= DURABLE_EVERY_BYTES) await makeDurable();
    }
    await gatherer.flush();
  } catch (thrown) {
    // What broke off is what is to be told, whatever becomes of its beginning.
    if (total > durable) await makeDurable().catch(() => undefined);
    throw thrown;
  }
  if (total !== size) throw wrongSize(run.name, size, String(total));
}

/** The temporary files of one linked folder. */
export function createStage({ disk, folder, places, withOurFolders }: Ground) {
  const requireRoom = async (name: string, bytes: number): Promise<void> => {
    if (bytes < FREE_CHECK_BYTES) return;
    const { free } = await disk.volume(folder);
    if (bytes + FREE_RESERVE_BYTES <= free) return;
    throw new SyncError('disk-full', { path: name, detail: `${bytes} bytes are needed, ${free} are free` });
  };

  const stagedStat = async (name: string) => {
    const stat = await disk.stat(places.temporaryFile(name));
    // A second name means that it was given its name already and the crash came before this one was taken away.
    return stat?.kind === 'file' && stat.links < 2 ? stat : undefined;
  };

  const discard = async (name: string): Promise<void> => {
    const path = places.temporaryFile(name);
    if ((await disk.stat(path)) !== undefined) await disk.removeFile(path);
  };

  /** Opens the file anew, or at the `from` bytes that are kept, which are hashed again because only they are proof. */
  const openAt = async (name: string, from: number, hasher: Hasher): Promise<WriteHandle> => {
    const path = places.temporaryFile(name);
    if (from === 0) {
      await discard(name);
      return withOurFolders(() => disk.openWrite(path));
    }
    const kept = await disk.openRead(path);
    try {
      if ((await hashInto(hasher, kept, from)) !== from) {
        throw new SyncError('changed', { path: name, detail: 'less is kept of it than was thought' });
      }
    } finally {
      await kept.close();
    }
    const handle = await disk.openWrite(path, { resume: true });
    await handle.truncate(from);
    return handle;
  };

  const stage = async (name: string, source: AsyncIterable<Uint8Array>, options: StageOptions): Promise<Staged> => {
    const from = options.resumeFrom ?? 0;
    const hasher = createHasher();
    await requireRoom(name, options.size - from);
    const handle = await openAt(name, from, hasher);
    try {
      await pour(source, handle, hasher, { name, from, options });
      await handle.setModified(options.mtimeMs);
      await handle.sync();
    } catch (thrown) {
      await handle.close();
      // Bytes of a wrong size are no beginning of the right ones.
      if (thrown instanceof SyncError && thrown.code === 'wrong-size') await discard(name);
      throw thrown;
    }
    await handle.close();
    return { path: places.temporaryFile(name), size: options.size, hash: hasher.finish() };
  };

  return {
    stage,
    stagedSize: async (name: string): Promise<number> => (await stagedStat(name))?.size ?? 0,
    discardStaged: discard,
    stagedNames: async (): Promise<readonly string[]> => {
      const [listing] = await disk.list([places.temporary]);
      return listing?.ok === true ? listing.entries.map((entry) => entry.name) : [];
    },
  };
}
