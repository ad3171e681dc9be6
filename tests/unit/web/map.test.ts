// The map page's own reckoning: columns to points, the camera, photos and names.
import { expect, test } from 'vitest';
import { mapSteps, packPoints } from '../../../apps/api/packed-points.ts';
import {
  between,
  cameraOn,
  movedBy,
  toMap,
  toScreen,
  withinLimits,
  zoomedAt,
} from '../../../apps/web/src/map/camera.ts';
import { placeLabels } from '../../../apps/web/src/map/labels.ts';
import { boxAroundMost, nearestPoint, unpackPoints } from '../../../apps/web/src/map/map-points.ts';
import { photoSize, photoSpots } from '../../../apps/web/src/map/photo-spots.ts';

const size = { width: 1000, height: 600 };

function pointsAt(places: [x: number, y: number][]) {
  const shown = places.map(([x, y], i) => ({ productId: i + 1, x, y, area: 0, colour: '#6a26b0' }));
  return unpackPoints({ drawnAt: 'now', steps: mapSteps, ...packPoints(shown) });
}

test('points survive packing: ids, places to a ten-thousandth, areas, colours to a sixteenth', () => {
  const shown = [
    { productId: 3, x: 0.12345, y: 1, area: 2, colour: '#6a26b0' },
    { productId: 90_001, x: 0, y: 0.5, area: 7, colour: null },
    { productId: 90_002, x: 1, y: 0.25, area: 0, colour: 'not a colour' },
  ];
  const points = unpackPoints({ drawnAt: 'now', steps: mapSteps, ...packPoints(shown) });
  expect([...points.ids]).toEqual([3, 90_001, 90_002]);
  expect([...points.areas]).toEqual([2, 7, 0]);
  for (const [i, { x, y }] of shown.entries()) {
    expect(points.places[2 * i]).toBeCloseTo(x, 3);
    expect(points.places[2 * i + 1]).toBeCloseTo(y, 3);
  }
  expect([...points.colours.slice(0, 6)]).toEqual([0x66, 0x22, 0xaa, 0x99, 0x99, 0x99]);
});

test('50,000 points are under a megabyte before they are compressed', () => {
  const shown = Array.from({ length: 50_000 }, (_, i) => ({
    productId: 1000 + 2 * i,
    x: Math.random(),
    y: Math.random(),
    area: i % 72,
    colour: '#6a26b0',
  }));
  expect(JSON.stringify(packPoints(shown)).length).toBeLessThan(1_000_000);
});

test('what is under the mouse stays there while zooming, and what is dragged follows', () => {
  const camera = { x: 0.4, y: 0.5, scale: 700 };
  const at = { x: 130, y: 480 };
  const zoomed = zoomedAt(camera, size, { at, factor: 3 });
  expect(toMap(zoomed, size, at).x).toBeCloseTo(toMap(camera, size, at).x, 9);
  expect(toMap(zoomed, size, at).y).toBeCloseTo(toMap(camera, size, at).y, 9);
  const before = toScreen(camera, size, { x: 0.1, y: 0.2 });
  const after = toScreen(movedBy(camera, { x: 25, y: -10 }), size, { x: 0.1, y: 0.2 });
  expect(after.x - before.x).toBeCloseTo(25, 9);
  expect(after.y - before.y).toBeCloseTo(-10, 9);
});

test('the map can be lost neither by moving nor by zooming', () => {
  const points = pointsAt([
    [0, 0],
    [1, 1],
  ]);
  const whole = cameraOn(points.extent, size).scale;
  const lost = withinLimits({ x: 40, y: -3, scale: 1e-9 }, points, size);
  expect(lost).toMatchObject({ x: 1, y: 0 });
  expect(lost.scale).toBeGreaterThan(whole / 2);
  expect(withinLimits({ x: 0, y: 0, scale: 1e12 }, points, size).scale).toBeLessThanOrEqual(10 * whole);
});

test('a flight begins and ends where it should, and keeps one place still on the way', () => {
  const [from, to] = [
    { x: 0.5, y: 0.5, scale: 600 },
    { x: 0.8, y: 0.2, scale: 6000 },
  ];
  const close = (one: object, other: { x: number; y: number; scale: number }) =>
    expect(Object.values(one)).toEqual(
      [other.scale, other.x, other.y].map((value) => expect.closeTo(value, 6)),
    );
  close(between(from, to, 0), from);
  close(between(from, to, 1), to);
  const fixed = { x: (to.x * to.scale - from.x * from.scale) / (to.scale - from.scale), y: 0.5 };
  const pixels = [0, 0.3, 0.7, 1].map((share) => toScreen(between(from, to, share), size, fixed).x);
  for (const pixel of pixels) expect(pixel).toBeCloseTo(pixels[0] ?? 0, 6);
});

test('photos never overlap at their level, and none hides a crowd', () => {
  const random = (i: number) => (Math.sin(i * 999) * 1e4) % 1;
  const places = Array.from({ length: 400 }, (_, i): [number, number] => [
    Math.abs(random(i)),
    Math.abs(random(i + 0.5)),
  ]);
  const crowd = Array.from({ length: 60 }, (_, i): [number, number] => [0.5 + i * 1e-5, 0.5]);
  const points = pointsAt([...crowd, ...places]);
  const level = 11;
  const spots = photoSpots(points, { level, among: null });
  expect(spots.length).toBeGreaterThan(20);
  expect(spots.filter((point) => point < crowd.length)).toEqual([]);
  for (const one of spots) {
    for (const other of spots) {
      if (one === other) continue;
      const gap = [0, 1].map((axis) =>
        Math.abs((points.places[2 * one + axis] ?? 0) - (points.places[2 * other + axis] ?? 0)),
      );
      expect(Math.max(...gap) * 2 ** level).toBeGreaterThanOrEqual(photoSize);
    }
  }
});

test('names thin out: the larger one stays where two would overlap, areas take over close up', () => {
  const area = (number: number, name: string | null, x: number, count: number) => ({
    number,
    name,
    x,
    y: 0.5,
    size: count,
    productId: null,
    image: null,
  });
  const regions = [
    {
      ...area(0, 'Polished Gold', 0.5, 90),
      areas: [area(0, 'With handles', 0.4, 50), area(1, null, 0.6, 40)],
    },
    { ...area(1, 'Matte Black', 0.52, 30), areas: [area(2, 'Tall', 0.52, 30)] },
  ];
  const named = (scale: number) =>
    placeLabels(regions, { camera: { x: 0.5, y: 0.5, scale }, size, wholeScale: 500 }).map(
      ({ name }) => name,
    );
  expect(named(500)).toEqual(['Polished Gold']);
  expect(named(2000)).toEqual(['With handles', 'Tall']);
});

test('the nearest point within reach, and a box that a stray does not stretch', () => {
  const points = pointsAt([
    [0.1, 0.1],
    [0.2, 0.1],
    ...Array.from({ length: 20 }, (): [number, number] => [0.5, 0.5]),
  ]);
  expect(nearestPoint(points, { x: 0.19, y: 0.1, reach: 0.05 })).toBe(1);
  expect(nearestPoint(points, { x: 0.8, y: 0.8, reach: 0.05 })).toBeNull();
  expect(
    boxAroundMost(points.places, [0, ...Array.from({ length: 20 }, (_, i) => i + 2)]).left,
  ).toBeGreaterThan(0.4);
});
