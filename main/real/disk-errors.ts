/** Turns what the operating system said into the one catalogue of errors, once, at the edge where it happened. */
import type { ErrorCode } from '../errors.ts';
import { SyncError, toSyncError } from '../errors.ts';

/** What was being done: a refusal of a read is `unreadable`, of anything else `not-writable`. */
export type Touch = 'read' | 'write';

/**
 * Codes that mean the same whatever was being done. A name that is taken, not there or of another kind is not a failure
 * of the disk but a world that moved between the look and the touch, hence `changed`.
 */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'changed',
  ENOTDIR: 'changed',
  EISDIR: 'changed',
  EEXIST: 'changed',
  ENOTEMPTY: 'changed',
  ELOOP: 'changed',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EBUSY: 'file-busy',
  ETXTBSY: 'file-busy',
  EAGAIN: 'file-busy',
  ENAMETOOLONG: 'path-too-long',
  EIO: 'disk-error',
  ENXIO: 'disk-error',
  ESTALE: 'disk-error',
  EMFILE: 'disk-error',
  ENFILE: 'disk-error',
  ENOMEM: 'disk-error',
  EROFS: 'not-writable',
  EXDEV: 'not-writable',
};

/** The operating system's code of an error ('ENOENT'), or undefined if it is none of its errors. */
export function systemCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}

function classify(code: string, touch: Touch): ErrorCode | undefined {
  if (code === 'EACCES' || code === 'EPERM') return touch === 'read' ? 'unreadable' : 'not-writable';
  return CODES[code];
}

/** Words for the codes that would puzzle whoever reads the log. */
function explain(code: string, message: string): string {
  if (code === 'EXDEV') return 'another volume is mounted here; link a folder that lies on one volume';
  if (code === 'EMFILE' || code === 'ENFILE')
    return 'too many files are open; raise the limit of open files (ulimit -n)';
  return message;
}

/** The `SyncError` for anything a file operation threw; what it does not know is `internal` and keeps its cause. */
export function diskError(thrown: unknown, path: string, touch: Touch): SyncError {
  if (thrown instanceof SyncError) return thrown;
  const code = systemCode(thrown);
  if (code === undefined || !(thrown instanceof Error)) return toSyncError(thrown, path);
  const ours = classify(code, touch);
  return ours === undefined
    ? toSyncError(thrown, path)
    : new SyncError(ours, { path, detail: explain(code, thrown.message), cause: thrown });
}

/** Runs one file operation so that only `SyncError` comes out. */
export async function guarded<T>(path: string, touch: Touch, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    throw diskError(thrown, path, touch);
  }
}
