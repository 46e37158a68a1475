/** The system's limits on watching, and what to tell a person who has met one. */
import { readFileSync } from 'node:fs';
import type { WatchState } from '../world.ts';
import { systemCode } from './disk-errors.ts';

function inotifyLimit(name: string): number | undefined {
  try {
    const value = Number(readFileSync(`/proc/sys/fs/inotify/${name}`, 'utf8'));
    return Number.isSafeInteger(value) && value > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Events within a second beyond which some must be taken for lost: half of what the kernel's queue holds. */
export function floodLimit(): number {
  return Math.floor((inotifyLimit('max_queued_events') ?? 16_384) / 2);
}

/** True where the error says that the system gives no more watches. */
export function isWatchLimit(thrown: unknown): boolean {
  const code = systemCode(thrown);
  return code === 'ENOSPC' || code === 'EMFILE' || code === 'ENFILE';
}

function advice(thrown: unknown): string {
  if (process.platform !== 'linux') return 'The system gives no more watches.';
  if (systemCode(thrown) === 'ENOSPC') {
    const limit = inotifyLimit('max_user_watches');
    const name = 'fs.inotify.max_user_watches';
    return `The limit of ${limit ?? 'unknown'} watches (${name}) is reached; raise it: sysctl ${name}=1048576`;
  }
  const limit = inotifyLimit('max_user_instances');
  const name = 'fs.inotify.max_user_instances';
  return `The limit of ${limit ?? 'unknown'} watching programs (${name}) or of open files (ulimit -n) is reached; raise it.`;
}

/** The state after a limit was met: with the numbers, and what to do. */
export function limitState(thrown: unknown, watched: number, folders: number): WatchState {
  const found = 'Changes in the others are found by the slow full scan.';
  return {
    state: watched === 0 ? 'failed' : 'partial',
    detail: `${watched} of ${folders} folders are watched. ${watched === 0 ? '' : `${found} `}${advice(thrown)}`,
  };
}
