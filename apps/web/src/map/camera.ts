// Which part of the map is in sight, and how it moves. Pure.
import type { Box, MapPoints } from './map-points.ts';

export interface Camera {
  /** What is in the middle, in the map's units: 0 to 1. */
  x: number;
  y: number;
  /** Pixels for one unit. */
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Pixel {
  x: number;
  y: number;
}

// Room for labels and dots at the edges.
const filled = 0.84;
/** How much closer than all of it one may look: until single points stand alone. */
const closestTo = (points: number) => Math.max(10, 1.2 * Math.sqrt(points));

/** All of a box in sight. */
export function cameraOn(box: Box, { width, height }: Size): Camera {
  const [wide, high] = [box.right - box.left, box.bottom - box.top];
  return {
    x: (box.left + box.right) / 2,
    y: (box.top + box.bottom) / 2,
    scale: filled * Math.min(width / wide, height / high),
  };
}

/** Not so far away that the map gets lost, nor beside it. */
export function withinLimits(
  camera: Camera,
  { extent, count }: Pick<MapPoints, 'extent' | 'count'>,
  size: Size,
): Camera {
  const whole = cameraOn(extent, size).scale;
  return {
    x: clamp(camera.x, extent.left, extent.right),
    y: clamp(camera.y, extent.top, extent.bottom),
    scale: clamp(camera.scale, 0.8 * whole, closestTo(count) * whole),
  };
}

export function toScreen(camera: Camera, { width, height }: Size, place: { x: number; y: number }): Pixel {
  return {
    x: (place.x - camera.x) * camera.scale + width / 2,
    y: (place.y - camera.y) * camera.scale + height / 2,
  };
}

export function toMap(camera: Camera, { width, height }: Size, pixel: Pixel): { x: number; y: number } {
  return {
    x: (pixel.x - width / 2) / camera.scale + camera.x,
    y: (pixel.y - height / 2) / camera.scale + camera.y,
  };
}

/** What is under the pixel stays there. */
export function zoomedAt(camera: Camera, size: Size, { at, factor }: { at: Pixel; factor: number }): Camera {
  const fixed = toMap(camera, size, at);
  const scale = camera.scale * factor;
  return {
    scale,
    x: fixed.x - (at.x - size.width / 2) / scale,
    y: fixed.y - (at.y - size.height / 2) / scale,
  };
}

export function movedBy(camera: Camera, { x, y }: Pixel): Camera {
  return { ...camera, x: camera.x - x / camera.scale, y: camera.y - y / camera.scale };
}

/**
 * The way from one to the other, at 0 to 1. Scales by equal factors in equal times, and moves along the straight line on which
 * one place keeps its pixel, so that nothing swings.
 */
export function between(from: Camera, to: Camera, share: number): Camera {
  const scale = from.scale * (to.scale / from.scale) ** share;
  const isZooming = Math.abs(Math.log(to.scale / from.scale)) > 0.01;
  const moved = isZooming ? (1 / scale - 1 / from.scale) / (1 / to.scale - 1 / from.scale) : share;
  return { scale, x: from.x + moved * (to.x - from.x), y: from.y + moved * (to.y - from.y) };
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
