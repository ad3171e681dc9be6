// The studio: softboxes, horizon and counter, and what colour a surface shows under them.
import type { Finish } from '../finishes.ts';
import { dot, unit, type Vector } from './vector.ts';

export interface Studio {
  /** Brightness of what stands behind the camera's subject and is mirrored at its edges, 0..1. */
  backdrop: number;
  /** Brightness of the counter that the lower side mirrors, 0..1. */
  counter: number;
}

const keyDirection = unit([-0.62, 0.62, 0.55]);
const roughnessOf = { polished: 0, brushed: 0.62, matte: 1, enamel: 0.06 } as const;

/** The colour a surface with this view-space unit normal shows, as '#rrggbb'. */
export function shade(normal: Vector, finish: Finish, studio: Studio): string {
  const facing = Math.min(1, Math.max(0, normal[2]));
  const mirrored: Vector = [2 * facing * normal[0], 2 * facing * normal[1], 2 * facing * facing - 1];
  const rough = roughnessOf[finish.surface];
  const lights = softboxes(mirrored, rough);
  const edge = (1 - facing) ** 5;
  const lit = Math.max(0, (dot(normal, keyDirection) + 0.4) / 1.4);
  const channels = finish.tint.map((tint) => {
    if (finish.surface === 'polished' || finish.surface === 'brushed') {
      const reflectance = tint + (1 - tint) * (edge * 0.25 + 0.16 * Math.min(1, lights));
      return reflectance * (room(mirrored, rough, studio) + lights);
    }
    const body = tint * (0.3 + 0.95 * lit * lit);
    if (finish.surface === 'matte') return body + 0.012 + 0.075 * lights + 0.07 * edge;
    return body + lights * 0.24 + (0.035 + 0.4 * edge) * room(mirrored, rough, studio);
  });
  return `#${channels.map(toHex).join('')}`;
}

/** The softboxes alone: how much lamp is mirrored, 0..about 2.5. */
function softboxes(mirrored: Vector, rough: number): number {
  const azimuth = degrees(Math.atan2(mirrored[0], mirrored[2]));
  const elevation = degrees(Math.asin(Math.max(-1, Math.min(1, mirrored[1]))));
  const blur = 7 + rough * 30;
  const lamp = (atAzimuth: number, halfWidth: number, atElevation: number, halfHeight: number): number =>
    plateau(azimuth, atAzimuth, halfWidth, blur) * plateau(elevation, atElevation, halfHeight, blur);
  const gain = 1 - rough * 0.42;
  return (
    gain *
    (2.3 * lamp(-62, 21, 22, 42) +
      0.9 * lamp(74, 8, 12, 46) +
      0.55 * lamp(128, 12, 8, 50) +
      1.5 * plateau(elevation, 62, 15, blur) * (0.55 + 0.45 * plateau(azimuth, -30, 100, 40)))
  );
}

/** Everything mirrored that is not a lamp: dim room by the camera, bright backdrop, horizon line, counter. */
function room(mirrored: Vector, rough: number, studio: Studio): number {
  const azimuth = Math.abs(degrees(Math.atan2(mirrored[0], mirrored[2])));
  const elevation = degrees(Math.asin(Math.max(-1, Math.min(1, mirrored[1]))));
  const soft = 10 + rough * 40;
  const behind = ramp(azimuth, 150 - soft, 150 + soft);
  const flag = plateau(azimuth, 112, 17, 9 + rough * 30) * (0.46 - 0.28 * rough);
  const nearCamera = 0.2 + 0.22 * rough;
  const wall = nearCamera + ramp(azimuth, 20, 100) * 0.3 + behind * (studio.backdrop * 0.75 - 0.5);
  const above = Math.max(0.05, wall - flag) + 0.35 * ramp(elevation, 5, 70);
  const below = 0.1 + studio.counter * (0.3 + 0.45 * ramp(-elevation, 12, 75));
  const sky = ramp(elevation, -4 - soft * 0.5, 2 + soft * 0.5);
  const horizon = plateau(elevation, -5, 4, 5 + rough * 12) * 0.3 * (1 - rough * 0.8);
  return Math.max(0.03, below + (above - below) * sky - horizon);
}

function plateau(value: number, centre: number, half: number, soft: number): number {
  return (
    ramp(value, centre - half - soft, centre - half + soft) *
    (1 - ramp(value, centre + half - soft, centre + half + soft))
  );
}

function ramp(value: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** Filmic shoulder, then display gamma: lamps burn out to white gently instead of clipping. */
function toHex(linear: number): string {
  const exposed = linear < 0.6 ? linear : 0.6 + 0.4 * (1 - Math.exp(-(linear - 0.6) / 0.4));
  const value = Math.round(255 * Math.min(1, Math.max(0, exposed)) ** (1 / 2.2));
  return value.toString(16).padStart(2, '0');
}

const degrees = (radians: number): number => (radians * 180) / Math.PI;
