/**
 * Operations of the local side that may be done in another thread: what they take and give can be copied, and each is
 * short. The thread that does them runs `doErrand` on a local side of its own; see `real/local-workers.ts`.
 */
import { type ErrorCode, SyncError, toSyncError } from '../errors.ts';
import type { Expected, LocalSide, Staged } from '../sides.ts';
import type { DiskStat } from '../world.ts';

/** What is asked for, in the words of `LocalSide`. `stage` has all of the bytes, `read` gives them. */
export type Errand =
  | { readonly does: 'read'; readonly path: string; readonly expected: Expected }
  | { readonly does: 'hash'; readonly path: string; readonly expected: Expected }
  | {
      readonly does: 'stage';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly size: number;
      readonly mtimeMs: number;
    }
  | { readonly does: 'placeNew'; readonly staged: Staged; readonly path: string }
  | {
      readonly does: 'replace';
      readonly staged: Staged;
      readonly path: string;
      readonly expected: Expected;
      readonly trash: string | undefined;
    }
  | { readonly does: 'makeFolder'; readonly path: string }
  | { readonly does: 'sync'; readonly paths: readonly string[] };

export interface WholeFile {
  readonly size: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

/** What each errand gives. */
export interface Fruits {
  readonly read: WholeFile;
  readonly hash: Uint8Array;
  readonly stage: Staged;
  readonly placeNew: DiskStat;
  readonly replace: DiskStat;
  readonly makeFolder: DiskStat;
  readonly sync: undefined;
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function readAll(side: LocalSide, path: string, expected: Expected): Promise<WholeFile> {
  const source = await side.openForUpload(path, expected);
  try {
    // Who asks has looked at the size; a file that has grown since is no longer the expected one.
    if (!(source.body instanceof Uint8Array))
      throw new SyncError('internal', { path, detail: 'it is too big to be read at once' });
    return { size: source.size, bytes: source.body, hash: source.hash() };
  } finally {
    await source.close();
  }
}

/** Does one errand; throws what the side throws. */
export function doErrand(side: LocalSide, errand: Errand): Promise<Fruits[keyof Fruits]> {
  switch (errand.does) {
    case 'read':
      return readAll(side, errand.path, errand.expected);
    case 'hash':
      return side.hash(errand.path, errand.expected);
    case 'stage':
      return side.stage(errand.name, one(errand.bytes), { size: errand.size, mtimeMs: errand.mtimeMs });
    case 'placeNew':
      return side.placeNew(errand.staged, errand.path);
    case 'replace':
      return side.replace(errand.staged, errand.path, errand.expected, errand.trash);
    case 'makeFolder':
      return side.makeFolder(errand.path);
    case 'sync':
      return side.sync(errand.paths).then(() => undefined);
  }
}

/** A `SyncError` on its way between threads, where classes do not survive. */
export interface CarriedError {
  readonly code: ErrorCode;
  readonly path: string | undefined;
  readonly detail: string | undefined;
}

export function carried(thrown: unknown): CarriedError {
  const { code, path, detail } = toSyncError(thrown);
  return { code, path, detail };
}

export function arrived({ code, path, detail }: CarriedError): SyncError {
  return new SyncError(code, {
    ...(path === undefined ? {} : { path }),
    ...(detail === undefined ? {} : { detail }),
  });
}
