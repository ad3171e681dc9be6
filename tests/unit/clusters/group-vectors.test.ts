// Groups of vectors: what is alike together, what lies between left out, nothing lost.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { densityGroups } from '../../../workers/clusters/density-groups.ts';
import { groupVectors } from '../../../workers/clusters/group-vectors.ts';
import { silhouetteOf } from '../../../workers/clusters/silhouette.ts';
import type { Matrix } from '../../../workers/map/principal-components.ts';
import { randomNumbers } from '../../../workers/map/random-numbers.ts';

const columns = 16;
const random = randomNumbers(3);

/** Unit vectors near the axes of their kinds. */
function around(kinds: readonly number[], spread = 0.2): Matrix {
  const values = new Float32Array(kinds.length * columns);
  for (const [row, kind] of kinds.entries()) {
    const vector = Array.from({ length: columns }, (_, i) => Number(i === kind) + spread * (random() - 0.5));
    const length = Math.hypot(...vector);
    values.set(
      vector.map((x) => x / length),
      row * columns,
    );
  }
  return { rows: kinds.length, columns, values };
}

/** Each kind so many times, one after the other in turn. */
const kindsOf = (kinds: number, each: number) => Array.from({ length: kinds * each }, (_, i) => i % kinds);

test('without a count there are as many groups as there are kinds, each of one kind', () => {
  const kinds = kindsOf(7, 30);
  const { groups, others } = groupVectors(around(kinds), { method: 'k-means' });
  expect(groups).toHaveLength(7);
  expect(others).toHaveLength(0);
  for (const { members, likeness } of groups) {
    expect(new Set(Array.from(members, (row) => kinds[row]))).toHaveProperty('size', 1);
    expect(likeness).toBeGreaterThan(0.9);
  }
});

test('with a count there are as many as were asked for, the largest first', () => {
  const { groups } = groupVectors(around([...kindsOf(3, 10), 0, 0, 0, 0]), { method: 'k-means', count: 3 });
  expect(groups.map(({ members }) => members.length)).toEqual([14, 10, 10]);
});

test('the first of a group is its most typical one', () => {
  const vectors = around(Array(20).fill(0), 0.6);
  vectors.values.set(
    Array.from({ length: columns }, (_, i) => Number(i === 0)),
    5 * columns,
  );
  const [group] = groupVectors(vectors, { method: 'k-means', count: 1 }).groups;
  expect(group?.members[0]).toBe(5);
});

test('by density there are as many groups as dense places, and what lies between belongs to none', () => {
  const places = [
    ...Array.from({ length: 60 }, (_, i) => [i % 2 === 0 ? 0 : 10, 0].map((x) => x + 0.5 * random())),
    [5, 20],
    [-15, 9],
    [25, -7],
  ];
  const points = { rows: places.length, columns: 2, values: Float32Array.from(places.flat()) };
  const groups = densityGroups(points, { leastSize: 5, random: randomNumbers(1) });
  expect(new Set(groups.slice(0, 60))).toHaveProperty('size', 2);
  expect(groups.slice(0, 60).every((group, i) => group === groups[i % 2])).toBe(true);
  expect([...groups.slice(60)]).toEqual([-1, -1, -1]);
});

test('copies of one picture are a dense place', () => {
  const values = Float32Array.from({ length: 60 }, (_, i) => (i < 30 ? 1 : 2 + (i % 2)));
  const groups = densityGroups({ rows: 30, columns: 2, values }, { leastSize: 5, random: randomNumbers(1) });
  expect(new Set(groups.slice(0, 15))).toHaveProperty('size', 1);
  expect(groups[0]).not.toBe(groups[20]);
});

test('whatever the vectors, every row is in one group or in none, and the same vectors give the same groups', () => {
  const vectors = fc
    .array(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }), {
      minLength: 12,
      maxLength: 60,
    })
    .map((rows): Matrix => ({ rows: rows.length, columns: 4, values: Float32Array.from(rows.flat()) }));
  const how = fc.constantFrom<Parameters<typeof groupVectors>[1]>(
    { method: 'k-means' },
    { method: 'k-means', count: 3 },
    { method: 'density', leastSize: 3 },
  );
  fc.assert(
    fc.property(vectors, how, (given, method) => {
      const { groups, others } = groupVectors(given, method);
      const rows = [...groups.flatMap(({ members }) => [...members]), ...others];
      expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: given.rows }, (_, i) => i));
      expect(groupVectors(given, method)).toEqual({ groups, others });
    }),
    { numRuns: 40 },
  );
});

test('the silhouette tells two clear groups from the same points mixed up', () => {
  const values = Float32Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 100) + (i % 5));
  const points = { rows: 40, columns: 1, values };
  expect(
    silhouetteOf(
      points,
      Array.from(values, (x) => Number(x > 50)),
      2,
    ),
  ).toBeGreaterThan(0.95);
  expect(
    silhouetteOf(
      points,
      Array.from(values, (_, i) => i % 2),
      2,
    ),
  ).toBeLessThan(0.1);
});
