// How right a ranked list is, beside what chance would get.

export interface Judged {
  query: string;
  /** Right among the first ten, of as many as could be right. */
  precision: number;
  /** What a random order would get. */
  chance: number;
}

export const pageSize = 10;

/** @param hits the first ten or more, best first */
export function judge<Truth>(
  query: string,
  hits: readonly { truth: Truth }[],
  { all, isRight }: { all: readonly Truth[]; isRight: (truth: Truth) => boolean },
): Judged {
  const relevant = all.filter(isRight).length;
  const possible = Math.min(pageSize, relevant);
  const right = hits.slice(0, possible).filter(({ truth }) => isRight(truth)).length;
  return { query, precision: possible === 0 ? 0 : right / possible, chance: relevant / all.length };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** One row: the name of the measure, how many queries, their mean precision, chance. */
export function summaryOf(name: string, rows: readonly Judged[]): (string | number)[] {
  const means = [mean(rows.map((row) => row.precision)), mean(rows.map((row) => row.chance))];
  return [name, rows.length, ...means.map(percent)];
}
