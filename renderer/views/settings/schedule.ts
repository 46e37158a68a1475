/**
 * The week's schedule of bandwidth limits, as the engine writes it in one line:
 * `Mon-Fri 08:00-18:00 up=200 down=1000; Sat 09:00-12:00 up=50`. Pure.
 */

export const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export type Day = (typeof DAYS)[number];

export interface Span {
  readonly from: Day;
  readonly to: Day;
  /** `08:00`. */
  readonly start: string;
  readonly end: string;
  /** KiB a second; 0 is no limit. */
  readonly up: number;
  readonly down: number;
}

const SPAN = /^([a-z]{3})(?:-([a-z]{3}))?\s+(\d{1,2}:\d\d)-(\d{1,2}:\d\d)((?:\s+(?:up|down)=\d+)+)$/iu;

const dayOf = (text: string | undefined): Day | undefined =>
  DAYS.find((day) => day.toLowerCase() === text?.toLowerCase());

function spanOf(text: string): Span | undefined {
  const [, first, last, start, end, limits = ''] = SPAN.exec(text.trim()) ?? [];
  const from = dayOf(first);
  const to = dayOf(last ?? first);
  if (from === undefined || to === undefined || start === undefined || end === undefined) return undefined;
  const limit = (name: string): number => Number(new RegExp(`${name}=(\\d+)`, 'iu').exec(limits)?.[1] ?? 0);
  return { from, to, start: start.padStart(5, '0'), end: end.padStart(5, '0'), up: limit('up'), down: limit('down') };
}

/** Undefined where it is written in a way that this editor cannot show, such as with single days in a list. */
export function readSchedule(text: string): readonly Span[] | undefined {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  const spans = parts.map(spanOf);
  const known = spans.filter((span) => span !== undefined);
  return known.length === spans.length ? known : undefined;
}

export const writeSchedule = (spans: readonly Span[]): string =>
  spans
    .map(({ from, to, start, end, up, down }) => {
      const days = from === to ? from : `${from}-${to}`;
      return `${days} ${start}-${end} up=${up} down=${down}`;
    })
    .join('; ');
