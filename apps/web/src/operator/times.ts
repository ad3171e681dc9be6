// Writes times and amounts as operators read them, in the language of the pages.
import { locale as pageLocale } from '../strings/strings.ts';

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 minutes ago", "in 2 days"; within a minute "now". */
export function relativeTime(at: string, now = Date.now(), locale = pageLocale): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? format.format(Math.trunc(seconds / step[1]), step[0]) : format.format(0, 'second');
}

export function clockTime(at: string): string {
  return new Date(at).toLocaleString(pageLocale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** "1:04:09", "0:42". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export function byteCount(bytes: number): string {
  const [unit, size] =
    bytes >= 1e9
      ? (['gigabyte', 1e9] as const)
      : bytes >= 1e6
        ? (['megabyte', 1e6] as const)
        : (['kilobyte', 1e3] as const);
  return (bytes / size).toLocaleString(pageLocale, {
    style: 'unit',
    unit,
    maximumFractionDigits: bytes >= 1e6 ? 1 : 0,
  });
}

export const amount = (n: number, digits = 0): string =>
  n.toLocaleString(pageLocale, { maximumFractionDigits: digits });
