// A product's price history as something to draw and to say: one currency, changes only. Pure.
import type { Price, ProductDetail } from '../api/answers.ts';

export interface PricePoint extends Price {
  at: Date;
}

export interface PriceSteps {
  /** Oldest first; each differs from the one before it. Never empty. */
  points: readonly [PricePoint, ...PricePoint[]];
  low: Price;
  high: Price;
  /** Currencies that it was priced in as well; prices of two are never compared. */
  otherCurrencies: string[];
}

/** Null when no price was ever seen. */
export function priceSteps({
  price,
  priceHistory,
}: Pick<ProductDetail, 'price' | 'priceHistory'>): PriceSteps | null {
  const currency = price?.currency ?? priceHistory.at(-1)?.currency;
  const own = priceHistory
    .filter((entry) => entry.currency === currency)
    .map(({ amount, currency: code, at }) => ({ amount, currency: code, at: new Date(at) }))
    .filter(({ at }) => !Number.isNaN(at.getTime()))
    .toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const [first, ...changes] = own.filter((point, i) => point.amount !== own[i - 1]?.amount);
  if (!first) return null;
  const byAmount = own.toSorted((one, other) => one.amount - other.amount);
  const others = priceHistory.map((entry) => entry.currency).filter((code) => code !== currency);
  return {
    points: [first, ...changes],
    low: byAmount[0] ?? first,
    high: byAmount.at(-1) ?? first,
    otherCurrencies: [...new Set(others)].sort(),
  };
}

export interface Plot {
  width: number;
  height: number;
}

/**
 * The line of the steps in the coordinates of an SVG, from the first price to now. A price holds until the next one, so
 * the line goes across and then up or down, never slantwise.
 */
export function stepLine(
  { points, low, high }: PriceSteps,
  now: Date,
  { width, height }: Plot,
): { line: string; dots: { x: number; y: number }[] } {
  const from = points[0].at.getTime();
  const span = Math.max(1, now.getTime() - from);
  const range = high.amount - low.amount || 1;
  const x = (at: Date) => rounded((width * (at.getTime() - from)) / span);
  const y = (amount: number) => rounded(height * (1 - (amount - low.amount) / range));
  const dots = points.map(({ at, amount }) => ({ x: x(at), y: y(amount) }));
  const steps = dots.slice(1).map((dot) => `H${dot.x}V${dot.y}`);
  return { line: `M0 ${dots[0]?.y ?? 0}${steps.join('')}H${width}`, dots };
}

const rounded = (value: number) => Math.round(value * 10) / 10;
