// From which score on a result is a good match: rules over scores of what is known not to belong together. Pure.

/** A sorted copy's value that the share `p` of the values don't exceed. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/**
 * From the best scores that texts of all walks of life get in this catalogue: as far above their median as the lower
 * quartile is below it. Only the lower half counts, so that the catalogue may sell what half of the texts name, and
 * the best score of a text grows with the catalogue as that of a query does. `docs/search-quality.md` has the table
 * of the rules that were tried.
 */
export function textCutoff(bestScores: readonly number[]): number {
  const median = quantile(bestScores, 0.5);
  return bounded(2 * median - quantile(bestScores, 0.25));
}

/** From the scores between photos of different products: what 95 % of them stay below. */
export function photoCutoff(pairScores: readonly number[]): number {
  return bounded(quantile(pairScores, 0.95));
}

function bounded(score: number): number {
  return Math.min(1, Math.max(-1, Math.round(score * 1000) / 1000));
}
