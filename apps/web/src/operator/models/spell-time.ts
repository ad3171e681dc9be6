// How long something takes, as one says it: seconds, minutes or hours.
import { locale } from '../../strings/strings.ts';

export function spellTime(seconds: number): string {
  const [unit, size] =
    seconds < 90
      ? (['second', 1] as const)
      : seconds < 90 * 60
        ? (['minute', 60] as const)
        : (['hour', 3_600] as const);
  const digits = unit === 'hour' ? 1 : 0;
  return (seconds / size).toLocaleString(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: digits,
  });
}
