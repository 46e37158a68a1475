/** What one look at the surroundings gives, and the way to take it so that no look can end the others. */
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { SyncError, toSyncError } from '../../errors.ts';

export type { Check };

export const good = (name: string, found: string): Check => ({ name, outcome: 'good', found });
export const warning = (name: string, found: string, fix: string): Check => ({ name, outcome: 'warning', found, fix });
export const bad = (name: string, found: string, fix: string): Check => ({ name, outcome: 'bad', found, fix });
export const skipped = (name: string, found: string): Check => ({ name, outcome: 'skipped', found });

/** The same checks, about the link of this root. */
export const ofRoot = (rootId: number, checks: readonly Check[]): Check[] =>
  checks.map((check) => ({ ...check, rootId }));

/** Runs one look; what it throws becomes a check that says so. */
export async function look(name: string, run: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await run();
  } catch (thrown) {
    const error = toSyncError(thrown);
    const detail = thrown instanceof SyncError ? error.message : `it could not be looked at: ${error.detail ?? ''}`;
    return [bad(name, detail, 'If this is not clear, report it with the file that `doctor --bundle FILE` writes.')];
  }
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1.5 GB`. */
export function inBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}
