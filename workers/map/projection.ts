// Lays vectors out in the plane, and finds the clusters they form there: what a map is drawn from. Pure.
import type { MapLayout } from '../../catalog/map/maps.ts';
import { type Clusters, findClusters } from './find-clusters.ts';
import { nearestPoints } from './nearest-points.ts';
import { neighbourGraph } from './neighbour-graph.ts';
import { type Matrix, principalComponents } from './principal-components.ts';
import { type RandomNumbers, randomNumbers } from './random-numbers.ts';
import { layOut } from './umap-layout.ts';

export interface Projection {
  /** x, y, x, y … within the unit square, as wide and high as it goes. */
  places: Float32Array;
  clusters: Clusters;
}

export interface ProjectionOptions {
  /** Default umap. */
  layout?: MapLayout | undefined;
  seed: number;
  onProgress?: (share: number) => void;
}

// Usual before UMAP; distances in them are a tenth of the work of 512 dimensions.
const components = 50;
// More neighbours blur small groups, fewer tear large ones apart: the reference implementation's default.
const neighbours = 15;

/** At least 3 vectors. The same vectors and seed give the same map. */
export function projectVectors(
  vectors: Matrix,
  { layout = 'umap', seed, onProgress }: ProjectionOptions,
): Projection {
  const random = randomNumbers(seed);
  const places =
    layout === 'pca' ? mainDirections(vectors, random) : layVectorsOut(vectors, { random, onProgress });
  return { places, clusters: findClusters(places, random) };
}

/** In the two directions in which they differ most: far apart there is far apart, but much comes to lie on one another. */
function mainDirections(vectors: Matrix, random: RandomNumbers): Float32Array {
  const places = principalComponents(vectors, { count: 2, random }).values;
  fitIntoSquare(places);
  return places;
}

/** The places alone, by UMAP. */
export function layVectorsOut(
  vectors: Matrix,
  { random, onProgress }: { random: RandomNumbers; onProgress?: ((share: number) => void) | undefined },
): Float32Array {
  const points = principalComponents(vectors, { count: components, random });
  onProgress?.(0.1);
  const nearest = nearestPoints(points, { count: neighbours, random });
  onProgress?.(0.3);
  const places = beginning(points, random);
  layOut(places, neighbourGraph(nearest), {
    random,
    onProgress: (share) => onProgress?.(0.3 + 0.65 * share),
  });
  fitIntoSquare(places);
  return places;
}

/** The first two components, 20 wide as UMAP expects. A little noise parts copies of one picture. */
function beginning({ rows, columns, values }: Matrix, random: RandomNumbers): Float32Array {
  let widest = 0;
  for (let row = 0; row < rows; row++) widest = Math.max(widest, Math.abs(values[row * columns] ?? 0));
  const scale = widest === 0 ? 1 : 10 / widest;
  return Float32Array.from({ length: 2 * rows }, (_, i) => {
    const value = values[Math.floor(i / 2) * columns + (i % 2)] ?? 0;
    return value * scale + 0.01 * (random() - 0.5);
  });
}

function fitIntoSquare(places: Float32Array): void {
  const [left, right] = extentOf(places, 0);
  const [bottom, top] = extentOf(places, 1);
  const size = Math.max(right - left, top - bottom) || 1;
  for (let i = 0; i < places.length; i += 2) {
    places[i] = ((places[i] ?? 0) - (left + right) / 2) / size + 0.5;
    places[i + 1] = ((places[i + 1] ?? 0) - (bottom + top) / 2) / size + 0.5;
  }
}

function extentOf(places: Float32Array, axis: 0 | 1): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = axis; i < places.length; i += 2) {
    low = Math.min(low, places[i] ?? 0);
    high = Math.max(high, places[i] ?? 0);
  }
  return [low, high];
}
