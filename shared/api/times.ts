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

/** The API's text for a moment in milliseconds; fractions of a second are dropped, as the API has none. */
export function formatDateTime(ms: number): string {
  return new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19);
}

/** Milliseconds of the start (UTC) of a date `YYYY-MM-DD`, or undefined. */
export function parseDate(value: string): number | undefined {
  return DATE.test(value) ? parseDateTime(`${value}T00:00:00`) : undefined;
}

/** `YYYY-MM-DD` of a moment in milliseconds, in UTC. */
export function formatDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
