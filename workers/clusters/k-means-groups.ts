// Groups by k-means: as many as are asked for, or as many as points lie most clearly in. Pure.
import { kmeans } from 'ml-kmeans';
import type { Matrix } from '../map/principal-components.ts';
import { silhouetteOf } from './silhouette.ts';

// Seeding and the silhouette compare many pairs: they look at so many points, spread over all.
const sampled = 2000;
const mostRounds = 50;

/** The group of each point. The same points give the same groups. */
export function kMeansGroups(points: Matrix, count: number): Int32Array {
  const sample = spread(points, sampled);
  const found = kmeans(rowsOf(sample), Math.min(count, sample.rows), { seed: count });
  if (sample === points) return Int32Array.from(found.clusters);
  const options = { initialization: found.centroids, maxIterations: mostRounds };
  return Int32Array.from(kmeans(rowsOf(points), found.centroids.length, options).clusters);
}

// The silhouette compares all pairs, for each number of groups.
const judged = 800;
// As good as the best: more groups say more.
const asGood = 0.01;

/** The number of groups with the best silhouette, of a sample. */
export function chooseCount(points: Matrix, { least, most }: { least: number; most: number }): number {
  const sample = spread(points, judged);
  const rows = rowsOf(sample);
  const largest = Math.min(most, Math.floor(sample.rows / 4));
  let best = { count: Math.min(largest, least), silhouette: -1 };
  for (const count of countsBetween(Math.min(least, largest), largest)) {
    const { clusters } = kmeans(rows, count, { seed: count });
    const silhouette = silhouetteOf(sample, clusters, count);
    if (silhouette > best.silhouette - asGood)
      best = { count, silhouette: Math.max(silhouette, best.silhouette) };
  }
  return best.count;
}

/** Few numbers one by one, then wider steps: 31 groups or 32 make no difference. */
function countsBetween(least: number, most: number): number[] {
  const counts: number[] = [];
  for (let count = least; count <= most; count += Math.max(1, Math.floor(count / 8))) counts.push(count);
  return counts;
}

function spread(points: Matrix, wanted: number): Matrix {
  const { rows, columns, values } = points;
  if (rows <= wanted) return points;
  const sample = new Float32Array(wanted * columns);
  for (let i = 0; i < wanted; i++) {
    const from = Math.floor((i * rows) / wanted) * columns;
    sample.set(values.subarray(from, from + columns), i * columns);
  }
  return { rows: wanted, columns, values: sample };
}

/** The library wants arrays of arrays. */
function rowsOf({ rows, columns, values }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(row * columns, (row + 1) * columns)),
  );
}
