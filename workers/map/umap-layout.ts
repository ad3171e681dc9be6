// UMAP's layout: neighbours pull each other together in the plane, everything else pushes apart. Pure.
// Written for typed arrays: umap-js takes 1.3 GB for 20,000 points, on its JavaScript arrays and string keys.
import type { Graph } from './neighbour-graph.ts';
import type { RandomNumbers } from './random-numbers.ts';

export interface LayoutOptions {
  random: RandomNumbers;
  /** Told the share that is done, 0..1, after each round. */
  onProgress?: (share: number) => void;
}

// The curve 1 / (1 + a d^2b) that fits min_dist = 0.1 and spread = 1, as in the reference implementation.
const a = 1.577;
const b = 0.895;
// Pushes for each pull.
const pushes = 5;
const longestStep = 4;

/**
 * Moves the points, given as x, y, x, y …, in place. Where they begin decides which groups come to lie beside which:
 * begin with principal components, never at random.
 */
export function layOut(places: Float32Array, graph: Graph, { random, onProgress }: LayoutOptions): void {
  const points = places.length / 2;
  const rounds = points <= 10_000 ? 500 : 200;
  const strongest = graph.weights.reduce((most, weight) => Math.max(most, weight), 0);
  // A strong edge pulls in every round, a weak one in few.
  const every = graph.weights.map((weight) => strongest / weight);
  const next = every.slice();
  const push = (point: number, other: number, rate: number) => {
    const dx = (places[2 * point] ?? 0) - (places[2 * other] ?? 0);
    const dy = (places[2 * point + 1] ?? 0) - (places[2 * other + 1] ?? 0);
    const gap = dx * dx + dy * dy;
    if (gap === 0) return;
    const strength = (2 * b) / ((0.001 + gap) * (1 + a * gap ** b));
    move(places, point, rate * clip(strength * dx), rate * clip(strength * dy));
  };
  for (let round = 0; round < rounds; round++) {
    const rate = 1 - round / rounds;
    for (let edge = 0; edge < next.length; edge++) {
      if ((next[edge] ?? 0) > round) continue;
      next[edge] = (next[edge] ?? 0) + (every[edge] ?? 1);
      const point = graph.from[edge] ?? 0;
      pull(places, point, graph.to[edge] ?? 0, rate);
      for (let i = 0; i < pushes; i++) push(point, Math.floor(random() * points), rate);
    }
    onProgress?.((round + 1) / rounds);
  }
}

function pull(places: Float32Array, point: number, other: number, rate: number): void {
  const dx = (places[2 * point] ?? 0) - (places[2 * other] ?? 0);
  const dy = (places[2 * point + 1] ?? 0) - (places[2 * other + 1] ?? 0);
  const gap = dx * dx + dy * dy;
  if (gap === 0) return;
  const power = gap ** b;
  const strength = (-2 * a * b * power) / (gap * (1 + a * power));
  const x = rate * clip(strength * dx);
  const y = rate * clip(strength * dy);
  move(places, point, x, y);
  move(places, other, -x, -y);
}

function move(places: Float32Array, point: number, x: number, y: number): void {
  places[2 * point] = (places[2 * point] ?? 0) + x;
  places[2 * point + 1] = (places[2 * point + 1] ?? 0) + y;
}

const clip = (x: number) => (x > longestStep ? longestStep : x < -longestStep ? -longestStep : x);
