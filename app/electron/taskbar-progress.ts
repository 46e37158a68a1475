/** The bar on the dock's or taskbar's icon. */
import { fractionDone, moodOf, type Snapshot } from './snapshot.ts';

/** As `BrowserWindow.setProgressBar` takes it: below 0 none, above 1 without an end. */
export interface TaskbarProgress {
  readonly value: number;
  readonly mode: 'none' | 'normal' | 'indeterminate' | 'error' | 'paused';
}

export function taskbarProgress(snapshot: Snapshot): TaskbarProgress {
  const mood = moodOf(snapshot);
  if (mood === 'halted' || mood === 'down') return { value: 1, mode: 'error' };
  if (mood !== 'working') return { value: -1, mode: 'none' };
  const done = fractionDone(snapshot.status);
  return done === undefined ? { value: 2, mode: 'indeterminate' } : { value: done, mode: 'normal' };
}
