// Which names stand on the map: regions from afar, areas from near, none on top of another. Pure.
import { type Camera, type Pixel, type Size, toScreen } from './camera.ts';
import type { MapArea, MapRegion } from './map-answers.ts';

export interface Label extends Pixel {
  key: string;
  name: string;
  /** What belongs to it. */
  areas: number[];
}

// Closer than this to the whole map, the names of areas say more.
const closeUp = 2.2;
// As wide as the bold letters are in the mean; the browser's own measure would cost a layout for each.
const letterWidth = 9;
const height = 34;

/** @param wholeScale the scale at which all of the map is in sight */
export function placeLabels(
  regions: readonly MapRegion[],
  { camera, size, wholeScale }: { camera: Camera; size: Size; wholeScale: number },
): Label[] {
  const isClose = camera.scale > closeUp * wholeScale;
  const wanted = regions.flatMap((region) => {
    const whole = labelOf(
      region,
      'region',
      region.areas.map(({ number }) => number),
    );
    if (!isClose) return whole;
    const parts = region.areas.flatMap((area) => labelOf(area, 'area', [area.number]));
    return parts.length > 0 ? parts : whole;
  });
  const placed: Label[] = [];
  // Larger ones come first, so they stay when names get in each other's way.
  for (const label of wanted.sort((one, other) => other.size - one.size)) {
    const { x, y } = toScreen(camera, size, label);
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    if (placed.some((other) => overlap({ ...label, x, y }, other))) continue;
    placed.push({ key: label.key, name: label.name, areas: label.areas, x, y });
  }
  return placed;
}

function labelOf(place: MapArea, level: string, areas: number[]) {
  const { name, x, y, size, number } = place;
  return name === null ? [] : [{ key: `${level} ${number}`, name, areas, x, y, size }];
}

function overlap(one: Pixel & { name: string }, other: Pixel & { name: string }): boolean {
  const width = ((one.name.length + other.name.length) / 2) * letterWidth + 28;
  return Math.abs(one.x - other.x) < width && Math.abs(one.y - other.y) < height;
}
