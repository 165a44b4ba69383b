const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** How long ago something was. */
export function ago(seconds: number): string {
  const [unit, length] = STEPS.find(([, length]) => seconds >= length) ?? ['second', 1];
  return seconds < 10 ? 'just now' : relative.format(-Math.round(seconds / length), unit);
}

/** A length of time, exact enough to compare. */
export function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** A point in time, in the reader's time zone. */
export function momentOf(iso: string): string {
  return moment.format(new Date(iso));
}

/** A day, in the reader's time zone. */
export function dayOf(iso: string): string {
  return day.format(new Date(iso));
}

/** A time of today, in the reader's time zone. */
export function timeOf(moment: Date): string {
  return time.format(moment);
}
