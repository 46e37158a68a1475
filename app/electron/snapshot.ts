/** All that the shell shows, in one value; tray, menu, progress and notifications are functions of it. */
import type { Output } from '../../shared/contract/contract.ts';
import type { EngineState } from './engine-process.ts';
import type { Protection } from './secret-protection.ts';

/** The engine's state as it told it. */
export type Status = Output<'status'>;

export interface Snapshot {
  readonly engine: EngineState['kind'];
  /** As last told; undefined until the engine has spoken. */
  readonly status: Status | undefined;
  /** The last files that were synced, newest first. */
  readonly recent: Output<'activity'>;
  /** The cloud's own page, where somebody is signed in. */
  readonly server: string | undefined;
  /** The version that waits for a restart. */
  readonly update: string | undefined;
  readonly protection: Protection;
  readonly quitting: boolean;
}

export const firstSnapshot = (protection: Protection): Snapshot => ({
  engine: 'starting',
  status: undefined,
  recent: [],
  server: undefined,
  update: undefined,
  protection,
  quitting: false,
});

/** How far the running transfers are, from 0 to 1; undefined where nothing runs or it cannot be told. */
export function fractionDone(status: Status | undefined): number | undefined {
  if (status === undefined || status.transfers.length === 0) return undefined;
  const total = status.transfers.reduce((sum, { bytes }) => sum + bytes, 0);
  const done = status.transfers.reduce((sum, { bytesDone }) => sum + bytesDone, 0);
  return total === 0 ? undefined : Math.min(1, done / total);
}

export const conflictsIn = (status: Status | undefined): number =>
  status?.links.reduce((sum, { conflicts }) => sum + conflicts, 0) ?? 0;

export const heldIn = (status: Status | undefined): number =>
  status?.links.reduce((sum, { held, failed }) => sum + held + failed, 0) ?? 0;

export const pendingIn = (status: Status | undefined): number =>
  status?.links.reduce((sum, { pending }) => sum + pending, 0) ?? 0;

/** What the engine itself is up to comes before what it last said. */
export type Mood =
  | 'quitting'
  | 'starting'
  | 'restarting'
  | 'down'
  | 'signed-out'
  | 'unlinked'
  | 'halted'
  | 'offline'
  | 'paused'
  | 'working'
  | 'attention'
  | 'synced';

export function moodOf({ engine, status, quitting }: Snapshot): Mood {
  if (quitting) return 'quitting';
  if (engine === 'refused' || engine === 'down' || engine === 'closed') return 'down';
  if (engine === 'restarting') return 'restarting';
  if (status?.state === 'synced' && status.links.length === 0) return 'unlinked';
  // A link that was never in sync is not in sync, however little is known of what it lacks.
  if (status?.state === 'synced' && status.links.some(({ lastSyncedAt }) => lastSyncedAt === null)) return 'working';
  return status?.state ?? 'starting';
}
