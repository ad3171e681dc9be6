// Groups by density: where points lie closer together than around it, however many such places there are. Pure.
// HDBSCAN after Campello, Moulavi and Sander (2013) over the graph of nearest points, with the excess of mass.
import { type Nearest, nearestPoints } from '../map/nearest-points.ts';
import type { Matrix } from '../map/principal-components.ts';
import type { RandomNumbers } from '../map/random-numbers.ts';

export interface DensityOptions {
  /** Fewer points are no group. */
  leastSize: number;
  random: RandomNumbers;
}

// Of the graph. With all pairs, memory and time would grow with the square of the catalogue.
const neighbours = 30;
// A point's density: how far it has to the fifth nearest.
const coreNeighbour = 5;
// Copies of one picture lie at no distance at all.
const leastDistance = 1e-6;

/** The group of each point; -1 for those that lie between groups. */
export function densityGroups(points: Matrix, { leastSize, random }: DensityOptions): Int32Array {
  if (points.rows < 2 * leastSize) return new Int32Array(points.rows).fill(-1);
  const nearest = nearestPoints(points, { count: neighbours, random });
  return labelsOf(clusterTree(points.rows, edgesOf(nearest), leastSize));
}

interface Edge {
  one: number;
  other: number;
  distance: number;
}

/** By mutual reachability, the shortest first: sparse places are pushed apart. */
function edgesOf({ count, ids, distances }: Nearest): Edge[] {
  const core = (point: number) => distances[point * count + Math.min(coreNeighbour, count) - 1] ?? 0;
  return Array.from(ids, (other, at): Edge => {
    const one = Math.floor(at / count);
    const distance = Math.max(distances[at] ?? 0, core(one), core(other), leastDistance);
    return { one, other, distance };
  }).sort((one, other) => one.distance - other.distance);
}

/** A dense place, from where it begins to where it merges with another or the graph ends. */
interface Dense {
  parent: number | null;
  children: number[];
  points: number;
  /** Sum over its points of the density (1 / distance) at which each belongs to it. */
  mass: number;
  /** Of its mass, what lies above the density at which it merges. */
  stability: number;
}

interface ClusterTree {
  dense: Dense[];
  /** The first place that each point belonged to; -1: it never did. */
  placeOf: Int32Array;
}

/** Joins points from the densest on: small components grow until they are a place, places merge into larger ones. */
function clusterTree(points: number, edges: readonly Edge[], leastSize: number): ClusterTree {
  const dense: Dense[] = [];
  const placeOf = new Int32Array(points).fill(-1);
  const parent = Int32Array.from({ length: points }, (_, i) => i);
  const loose: (number[] | null)[] = Array.from({ length: points }, (_, i) => [i]);
  const placeAt = new Int32Array(points).fill(-1);

  const begin = (children: number[], members: number, density: number): number => {
    for (const child of children) end(dense[child], dense.length, density);
    dense.push({ parent: null, children, points: members, mass: members * density, stability: 0 });
    return dense.length - 1;
  };
  const settle = (members: readonly number[], place: number) => {
    for (const member of members) placeOf[member] = place;
  };
  for (const { one, other, distance } of edges) {
    const [a, b] = [rootOf(parent, one), rootOf(parent, other)];
    if (a === b) continue;
    const density = 1 / distance;
    parent[b] = a;
    const [placeA, placeB] = [placeAt[a] ?? -1, placeAt[b] ?? -1];
    const newcomers = [...(loose[a] ?? []), ...(loose[b] ?? [])];
    loose[a] = loose[b] = null;
    if (placeA >= 0 && placeB >= 0) {
      const members = (dense[placeA]?.points ?? 0) + (dense[placeB]?.points ?? 0);
      placeAt[a] = begin([placeA, placeB], members, density);
    } else if (placeA >= 0 || placeB >= 0) {
      const place = Math.max(placeA, placeB);
      placeAt[a] = place;
      settle(newcomers, place);
      grow(dense[place], newcomers.length, density);
    } else if (newcomers.length >= leastSize) {
      placeAt[a] = begin([], newcomers.length, density);
      settle(newcomers, placeAt[a] ?? -1);
    } else {
      loose[a] = newcomers;
    }
  }
  // What the graph does not join lies infinitely far apart.
  for (const one of dense) if (one.parent === null) one.stability = one.mass;
  return { dense, placeOf };
}

function end(place: Dense | undefined, parent: number, density: number): void {
  if (!place) return;
  place.parent = parent;
  place.stability = place.mass - place.points * density;
}

function grow(place: Dense | undefined, members: number, density: number): void {
  if (!place) return;
  place.points += members;
  place.mass += members * density;
}

function rootOf(parent: Int32Array, point: number): number {
  let root = point;
  while (parent[root] !== root) root = parent[root] ?? root;
  for (let at = point; at !== root; ) {
    const next = parent[at] ?? root;
    parent[at] = root;
    at = next;
  }
  return root;
}

/** The places whose stability is more than that of all within them. The whole is no group of itself. */
function labelsOf({ dense, placeOf }: ClusterTree): Int32Array {
  const best = new Float64Array(dense.length);
  const isChosen = dense.map(() => false);
  // Children come before their parents.
  for (const [i, { children, stability, parent, points }] of dense.entries()) {
    const within = children.reduce((sum, child) => sum + (best[child] ?? 0), 0);
    const isWhole = parent === null && points > placeOf.length / 2 && children.length > 0;
    isChosen[i] = stability > within && !isWhole;
    best[i] = isChosen[i] ? stability : within;
  }
  const label = new Int32Array(dense.length).fill(-1);
  let labels = 0;
  for (let i = dense.length - 1; i >= 0; i--) {
    const above = label[dense[i]?.parent ?? -1] ?? -1;
    label[i] = above >= 0 ? above : isChosen[i] ? labels++ : -1;
  }
  return placeOf.map((place) => label[place] ?? -1);
}
