// Which points show their photo: far enough apart, and only where few are hidden behind one. Pure.
import type { MapPoints } from './map-points.ts';

/** Width of a photo, in pixels. */
export const photoSize = 76;
// A photo that stood for more would hide a crowd that the dots show better.
const mostHidden = 6;

/** The level of detail at a scale: every fourth is twice as close. */
export const levelOf = (scale: number) => Math.floor(4 * Math.log2(scale)) / 4;

/**
 * The points with a photo at a level, of all or of some, in any order. The same wherever one looks, so that photos neither jump nor flicker
 * while the map is moved.
 */
export function photoSpots(
  { places, count }: MapPoints,
  { level, among }: { level: number; among: readonly number[] | null },
): number[] {
  const gap = (1.1 * photoSize) / 2 ** level;
  const columns = Math.ceil(1 / gap) + 1;
  const spots = new Map<number, { point: number; hidden: number }[]>();
  for (const point of among ?? Array(count).keys()) {
    const [x, y] = [places[2 * point] ?? 0, places[2 * point + 1] ?? 0];
    const cell = Math.floor(y / gap) * columns + Math.floor(x / gap);
    const near = [-columns, 0, columns].flatMap((row) =>
      [-1, 0, 1].flatMap((step) => spots.get(cell + row + step) ?? []),
    );
    const blocking = near.find(
      ({ point: other }) =>
        Math.abs((places[2 * other] ?? 0) - x) < gap && Math.abs((places[2 * other + 1] ?? 0) - y) < gap,
    );
    if (blocking) blocking.hidden++;
    else spots.set(cell, [...(spots.get(cell) ?? []), { point, hidden: 0 }]);
  }
  return [...spots.values()].flatMap((own) =>
    own.flatMap(({ point, hidden }) => (hidden <= mostHidden ? [point] : [])),
  );
}
