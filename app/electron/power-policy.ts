/** What sleep and the battery mean for syncing. */

export interface PowerSituation {
  readonly suspended: boolean;
  readonly onBattery: boolean;
  /** The setting `desktop.on-battery`. */
  readonly onBatterySetting: 'sync' | 'pause';
  /** Whether syncing is paused now, by whomever. */
  readonly paused: boolean;
  /** Whether it was us who paused it. */
  readonly pausedByUs: boolean;
}

/** `look`: look everywhere on both sides, because hints were missed while the machine slept. */
export type PowerStep = 'pause' | 'resume' | 'look';

/** A pause that a person made is never ended here, and never made longer. */
export function powerStep(situation: PowerSituation, woke: boolean): PowerStep | undefined {
  const { suspended, onBattery, onBatterySetting, paused, pausedByUs } = situation;
  const mustRest = suspended || (onBattery && onBatterySetting === 'pause');
  if (mustRest) return paused ? undefined : 'pause';
  if (pausedByUs) return 'resume';
  return woke && !paused ? 'look' : undefined;
}
