/** How long a pause from the menu lasts. */

/** When "tomorrow" begins: before the first person sits down. */
const MORNING_HOUR = 6;

/** Minutes from now, at least 1; undefined: until it is resumed. `now` is local time. */
export function pauseMinutes(until: 'hour' | 'tomorrow' | 'resumed', now: Date): number | undefined {
  if (until === 'resumed') return undefined;
  if (until === 'hour') return 60;
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR);
  return Math.max(1, Math.ceil((morning.getTime() - now.getTime()) / 60_000));
}

/** What is left of a pause that was to last until a moment; undefined where it is over. `null` has no end. */
export function pauseLeft(until: string | null, nowMs: number): { readonly minutes?: number } | undefined {
  if (until === null) return {};
  const minutes = Math.ceil((Date.parse(until) - nowMs) / 60_000);
  return minutes > 0 ? { minutes } : undefined;
}
