/** What becomes of a node whose action failed: looked at again, held with a reason, or the whole run stops. */
import type { ErrorCode, SyncError } from '../errors.ts';
import type { HoldReason } from '../plan/types.ts';

export type Consequence =
  /** The world moved: the node stays on the list and is decided about again. */
  | { readonly kind: 'again' }
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly retryInMs: number | undefined }
  /** Not this node's trouble: nothing of the link can go on now. */
  | { readonly kind: 'stop' };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long a node waits by itself; undefined = until it, or what blocks it, changes. */
const HOLDS: Partial<Record<ErrorCode, { readonly reason: HoldReason; readonly every: number | undefined }>> = {
  unreadable: { reason: 'unreadable', every: MINUTE },
  'not-writable': { reason: 'unreadable', every: MINUTE },
  'file-busy': { reason: 'unreadable', every: 5 * SECOND },
  'path-too-long': { reason: 'name-too-long', every: undefined },
  'invalid-name': { reason: 'illegal-name-in-cloud', every: undefined },
  locked: { reason: 'locked', every: 30 * SECOND },
  'quota-exceeded': { reason: 'quota-exceeded', every: 5 * MINUTE },
  'file-too-large': { reason: 'too-large', every: undefined },
  'excluded-extension': { reason: 'excluded-extension', every: undefined },
};

/** Doubles from two seconds to five minutes; a fraction of it is chance, so that many nodes do not come back at once. */
export function backoffMs(attempts: number, fraction: number): number {
  const full = Math.min(5 * MINUTE, 2 * SECOND * 2 ** Math.min(attempts, 10));
  return full * (0.75 + fraction / 2);
}

/** @param attempts how often the node has been held before */
export function consequence(error: SyncError, attempts: number, fraction: number): Consequence {
  if (error.scope !== 'item') return { kind: 'stop' };
  if (error.code === 'cancelled') return { kind: 'stop' };
  const known = HOLDS[error.code];
  // A right may come back any day; what has to be sent for the answer is not sent for nothing more and more often.
  if (error.code === 'forbidden')
    return {
      kind: 'hold',
      reason: 'forbidden',
      retryInMs: Math.min(12 * 60, 10 * 2 ** Math.min(attempts, 7)) * MINUTE,
    };
  if (known !== undefined) return { kind: 'hold', reason: known.reason, retryInMs: known.every };
  if (error.retry === 'changed') return { kind: 'again' };
  return { kind: 'hold', reason: 'failing', retryInMs: error.retryAfterMs ?? backoffMs(attempts, fraction) };
}
