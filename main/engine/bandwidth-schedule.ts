/** The weekly schedule of bandwidth limits, as one line of text: `Mon-Fri 08:00-18:00 up=200 down=1000; Sat 09:00-12:00 up=50`. */
import { SyncError } from '../errors.ts';

/** KiB a second; 0 or left out is no limit of its own. */
export interface Limits {
  readonly up: number;
  readonly down: number;
}

interface Span extends Limits {
  /** 0 is Sunday. */
  readonly days: ReadonlySet<number>;
  /** Minutes of the day; `until` itself is outside. */
  readonly from: number;
  readonly until: number;
}

export type Schedule = readonly Span[];

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const SPAN =
  /^(?<days>[a-z,-]+)\s+(?<from>\d{1,2}:\d\d)-(?<until>\d{1,2}:\d\d)(?<limits>(?:\s+(?:up|down)=\d{1,9})+)$/iu;
const DAY_MINUTES = 24 * 60;

function wrong(text: string): SyncError {
  return new SyncError('wrong-usage', {
    path: 'bandwidth.schedule',
    detail: `"${text.trim()}" is no span such as "Mon-Fri 08:00-18:00 up=200 down=1000" (KiB a second; several are parted by ";")`,
  });
}

function daysOf(text: string, span: string): Set<number> {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first = '', last = first, ...more] = part.split('-');
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || more.length > 0) throw wrong(span);
    // A week is a ring: Sat-Mon are three days.
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return days;
}

function minutesOf(text: string, span: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  const total = hours * 60 + minutes;
  if (minutes > 59 || total > DAY_MINUTES) throw wrong(span);
  return total;
}

function spanOf(text: string): Span {
  const groups = SPAN.exec(text.trim())?.groups;
  if (groups === undefined) throw wrong(text);
  const { days = '', from = '', until = '', limits = '' } = groups;
  const limit = (name: string): number => Number(new RegExp(`${name}=(\\d+)`, 'iu').exec(limits)?.[1] ?? 0);
  return {
    days: daysOf(days, text),
    from: minutesOf(from, text),
    until: minutesOf(until, text),
    up: limit('up'),
    down: limit('down'),
  };
}

/** Throws `wrong-usage` naming the span that is not understood. */
export function parseSchedule(text: string): Schedule {
  return text
    .split(';')
    .filter((span) => span.trim() !== '')
    .map(spanOf);
}

/** A span that ends before it begins goes on over midnight and belongs to the day on which it began. */
function holds({ days, from, until }: Span, day: number, minute: number): boolean {
  if (from < until) return days.has(day) && minute >= from && minute < until;
  return (days.has(day) && minute >= from) || (days.has((day + 6) % 7) && minute < until);
}

const lowest = (...limits: readonly number[]): number => {
  const real = limits.filter((limit) => limit > 0);
  return real.length === 0 ? 0 : Math.min(...real);
};

/** What holds at that local time; of several limits the lowest. */
export function limitsAt(schedule: Schedule, at: Date, always: Limits): Limits {
  const minute = at.getHours() * 60 + at.getMinutes();
  const now = schedule.filter((span) => holds(span, at.getDay(), minute));
  return {
    up: lowest(always.up, ...now.map(({ up }) => up)),
    down: lowest(always.down, ...now.map(({ down }) => down)),
  };
}
