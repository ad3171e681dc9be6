// The points of a map as columns of short numbers: 50,000 are under 1 MB, and half of that compressed.
import type { ShownPoint } from '../../catalog/map/read-map.ts';

/** Coordinates are whole numbers from 0 to this: at the deepest zoom a step is a pixel. */
export const mapSteps = 9999;

export interface PackedPoints {
  /** The first id, then how much larger each next one is. */
  ids: number[];
  x: number[];
  y: number[];
  areas: number[];
  /** Three hex digits for each point, one after the other. */
  colours: string;
}

const unknownColour = '999';

/** @param points in order of their ids */
export function packPoints(points: readonly ShownPoint[]): PackedPoints {
  return {
    ids: points.map(({ productId }, i) => productId - (points[i - 1]?.productId ?? 0)),
    x: points.map(({ x }) => Math.round(x * mapSteps)),
    y: points.map(({ y }) => Math.round(y * mapSteps)),
    areas: points.map(({ area }) => area),
    colours: points.map(({ colour }) => shortHex(colour)).join(''),
  };
}

/** `#6a26b0` is `62b`: 16 levels of each are enough for a dot. */
function shortHex(colour: string | null): string {
  if (colour === null || !/^#[0-9a-f]{6}$/i.test(colour)) return unknownColour;
  return [1, 3, 5]
    .map((at) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) / 17).toString(16))
    .join('');
}
