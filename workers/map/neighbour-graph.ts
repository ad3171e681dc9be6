// The fuzzy graph that UMAP lays out: how much each point belongs to the neighbourhood of each other. Pure.
// After McInnes, Healy and Melville, "UMAP" (arXiv:1802.03426), section 3.1.
import type { Nearest } from './nearest-points.ts';

/** Edge `i` goes from `from[i]` to `to[i]`; each is there in both directions. */
export interface Graph {
  from: Int32Array;
  to: Int32Array;
  /** 0..1 */
  weights: Float32Array;
}

export function neighbourGraph(nearest: Nearest): Graph {
  const { count, ids } = nearest;
  const memberships = membershipsOf(nearest);
  const from: number[] = [];
  const to: number[] = [];
  const weights: number[] = [];
  for (let at = 0; at < ids.length; at++) {
    const point = Math.floor(at / count);
    const other = ids[at] ?? 0;
    const back = ids.subarray(other * count, (other + 1) * count).indexOf(point);
    // Of a pair that names each other, the first one writes both directions.
    if (back >= 0 && other < point) continue;
    const there = memberships[at] ?? 0;
    const home = back >= 0 ? (memberships[other * count + back] ?? 0) : 0;
    from.push(point, other);
    to.push(other, point);
    weights.push(there + home - there * home, there + home - there * home);
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to), weights: Float32Array.from(weights) };
}

/** The nearest other counts fully, the rest fall off so that they sum up to the same for every point. */
function membershipsOf({ count, ids, distances }: Nearest): Float32Array {
  const memberships = new Float32Array(ids.length);
  for (let start = 0; start < ids.length; start += count) {
    const own = distances.subarray(start, start + count);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    const scale = scaleOf(own, nearest);
    for (const [i, distance] of own.entries()) memberships[start + i] = fallOff(distance - nearest, scale);
  }
  return memberships;
}

const fallOff = (beyond: number, scale: number) => (beyond <= 0 ? 1 : Math.exp(-beyond / scale));

function scaleOf(distances: Float32Array, nearest: number): number {
  const wanted = Math.log2(distances.length + 1);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let scale = 1;
  for (let round = 0; round < 40; round++) {
    const sum = distances.reduce((total, distance) => total + fallOff(distance - nearest, scale), 0);
    if (Math.abs(sum - wanted) < 1e-4) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Number.POSITIVE_INFINITY ? scale * 2 : (low + high) / 2;
  }
  // Many copies of one picture leave nothing to fall off over.
  const mean = distances.reduce((total, distance) => total + distance, 0) / distances.length;
  return Math.max(scale, 1e-3 * mean, Number.MIN_VALUE);
}
