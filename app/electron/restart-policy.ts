/** When an engine that died is started again. */

/** Milliseconds before each try in a row. */
const DELAYS_MS = [200, 1000, 5000, 15_000, 30_000] as const;
/** An engine that ran this long was well; its death begins a new row. */
const WELL_AFTER_MS = 2 * 60_000;

/**
 * @param deaths moments of earlier deaths and starts in milliseconds, oldest first; the last one is now
 * @returns milliseconds to wait, or undefined: it dies each time, so a person has to look
 */
export function restartDelay(
  deaths: readonly { readonly startedMs: number; readonly diedMs: number }[],
): number | undefined {
  const lastWell = deaths.findLastIndex(({ startedMs, diedMs }) => diedMs - startedMs >= WELL_AFTER_MS);
  const row = deaths.length - Math.max(lastWell, 0);
  return DELAYS_MS[row - 1];
}
