// What a tap is made of: round parts swept along a path, and flat-faced parts lofted through sections.
import type { Finish } from '../finishes.ts';
import { add, cross, mix, scale, subtract, unit, type Vector } from './vector.ts';

/** One cross-section of a round part: where it is and how thick, in model units. */
export interface Ring {
  at: Vector;
  radius: number;
}

export interface RoundPart {
  kind: 'round';
  rings: Ring[];
  finish: Finish;
  /** Segments drawn as one piece when parts are sorted by depth; all of them when absent. */
  chunk?: number;
  /** Moves the part nearer the viewer when sorting, in model units. */
  nearer?: number;
  /** Colour of the end faces, such as the dark mouth of an outlet. */
  mouth?: string;
}

/** One cross-section of a flat part: a rounded rectangle across the path. */
export interface Section {
  at: Vector;
  /** Half sizes along `side` and along the third direction. */
  halfWidth: number;
  halfHeight: number;
  corner: number;
  /** Unit vector of the width. */
  side: Vector;
}

export interface FlatPart {
  kind: 'flat';
  sections: Section[];
  finish: Finish;
  nearer?: number;
}

export type Part = RoundPart | FlatPart;

/** A cylinder, cone or turned profile: `profile` lists [distance along the axis, radius]. */
export function turned(
  from: Vector,
  axis: Vector,
  profile: readonly (readonly [number, number])[],
  finish: Finish,
  extra: Partial<RoundPart> = {},
): RoundPart {
  const direction = unit(axis);
  const rings = profile.map(([along, radius]) => ({ at: add(from, scale(direction, along)), radius }));
  return { kind: 'round', rings, finish, ...extra };
}

/** A tube of even thickness along points. */
export function tube(
  path: readonly Vector[],
  radius: number,
  finish: Finish,
  extra: Partial<RoundPart> = {},
): RoundPart {
  return { kind: 'round', rings: path.map((at) => ({ at, radius })), finish, chunk: 1, ...extra };
}

export function ball(at: Vector, radius: number, finish: Finish, extra: Partial<RoundPart> = {}): RoundPart {
  const steps = 12;
  const profile = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (Math.PI * step) / steps;
    return [-radius * Math.cos(angle), Math.max(0.01, radius * Math.sin(angle))] as const;
  });
  return turned(at, [0, 1, 0], profile, finish, extra);
}

/** A flat part through points, its width along `side`; sizes may change from first to last. */
export function lofted(
  path: readonly Vector[],
  side: Vector,
  sizes: { from: readonly [number, number]; to: readonly [number, number]; corner: number },
  finish: Finish,
  extra: Partial<FlatPart> = {},
): FlatPart {
  const last = path.length - 1;
  const sections = path.map((at, index) => {
    const t = last === 0 ? 0 : index / last;
    return {
      at,
      side: unit(side),
      halfWidth: sizes.from[0] + (sizes.to[0] - sizes.from[0]) * t,
      halfHeight: sizes.from[1] + (sizes.to[1] - sizes.from[1]) * t,
      corner: sizes.corner,
    };
  });
  return { kind: 'flat', sections, finish, ...extra };
}

/** Points on a circular arc; angles in degrees, measured from `right` towards `up`. */
export function arc(
  centre: Vector,
  radius: number,
  angles: readonly [number, number],
  plane: { right: Vector; up: Vector },
  steps = 36,
): Vector[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((angles[0] + ((angles[1] - angles[0]) * step) / steps) * Math.PI) / 180;
    return add(
      centre,
      add(scale(plane.right, radius * Math.cos(angle)), scale(plane.up, radius * Math.sin(angle))),
    );
  });
}

/** Points between two ends, both included. */
export function straight(from: Vector, to: Vector, steps = 4): Vector[] {
  return Array.from({ length: steps + 1 }, (_, step) => mix(from, to, step / steps));
}

/** A smooth curve through control points (quadratic or cubic Bézier). */
export function curve(points: readonly Vector[], steps = 36): Vector[] {
  return Array.from({ length: steps + 1 }, (_, step) => casteljau(points, step / steps));
}

function casteljau(points: readonly Vector[], t: number): Vector {
  const [first, ...rest] = points;
  if (first === undefined) throw new Error('A curve needs at least one point.');
  if (rest.length === 0) return first;
  return casteljau(
    rest.map((point, index) => mix(points[index] ?? first, point, t)),
    t,
  );
}

/** Copies of parts moved and turned about the vertical (degrees). */
export function placed(parts: readonly Part[], offset: Vector, turnDegrees = 0): Part[] {
  const [sine, cosine] = [Math.sin((turnDegrees * Math.PI) / 180), Math.cos((turnDegrees * Math.PI) / 180)];
  return moved(parts, offset, ([x, y, z]) => [x * cosine + z * sine, y, z * cosine - x * sine]);
}

/** Copies of upright parts laid forward, so that their top points at the viewer, then moved. */
export function laidForward(parts: readonly Part[], offset: Vector): Part[] {
  return moved(parts, offset, ([x, y, z]) => [x, -z, y]);
}

function moved(parts: readonly Part[], offset: Vector, turn: (at: Vector) => Vector): Part[] {
  const move = (at: Vector): Vector => add(turn(at), offset);
  return parts.map((part) =>
    part.kind === 'round'
      ? { ...part, rings: part.rings.map((ring) => ({ ...ring, at: move(ring.at) })) }
      : {
          ...part,
          sections: part.sections.map((section) => ({
            ...section,
            at: move(section.at),
            side: turn(section.side),
          })),
        },
  );
}

/** Direction of the path at each point, averaged between its neighbours so that joints stay smooth. */
export function tangents(points: readonly Vector[]): Vector[] {
  return points.map((point, index) => {
    const before = points[index - 1] ?? point;
    const after = points[index + 1] ?? point;
    return unit(subtract(after, before));
  });
}

/** The direction across a section that is neither its path nor its width. */
export const thicknessDirection = (side: Vector, along: Vector): Vector => unit(cross(along, side));

/** A profile with points added between its own, so that it bends instead of stepping (Catmull-Rom). */
export function smoothed(profile: readonly (readonly [number, number])[], between = 4): [number, number][] {
  const at = (index: number): readonly [number, number] =>
    profile[Math.min(profile.length - 1, Math.max(0, index))] ?? [0, 0];
  return profile.flatMap((point, index): [number, number][] => {
    if (index === profile.length - 1) return [[point[0], point[1]]];
    const [before, next, after] = [at(index - 1), at(index + 1), at(index + 2)];
    return Array.from({ length: between }, (_, step): [number, number] => {
      const t = step / between;
      return [
        blend(before[0], point[0], next[0], after[0], t),
        Math.max(0.01, blend(before[1], point[1], next[1], after[1], t)),
      ];
    });
  });
}

/** Catmull-Rom with half tension, which hardly overshoots on a turned profile's corners. */
function blend(before: number, from: number, to: number, after: number, t: number): number {
  const [leave, arrive] = [(to - before) * 0.35, (after - from) * 0.35];
  const [square, cube] = [t * t, t * t * t];
  return (
    (2 * cube - 3 * square + 1) * from +
    (cube - 2 * square + t) * leave +
    (3 * square - 2 * cube) * to +
    (cube - square) * arrive
  );
}
