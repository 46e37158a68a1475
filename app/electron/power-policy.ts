/** What sleep means for syncing. Battery and networks that cost are the engine's to judge; see `surroundings.ts`. */

export interface PowerSituation {
  readonly suspended: boolean;
  /** Whether syncing is paused now, by whomever. */
  readonly paused: boolean;
  /** Whether it was us who paused it. */
  readonly pausedByUs: boolean;
}

/** `look`: look everywhere on both sides, because hints were missed while the machine slept. */
export type PowerStep = 'pause' | 'resume' | 'look';

/** A pause that a person made is never ended here, and never made longer. */
export function powerStep({ suspended, paused, pausedByUs }: PowerSituation, woke: boolean): PowerStep | undefined {
  if (suspended) return paused ? undefined : 'pause';
  if (pausedByUs) return 'resume';
  return woke && !paused ? 'look' : undefined;
}
