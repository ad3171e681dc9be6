// Where amounts lie on the price slider: each range of the histogram is equally wide, whatever it spans.
import type { Facets } from '../api/answers.ts';

type Buckets = Facets['price']['buckets'];

/** Steps of the slider within one range. */
const stepsPerBucket = 10;

export interface PriceScale {
  steps: number;
  /** The step of an amount; null, no bound, is the slider's end. */
  stepOf(amount: number | null, end: 'low' | 'high'): number;
  /** The amount at a step, rounded as a shopper would say it; null at the slider's end. */
  amountAt(step: number, end: 'low' | 'high'): number | null;
}

export function priceScale(buckets: Buckets): PriceScale {
  const steps = buckets.length * stepsPerBucket;
  const ends = { low: 0, high: steps };
  const exactly = (step: number) => {
    const bucket = buckets[Math.min(Math.floor(step / stepsPerBucket), buckets.length - 1)];
    if (!bucket) return 0;
    const share = step / stepsPerBucket - buckets.indexOf(bucket);
    return bucket.from + (bucket.to - bucket.from) * share;
  };
  return {
    steps,
    stepOf(amount, end) {
      if (amount === null) return ends[end];
      const index = buckets.findIndex(({ to }) => amount < to);
      const bucket = buckets[index];
      if (!bucket) return steps;
      const share = (amount - bucket.from) / (bucket.to - bucket.from);
      return Math.max(0, Math.round((index + share) * stepsPerBucket));
    },
    amountAt(step, end) {
      if (step === ends[end]) return null;
      return rounded(exactly(step), exactly(Math.min(steps, step + 1)) - exactly(step), end);
    },
  };
}

/** To the largest of 0.01, 0.1, 1, 10 … that a step still spans, outwards: never less than the slider shows. */
function rounded(amount: number, span: number, end: 'low' | 'high'): number {
  const unit = 10 ** Math.max(-2, Math.floor(Math.log10(Math.max(span, 0.01))));
  const round = end === 'low' ? Math.floor : Math.ceil;
  return Number((round(Number((amount / unit).toFixed(6))) * unit).toFixed(2));
}
