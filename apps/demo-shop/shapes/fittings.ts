// Parts that many taps share: base flanges, collars, outlets, columns.

import { type Part, type RoundPart, turned } from '../drawing/solids.ts';
import { add, scale, subtract, unit, type Vector } from '../drawing/vector.ts';
import type { Finish } from '../finishes.ts';

const up: Vector = [0, 1, 0];

/** A flange on the counter (or along `axis`, on the wall): rounded rim, slight step. */
export function flange(at: Vector, radius: number, finish: Finish, axis: Vector = up): RoundPart {
  return turned(
    at,
    axis,
    [
      [0, radius],
      [1.6, radius],
      [2.3, radius * 0.985],
      [2.8, radius * 0.95],
      [3.1, radius * 0.88],
      [3.6, radius * 0.72],
      [4.6, radius * 0.64],
    ],
    finish,
  );
}

/** A plain cylinder with softened rims. */
export function cylinder(
  from: Vector,
  axis: Vector,
  height: number,
  radius: number,
  finish: Finish,
  extra: Partial<RoundPart> = {},
): RoundPart {
  const bevel = Math.min(1.1, radius * 0.2, height * 0.2);
  return turned(
    from,
    axis,
    [
      [0, radius - bevel],
      [bevel * 0.35, radius - bevel * 0.35],
      [bevel, radius],
      [height - bevel, radius],
      [height - bevel * 0.35, radius - bevel * 0.35],
      [height, radius - bevel],
    ],
    finish,
    extra,
  );
}

/** A raised ring around a column or tube. */
export function collar(at: Vector, axis: Vector, radius: number, finish: Finish, height = 3): RoundPart {
  return cylinder(add(at, scale(unit(axis), -height / 2)), axis, height, radius, finish, { nearer: 0.6 });
}

/** The end of a spout: a slightly wider sleeve, a groove, and the dark mouth of the aerator. */
export function outlet(at: Vector, axis: Vector, radius: number, finish: Finish): RoundPart {
  return turned(
    add(at, scale(unit(axis), -0.5)),
    axis,
    [
      [0, radius],
      [0.6, radius * 1.16],
      [1.2, radius * 1.2],
      [4.6, radius * 1.2],
      [4.7, radius * 1.06],
      [5.4, radius * 1.06],
      [5.5, radius * 1.2],
      [8, radius * 1.18],
      [8.4, radius * 1.08],
    ],
    finish,
    { mouth: '#1d1f22', nearer: 0.5 },
  );
}

/** A curved spout that narrows towards its outlet, joined to its column by a ring. */
export function spoutWithTip(
  path: readonly Vector[],
  rootRadius: number,
  tipRadius: number,
  finish: Finish,
): Part[] {
  const [root, next] = [path[0], path[1]];
  const [last, before] = [path[path.length - 1], path[path.length - 2]];
  if (root === undefined || next === undefined || last === undefined || before === undefined) return [];
  const steps = path.length - 1;
  const radius = (t: number): number => tipRadius + (rootRadius - tipRadius) * (1 - t) ** 1.4;
  return [
    {
      kind: 'round',
      rings: path.map((at, index) => ({ at, radius: radius(index / steps) })),
      finish,
      chunk: 1,
    },
    cylinder(root, subtract(next, root), 3.4, rootRadius + 1.5, finish, { nearer: 2.5 }),
    outlet(last, subtract(last, before), tipRadius, finish),
  ];
}
