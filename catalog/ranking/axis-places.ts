// Where scores along a direction lie between its two ends, from -1 to 1. Pure.

// The ends are where all but the outermost two in a hundred lie: one odd photo must not squeeze the rest together.
const outside = 0.02;

/** One place for each score. All are 0 where the scores don't differ. */
export function axisPlaces(scores: readonly number[]): number[] {
  const sorted = scores.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(outside), at(1 - outside)];
  if (high <= low) return scores.map(() => 0);
  return scores.map((score) => Math.min(1, Math.max(-1, (2 * (score - low)) / (high - low) - 1)));
}
