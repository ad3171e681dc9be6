// Where a new product comes to lie.
import { expect, test } from 'vitest';
import { placeAmong } from '../../../workers/map/place-product.ts';

const at = (x: number, y: number, distance: number, area = 0) => ({ x, y, distance, area });

test('beside the product that it is a copy of', () => {
  const place = placeAmong([at(0.2, 0.3, 0), at(0.8, 0.9, 0.4)], 7);
  expect(Math.hypot((place?.x ?? 0) - 0.2, (place?.y ?? 0) - 0.3)).toBeLessThan(0.1);
});

test('among neighbours that are equally near', () => {
  const place = placeAmong([at(0.2, 0.2, 0.1), at(0.4, 0.2, 0.1)], 1);
  expect(place?.x).toBeCloseTo(0.3, 2);
  expect(place?.y).toBeCloseTo(0.2, 2);
});

test('never in the void between two areas', () => {
  const place = placeAmong([at(0.1, 0.1, 0.1), at(0.9, 0.9, 0.11, 1), at(0.12, 0.1, 0.12)], 1);
  expect(place?.area).toBe(0);
  expect(place?.x).toBeLessThan(0.15);
});

test('two new ones of the same neighbours do not cover each other', () => {
  const [one, other] = [1, 2].map((id) => placeAmong([at(0.5, 0.5, 0.1)], id));
  expect(one).not.toEqual(other);
});

test('without neighbours nowhere, at the edge still within the square', () => {
  expect(placeAmong([], 1)).toBeNull();
  for (let id = 0; id < 20; id++) {
    const place = placeAmong([at(1, 0, 0.1)], id);
    expect(place?.x).toBeLessThanOrEqual(1);
    expect(place?.y).toBeGreaterThanOrEqual(0);
  }
});
