/** Numbers, sizes, times and durations as people of a language write them. Pure: the moment is given. */
import type { Language } from '../../shared/text/say.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Formats {
  number(value: number): string;
  /** 0.5 is 50 %. */
  percent(share: number): string;
  /** With at most one digit after the point, in steps of 1000 as disks and clouds are sold. */
  size(bytes: number): string;
  speed(bytesPerSecond: number): string;
  /** `3 min`, `1 h 20 min`. */
  duration(seconds: number): string;
  /** `2 minutes ago`; a date once it is longer than a week. */
  ago(at: string, nowMs: number): string;
  /** Day and time. */
  moment(at: string): string;
  time(at: string): string;
  date(at: string): string;
  /** `Today`, `Yesterday`, or the date; the first letter large. */
  day(at: string, nowMs: number): string;
  /** The short name of a day; 0 is Monday. */
  weekday(index: number): string;
  list(words: readonly string[]): string;
}

const midnight = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
const large = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

function scaled(bytes: number): { readonly value: number; readonly unit: string } {
  let value = Math.max(0, bytes);
  let step = 0;
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  return { value, unit: UNITS[step] ?? 'byte' };
}

function makeFormats(locale: string): Formats {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const shortDay = new Intl.DateTimeFormat(locale, { weekday: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const units = new Map<string, Intl.NumberFormat>();
  const unit = (value: number, name: string, digits = 0): string => {
    const key = `${name} ${digits}`;
    // Making one takes longer than drawing a whole row of a list.
    const made =
      units.get(key) ??
      new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });
    units.set(key, made);
    return made.format(value);
  };
  const size = (bytes: number): string => {
    const { value, unit: name } = scaled(bytes);
    if (name === 'byte') return `${number.format(value)}\u00a0B`;
    return unit(value, name, value >= 100 ? 0 : 1);
  };
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    size,
    speed: (bytes) => `${size(bytes)}/s`,
    duration: (seconds) => {
      if (seconds < 60) return unit(Math.max(1, Math.round(seconds)), 'second');
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return unit(minutes, 'minute');
      const rest = minutes % 60;
      const hours = unit(Math.floor(minutes / 60), 'hour');
      return rest === 0 || minutes >= 600 ? hours : `${hours} ${unit(rest, 'minute')}`;
    },
    ago: (at, nowMs) => {
      const passed = Math.max(0, nowMs - Date.parse(at));
      if (passed < 45 * SECOND) return relative.format(0, 'second');
      if (passed < HOUR) return relative.format(-Math.max(1, Math.round(passed / MINUTE)), 'minute');
      if (passed < DAY) return relative.format(-Math.round(passed / HOUR), 'hour');
      if (passed < 7 * DAY) return relative.format(-Math.round(passed / DAY), 'day');
      return date.format(Date.parse(at));
    },
    moment: (at) => moment.format(Date.parse(at)),
    time: (at) => time.format(Date.parse(at)),
    date: (at) => date.format(Date.parse(at)),
    day: (at, nowMs) => {
      const days = Math.round((midnight(Date.parse(at)) - midnight(nowMs)) / DAY);
      return days === 0 || days === -1 ? large(relative.format(days, 'day')) : weekday.format(Date.parse(at));
    },
    // The first of January 2024 was a Monday.
    weekday: (index) => shortDay.format(new Date(2024, 0, 1 + index)),
    list: (words) => list.format(words),
  };
}

const MADE = new Map<Language, Formats>();

export function formatsFor(language: Language): Formats {
  const made = MADE.get(language) ?? makeFormats(LOCALES[language]);
  MADE.set(language, made);
  return made;
}
