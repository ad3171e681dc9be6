// The map's mathematics on made-up vectors whose groups are known.
import { expect, test } from 'vitest';
import { findClusters } from '../../../workers/map/find-clusters.ts';
import { nearestPoints } from '../../../workers/map/nearest-points.ts';
import { type Matrix, principalComponents } from '../../../workers/map/principal-components.ts';
import { projectVectors } from '../../../workers/map/projection.ts';
import { randomNumbers } from '../../../workers/map/random-numbers.ts';
import { clusteredVectors } from '../../integration/catalog/stock.ts';

function matrixOf(vectors: readonly ArrayLike<number>[]): Matrix {
  const columns = vectors[0]?.length ?? 0;
  return {
    rows: vectors.length,
    columns,
    values: Float32Array.from(vectors.flatMap((row) => [...Array.from(row)])),
  };
}

/** Vectors of so many groups, in turns, far apart. */
function groups(count: number, each: number): Matrix {
  const random = randomNumbers(7);
  const rows = Array.from({ length: count * each }, (_, i) =>
    Float32Array.from({ length: 24 }, (_, at) => (at === i % count ? 1 : 0) + 0.1 * random()),
  );
  return matrixOf(rows);
}

const distance = (places: Float32Array, one: number, other: number) =>
  Math.hypot(
    (places[2 * one] ?? 0) - (places[2 * other] ?? 0),
    (places[2 * one + 1] ?? 0) - (places[2 * other + 1] ?? 0),
  );

test('what is alike comes to lie together, within the unit square', () => {
  const { places } = projectVectors(groups(4, 30), { seed: 1 });
  for (let point = 0; point < 120; point++) {
    const nearest = Array.from({ length: 120 }, (_, other) => other)
      .filter((other) => other !== point)
      .sort((one, other) => distance(places, point, one) - distance(places, point, other))
      .slice(0, 10);
    expect(nearest.filter((other) => other % 4 === point % 4)).toHaveLength(10);
  }
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...places)).toBeLessThanOrEqual(1);
});

test('by its two main components, the direction in which vectors differ most runs from left to right', () => {
  const random = randomNumbers(3);
  const rows = Array.from({ length: 60 }, (_, i) =>
    Float32Array.from({ length: 24 }, (_, at) => (at === 5 ? i : at === 9 ? (i * 7) % 12 : 0.01 * random())),
  );
  const { places } = projectVectors(matrixOf(rows), { layout: 'pca', seed: 1 });
  const across = Array.from({ length: 60 }, (_, i) => places[2 * i] ?? 0);
  expect(across).toEqual(across.toSorted((one, other) => one - other));
  expect([Math.min(...across), Math.max(...across)]).toEqual([0, 1]);
});

test('the same vectors and seed give the same map, another seed another one', () => {
  const draw = (seed: number) => projectVectors(groups(3, 20), { seed }).places;
  expect(draw(1)).toEqual(draw(1));
  expect(draw(1)).not.toEqual(draw(2));
});

test('copies of one vector, and very few of them, are laid out all the same', () => {
  for (const rows of [3, 12, 40]) {
    const copies = matrixOf(Array.from({ length: rows }, () => [1, 0, 0, 0]));
    const { places, clusters } = projectVectors(copies, { seed: 1 });
    expect(places.every(Number.isFinite), `${rows} copies`).toBe(true);
    expect(clusters.areas.length).toBeGreaterThan(0);
  }
});

test('components carry the largest differences first', () => {
  const random = randomNumbers(3);
  const rows = Array.from({ length: 300 }, () => [random(), 20 * random(), 5 * random(), 0]);
  const { values, columns } = principalComponents(matrixOf(rows), { count: 4, random });
  const spread = [0, 1, 2].map((at) => {
    const column = rows.map((_, row) => values[row * columns + at] ?? 0);
    return Math.max(...column) - Math.min(...column);
  });
  expect(spread[0]).toBeGreaterThan(15);
  expect(spread[1]).toBeGreaterThan(3.5);
  expect(spread[1]).toBeLessThan(6);
  expect(spread[2]).toBeLessThan(2);
});

test('beyond a few thousand, nearly all nearest points are found without comparing all', () => {
  const random = randomNumbers(5);
  const next = clusteredVectors(random, 12, 20);
  const points = matrixOf(Array.from({ length: 6000 }, next));
  const found = nearestPoints(points, { count: 10, random });
  const gap = (one: number, other: number) => {
    let sum = 0;
    for (let i = 0; i < 12; i++)
      sum += ((points.values[one * 12 + i] ?? 0) - (points.values[other * 12 + i] ?? 0)) ** 2;
    return sum;
  };
  let right = 0;
  for (let point = 0; point < 6000; point += 200) {
    const gaps = Array.from({ length: 6000 }, (_, other) => ({ other, gap: gap(point, other) }));
    const truth = gaps
      .filter(({ other }) => other !== point)
      .sort((a, b) => a.gap - b.gap)
      .slice(0, 10);
    const own = found.ids.subarray(point * 10, point * 10 + 10);
    right += truth.filter(({ other }) => own.includes(other)).length;
  }
  expect(right / 300).toBeGreaterThan(0.9);
});

test('every point is in an area, every area in a region, and names stand on a point', () => {
  const random = randomNumbers(2);
  const places = Float32Array.from({ length: 400 }, (_, i) => (i % 8 < 4 ? 0.1 : 0.8) + 0.1 * random());
  const { areaOf, areas, regions } = findClusters(places, random);
  expect(regions.length).toBeGreaterThanOrEqual(2);
  expect(areas.length).toBeGreaterThanOrEqual(regions.length);
  expect(new Set(areaOf)).toEqual(new Set(areas.keys()));
  expect(new Set(areas.map(({ region }) => region))).toEqual(new Set(regions.keys()));
  for (const { medoid, x, y } of [...areas, ...regions]) {
    expect([places[2 * medoid], places[2 * medoid + 1]]).toEqual([x, y]);
  }
});
