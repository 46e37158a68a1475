/** Every call ends in a `Result`: nothing is thrown across the bridge, and nothing answers `undefined`. */
import * as z from 'zod';
import { errorCode } from './primitives.ts';

export const failure = z.object({
  /** A code of the engine's catalogue, or `not-available` where this version lacks the method. */
  code: errorCode,
  /** The file, folder or address it happened to. */
  path: z.string().optional(),
  /** What the other side said; never a secret. */
  detail: z.string().optional(),
});
export type Failure = z.infer<typeof failure>;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Readonly<Failure> };

export const failed = (error: Failure): { readonly ok: false; readonly error: Failure } => ({ ok: false, error });

const thrownError = z.object({ name: z.literal('SyncError'), ...failure.shape });

/** Turns whatever a handler threw into a failure. The engine's errors are known by their name; all others are `internal`. */
export function toFailure(thrown: unknown): Failure {
  const known = thrownError.safeParse(thrown);
  if (!known.success) return { code: 'internal', detail: thrown instanceof Error ? thrown.message : String(thrown) };
  const { code, path, detail } = known.data;
  return { code, ...(path === undefined ? {} : { path }), ...(detail === undefined ? {} : { detail }) };
}
