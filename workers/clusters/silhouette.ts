// How clearly points lie in their own group: the mean silhouette (Rousseeuw 1987). Pure.
import type { Matrix } from '../map/principal-components.ts';

/**
 * Mean over the points of (distance to the next group - distance within the own) / the larger of the two: from -1 to 1.
 * Compares all pairs: give it a sample.
 *
 * @param groups the group of each point
 * @param count how many groups there are
 */
export function silhouetteOf(points: Matrix, groups: ArrayLike<number>, count: number): number {
  const sizes = new Float64Array(count);
  for (let i = 0; i < points.rows; i++) add(sizes, groups[i] ?? 0, 1);
  let total = 0;
  const sums = new Float64Array(count);
  for (let i = 0; i < points.rows; i++) {
    const own = groups[i] ?? 0;
    if ((sizes[own] ?? 0) < 2) continue;
    sums.fill(0);
    for (let j = 0; j < points.rows; j++) add(sums, groups[j] ?? 0, distance(points, i, j));
    const within = (sums[own] ?? 0) / ((sizes[own] ?? 0) - 1);
    let beyond = Number.POSITIVE_INFINITY;
    for (const [group, size] of sizes.entries()) {
      if (group !== own && size > 0) beyond = Math.min(beyond, (sums[group] ?? 0) / size);
    }
    if (beyond < Number.POSITIVE_INFINITY)
      total += (beyond - within) / Math.max(beyond, within, Number.MIN_VALUE);
  }
  return total / Math.max(1, points.rows);
}

function add(sums: Float64Array, at: number, value: number): void {
  sums[at] = (sums[at] ?? 0) + value;
}

function distance({ columns, values }: Matrix, one: number, other: number): number {
  let sum = 0;
  for (let i = 0, a = one * columns, b = other * columns; i < columns; i++) {
    const difference = (values[a + i] ?? 0) - (values[b + i] ?? 0);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
