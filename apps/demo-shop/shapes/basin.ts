// Basin taps on one hole: waterfall, square, pillar, joystick.
import {
  ball,
  curve,
  lofted,
  type Part,
  placed,
  smoothed,
  straight,
  tube,
  turned,
} from '../drawing/solids.ts';
import type { Vector } from '../drawing/vector.ts';
import type { Design } from './design.ts';
import { collar, cylinder, flange, outlet, spoutWithTip } from './fittings.ts';
import { handle } from './handles.ts';
import { swanNeck } from './kitchen.ts';

const sideways: Vector = [1, 0, 0];

export function waterfall({ body, handles, random }: Design): Part[] {
  const height = random.between(46, 74);
  const reach = random.between(44, 54);
  const lift = random.between(8, 16);
  const tray: Vector[] = [0, 0.12, 0.3, 0.5, 0.7, 0.85, 0.95, 1].map((t) => [
    0,
    height - 5 - 9 * t * t,
    -10 + (reach + 10) * t,
  ]);
  const inside = tray.slice(2).map(([x, y, z]): Vector => [x, y + 2.9, z + 0.6]);
  return [
    flange([0, 0, 0], 16, body),
    random.chance(0.5)
      ? cylinder([0, 3, 0], [0, 1, 0], height - 8, 11.5, body)
      : lofted(
          straight([0, 2, 0], [0, height - 5, 0], 1),
          sideways,
          { from: [11.5, 10], to: [11.5, 10], corner: 2 },
          body,
        ),
    lofted(tray, sideways, { from: [11.5, 3.2], to: [18, 2.4], corner: 1.4 }, body, { nearer: 2 }),
    lofted(
      inside,
      sideways,
      { from: [8.5, 0.3], to: [15, 0.3], corner: 0.2 },
      { ...body, tint: [body.tint[0] * 0.35, body.tint[1] * 0.35, body.tint[2] * 0.35] },
      { nearer: 3 },
    ),
    lofted(
      straight([0, height + 0.8, -11], [0, height + 0.8, 8], 1),
      sideways,
      { from: [10.5, 4], to: [10.5, 4], corner: 2 },
      handles,
      { nearer: 3 },
    ),
    lofted(
      [0, 0.2, 0.4, 0.6, 0.8, 1].map((t): Vector => [0, height + 4 + lift * t, -2 + 33 * t]),
      sideways,
      { from: [7, 2.6], to: [5, 1.5], corner: 1.5 },
      handles,
      { nearer: 8 },
    ),
  ];
}

export function square({ body, handles, random, nearSide }: Design): Part[] {
  const height = random.between(48, 84);
  const reach = random.between(46, 54);
  const block = (
    from: Vector,
    to: Vector,
    half: readonly [number, number],
    finish: Design['body'],
    side: Vector,
    nearer = 0,
  ): Part => lofted(straight(from, to, 1), side, { from: half, to: half, corner: 1 }, finish, { nearer });
  const lever: Part[] = random.chance(0.5)
    ? [
        block([0, height + 1, 0], [0, height + 9, 0], [9, 9], handles, sideways, 1),
        block([0, height + 12.4, -9], [0, height + 12.4, 30], [6.5, 2.2], handles, sideways, 6),
      ]
    : [
        block(
          [nearSide * 9, height * 0.55, 0],
          [nearSide * 17, height * 0.55, 0],
          [6, 6],
          handles,
          [0, 0, 1],
          3,
        ),
        block(
          [nearSide * 17, height * 0.55 + 6, 0],
          [nearSide * 17, height * 0.55 + 34, 0],
          [2.6, 4],
          handles,
          sideways,
          5,
        ),
      ];
  return [
    block([0, 0, 0], [0, 2.6, 0], [14, 14], body, sideways),
    block([0, 2.6, 0], [0, height, 0], [9.4, 9.4], body, sideways),
    block([0, height - 6, 8.8], [0, height - 6, reach], [9.4, 5.4], body, sideways, 1),
    block([0, height - 11.2, reach - 10], [0, height - 14.4, reach - 10], [5, 4], body, sideways, 0.5),
    ...lever,
  ];
}

export function pillar({ body, handles, random }: Design): Part[] {
  const height = random.between(44, 54);
  const kind = random.pick(['cross', 'cross', 'cross', 'wheel'] as const);
  const foot = smoothed(
    [
      [0, 10.5],
      [5, 8],
      [10, 7],
      [13, 9],
      [17, 10.4],
      [height - 20, 10.6],
    ],
    4,
  );
  const neck = smoothed(
    [
      [height - 20, 10.6],
      [height - 15, 9.8],
      [height - 10, 7.2],
      [height - 5, 6.4],
    ],
    4,
  );
  const bend = curve([
    [0, 27, 9],
    [0, 31, 24],
    [0, 40, 44],
    [0, 13, 45],
  ]);
  return [
    flange([0, 0, 0], 16, body),
    turned([0, 4, 0], [0, 1, 0], [...foot, ...neck], body),
    ...spoutWithTip(bend, 7, 5.6, body),
    collar([0, height - 2, 0], [0, 1, 0], 8.4, body, 3),
    ...placed(handle(kind, handles, body, 1.3), [0, height - 1, 0], random.between(10, 35)),
  ];
}

export function joystick({ body, handles, random, nearSide }: Design): Part[] {
  const thickness = random.between(5.6, 6.6);
  const neck = swanNeck([0, 30.5, 0], random.between(44, 54), random.between(19, 23), random.between(4, 10));
  const side: Vector = [nearSide, 0, 0];
  const barrel = smoothed(
    [
      [0, 5.6],
      [1, 8.2],
      [3, 9.2],
      [10, 9.4],
      [13, 8.6],
      [14.6, 6.4],
      [15.2, 0.2],
    ],
    3,
  );
  return [
    flange([0, 0, 0], 14.5, body),
    cylinder([0, 4, 0], [0, 1, 0], 27, 9.6, body),
    tube(neck.path, thickness, body),
    outlet(neck.end, [0, -1, 0], thickness, body),
    cylinder([nearSide * 6, 18, 0], side, 9, 6, body, { nearer: 2 }),
    turned([nearSide * 14, 18, 0], side, barrel, handles, { nearer: 4 }),
    tube(straight([nearSide * 23, 25, 0], [nearSide * 30, 50, 0], 4), 2.6, handles, { nearer: 5 }),
    ball([nearSide * 30, 50, 0], 3.4, handles, { nearer: 6 }),
  ];
}
