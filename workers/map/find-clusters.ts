// Finds the groups of a map at two levels: a few regions, and the areas that each of them is made of. Pure.
import { kmeans } from 'ml-kmeans';
import { silhouetteOf } from '../clusters/silhouette.ts';
import type { RandomNumbers } from './random-numbers.ts';

export interface Clusters {
  /** The area of each point: an index into `areas`. */
  areaOf: Int16Array;
  areas: Area[];
  regions: Place[];
}

/** A group's middle, which is always one of its points, so that its name never stands in the void. */
export interface Place {
  /** Index of the point. */
  medoid: number;
  x: number;
  y: number;
}

export interface Area extends Place {
  /** Index into `regions`. */
  region: number;
}

type Point = [x: number, y: number];

// Two halves would be the clearest split of many maps, and tell a viewer nothing.
const fewestRegions = 5;
const mostRegions = 12;
const mostAreas = 72;
// The silhouette compares all pairs, for each number of regions.
const sampled = 500;

/** Of points given as x, y, x, y … What lies together on the map is what a viewer takes for a group, so that decides. */
export function findClusters(places: Float32Array, random: RandomNumbers): Clusters {
  const points = Array.from(
    { length: places.length / 2 },
    (_, i): Point => [places[2 * i] ?? 0, places[2 * i + 1] ?? 0],
  );
  const all = points.map((_, i) => i);
  const byRegion = split(points, all, chooseRegions(points, random));
  const areasWanted = Math.min(
    mostAreas,
    Math.max(byRegion.length, Math.round(2 * Math.sqrt(points.length / 2))),
  );
  const areaOf = new Int16Array(points.length);
  const areas: Area[] = [];
  for (const [region, members] of byRegion.entries()) {
    const wanted = Math.max(1, Math.round((areasWanted * members.length) / points.length));
    for (const inArea of split(points, members, wanted)) {
      for (const point of inArea) areaOf[point] = areas.length;
      areas.push({ region, ...middleOf(points, inArea) });
    }
  }
  return { areaOf, areas, regions: byRegion.map((members) => middleOf(points, members)) };
}

/** The number of regions under which points of a sample lie most clearly in their own. */
function chooseRegions(points: readonly Point[], random: RandomNumbers): number {
  const sample = points.length <= sampled ? [...points] : pick(points, sampled, random);
  const most = Math.min(mostRegions, Math.floor(sample.length / 4));
  const matrix = { rows: sample.length, columns: 2, values: Float32Array.from(sample.flat()) };
  let best = { count: 1, silhouette: 0 };
  for (let count = Math.max(2, Math.min(fewestRegions, most)); count <= most; count++) {
    const { clusters } = kmeans(sample, count, { seed: count });
    const silhouette = silhouetteOf(matrix, clusters, count);
    // A tie goes to more regions: they say more.
    if (silhouette > best.silhouette - 0.01)
      best = { count, silhouette: Math.max(silhouette, best.silhouette) };
  }
  return best.count;
}

function pick(points: readonly Point[], count: number, random: RandomNumbers): Point[] {
  return Array.from({ length: count }, () => points[Math.floor(random() * points.length)] ?? [0, 0]);
}

/** @returns the members, split into at most `count` groups, none of them empty */
function split(points: readonly Point[], members: readonly number[], count: number): number[][] {
  if (count <= 1 || members.length <= count) return [[...members]];
  const own = members.map((i) => points[i] ?? [0, 0]);
  const { clusters } = kmeans(own, count, { seed: count, maxIterations: 30 });
  const groups = Array.from({ length: count }, (): number[] => []);
  for (const [i, member] of members.entries()) groups[clusters[i] ?? 0]?.push(member);
  return groups.filter(({ length }) => length > 0);
}

function middleOf(points: readonly Point[], members: readonly number[]): Place {
  const mean = [0, 1].map(
    (axis) => members.reduce((sum, i) => sum + (points[i]?.[axis] ?? 0), 0) / members.length,
  );
  const gap = (i: number) =>
    Math.hypot((points[i]?.[0] ?? 0) - (mean[0] ?? 0), (points[i]?.[1] ?? 0) - (mean[1] ?? 0));
  const medoid = members.reduce((best, i) => (gap(i) < gap(best) ? i : best), members[0] ?? 0);
  return { medoid, x: points[medoid]?.[0] ?? 0, y: points[medoid]?.[1] ?? 0 };
}
