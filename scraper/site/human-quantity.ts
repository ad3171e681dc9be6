// Quantities as people write them, `2 GB` or `30 min`, in the unit that the program counts in.

const units = {
  bytes: { b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 },
  minutes: {
    ms: 1 / 60_000,
    s: 1 / 60,
    sec: 1 / 60,
    min: 1,
    minute: 1,
    minutes: 1,
    h: 60,
    hour: 60,
    hours: 60,
  },
  milliseconds: { ms: 1, s: 1000, sec: 1000, second: 1000, seconds: 1000, min: 60_000 },
} as const satisfies Record<string, Record<string, number>>;

export type CountedUnit = keyof typeof units;

/** What to say is allowed. */
export const quantityExamples: Record<CountedUnit, string> = {
  bytes: 'a number of bytes, or a size such as "500 MB" or "2 GB"',
  minutes: 'a number of minutes, or a time such as "90 min" or "2 h"',
  milliseconds: 'a number of milliseconds, or a time such as "500 ms" or "2 s"',
};

/** A number is in `unit` already; null for what is no quantity of that kind. */
export function parseQuantity(value: number | string, unit: CountedUnit): number | null {
  if (typeof value === 'number') return value;
  const [, digits, name = ''] = /^\s*(\d{1,15}(?:\.\d{1,6})?)\s*([a-z]*)\s*$/i.exec(value) ?? [];
  if (digits === undefined) return null;
  const factors: Record<string, number> = units[unit];
  const factor = name === '' ? 1 : factors[name.toLowerCase()];
  return factor === undefined ? null : Number(digits) * factor;
}
