// F1, precision and recall from summed verdicts, with the spread that bootstrapping gives.
import type { Verdict } from './judge-product.ts';

export interface Score {
  f1: number;
  /** Standard deviation of F1 over resamples of the pages. */
  std: number;
  precision: number;
  recall: number;
  tp: number;
  fp: number;
  fn: number;
}

/** As the benchmark draws. */
const resamples = 1000;

export function scoreOf(verdicts: Verdict[]): Score {
  return { ...ratios(verdicts), std: bootstrapStd(verdicts) };
}

/** Null when there was nothing to find and nothing was found. */
export function f1Of(verdicts: Verdict[]): number | null {
  const { tp, fp, fn, f1 } = ratios(verdicts);
  return tp + fp + fn === 0 ? null : f1;
}

function ratios(verdicts: Verdict[]): Omit<Score, 'std'> {
  const sum = { tp: 0, fp: 0, fn: 0 };
  for (const { tp, fp, fn } of verdicts) {
    sum.tp += tp;
    sum.fp += fp;
    sum.fn += fn;
  }
  const precision = sum.fp === 0 && sum.fn === 0 ? 1 : sum.tp / Math.max(1, sum.tp + sum.fp);
  const recall = sum.fp === 0 && sum.fn === 0 ? 1 : sum.tp / Math.max(1, sum.tp + sum.fn);
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { ...sum, precision, recall, f1 };
}

function bootstrapStd(verdicts: Verdict[]): number {
  if (verdicts.length === 0) return 0;
  const random = seededRandom(1);
  const scores = Array.from({ length: resamples }, () => {
    const drawn = verdicts.map(() => verdicts[Math.floor(random() * verdicts.length)] ?? noVerdict);
    return ratios(drawn).f1;
  });
  const mean = scores.reduce((sum, score) => sum + score, 0) / resamples;
  return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / resamples);
}

const noVerdict: Verdict = { tp: 0, fp: 0, fn: 0 };

/** mulberry32: the same pages give the same spread every time. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
