/** The API's times: UTC, whole seconds, `YYYY-MM-DDTHH:MM:SS` without a zone letter; dates `YYYY-MM-DD` [seed]. */

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LENIENT_TAIL = /(?:\.\d{1,9})?(?:Z|\+00:00)?$/;

/**
 * Milliseconds since 1970 of a time in exactly the reference's form, or undefined. A day that is not in the calendar
 * (2026-02-30) is not a time.
 */
export function parseDateTime(value: string): number | undefined {
  const parts = DATE_TIME.exec(value);
  if (parts === null) return undefined;
  const ms = Date.UTC(
    Number(parts[1]),
    Number(parts[2]) - 1,
    Number(parts[3]),
    Number(parts[4]),
    Number(parts[5]),
    Number(parts[6]),
  );
  return formatDateTime(ms) === value ? ms : undefined;
}

/** As `parseDateTime`, but also takes fractions of a second and a `Z`, which a live service may send. For reading answers. */
export function readDateTime(value: string): number | undefined {
  return parseDateTime(value.replace(LENIENT_TAIL, ''));
}

const DAY_S = 86_400;
/** Days as text; listings have two times for each child, and making a `Date` for each costs a quarter of a listing. */
const days = new Map<number, string>();
const DAYS_KEPT = 4096;

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * DAY_S * 1000).toISOString().slice(0, 10);
  if (days.size >= DAYS_KEPT) days.clear();
  days.set(day, text);
  return text;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/**
 * The API's text for a moment in milliseconds; fractions of a second are dropped, as the API has none. Throws RangeError
 * for what is no moment, as `Date` does.
 */
export function formatDateTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const day = Math.floor(seconds / DAY_S);
  const left = seconds - day * DAY_S;
  return `${dayText(day)}T${two(Math.floor(left / 3600))}:${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`;
}

/** Milliseconds of the start (UTC) of a date `YYYY-MM-DD`, or undefined. */
export function parseDate(value: string): number | undefined {
  return DATE.test(value) ? parseDateTime(`${value}T00:00:00`) : undefined;
}

/** `YYYY-MM-DD` of a moment in milliseconds, in UTC. */
export function formatDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
