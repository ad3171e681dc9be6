// Basin taps on one hole: single lever, waterfall, tall vessel, square, pillar, joystick.
import { arc, curve, lofted, type Part, placed, straight, tube, turned } from '../drawing/solids.ts';
import type { Vector } from '../drawing/vector.ts';
import type { Design } from './design.ts';
import { cylinder, flange, outlet } from './fittings.ts';
import { handle } from './handles.ts';
import { swanNeck } from './kitchen.ts';

const sideways: Vector = [1, 0, 0];

export function singleLever({ body, handles, random }: Design): Part[] {
  const height = random.between(40, 50);
  const reach = random.between(40, 48);
  const lift = random.between(4, 12);
  return [
    flange([0, 0, 0], 15.5, body),
    turned(
      [0, 4, 0],
      [0, 1, 0],
      [
        [0, 12],
        [8, 11.4],
        [height - 6, 11],
        [height, 11],
      ],
      body,
    ),
    ...spoutWithTip(
      curve(
        [
          [0, height - 18, 4],
          [0, height - 8 + lift, reach * 0.55],
          [0, height - 10 + lift, reach],
          [0, height - 17, reach + 4],
        ],
        14,
      ),
      6.4,
      body,
    ),
    ...leverCap(height + 4, 11, handles, body, random.between(16, 28)),
  ];
}

/** The dome and paddle on top of a mixer. */
function leverCap(
  at: number,
  radius: number,
  finish: Design['handles'],
  body: Design['body'],
  rise: number,
): Part[] {
  return [
    cylinder([0, at - 0.6, 0], [0, 1, 0], 1.6, radius * 0.94, body),
    turned(
      [0, at + 1, 0],
      [0, 1, 0],
      [
        [0, radius * 0.98],
        [1, radius * 1.03],
        [6, radius * 1.03],
        [9, radius * 0.98],
        [11.5, radius * 0.82],
        [13, radius * 0.55],
        [13.6, 0.2],
      ],
      finish,
    ),
    lofted(
      [0, 0.15, 0.35, 0.55, 0.75, 0.9, 1].map((t): Vector => [0, at + 8 + rise * t ** 0.9, -4 + 38 * t]),
      sideways,
      { from: [7, 3.4], to: [4.6, 1.6], corner: 2.4 },
      finish,
      { nearer: 6 },
    ),
  ];
}

function spoutWithTip(path: Vector[], radius: number, finish: Design['body']): Part[] {
  const [last, before] = [path[path.length - 1], path[path.length - 2]];
  if (last === undefined || before === undefined) return [];
  return [
    tube(path, radius, finish),
    outlet(last, [last[0] - before[0], last[1] - before[1], last[2] - before[2]], radius * 0.98, finish),
  ];
}

export function waterfall({ body, handles, random }: Design): Part[] {
  const height = random.between(46, 74);
  const reach = random.between(44, 54);
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
          straight([0, 2, 0], [0, height - 5, 0], 6),
          sideways,
          { from: [11.5, 10], to: [11.5, 10], corner: 2 },
          body,
        ),
    lofted(tray, sideways, { from: [11.5, 3.2], to: [18, 2.4], corner: 1.4 }, body, { nearer: 2 }),
    lofted(
      inside,
      sideways,
      { from: [8.5, 0.3], to: [15, 0.3], corner: 0.2 },
      { ...body, tint: [body.tint[0] * 0.3, body.tint[1] * 0.3, body.tint[2] * 0.3] },
      { nearer: 3 },
    ),
    lofted(
      [0, 0.25, 0.5, 0.75, 1].map((t): Vector => [0, height + 0.8, -11 + 19 * t]),
      sideways,
      { from: [10.5, 4], to: [10.5, 4], corner: 2 },
      handles,
      { nearer: 3 },
    ),
    lofted(
      [0, 0.2, 0.4, 0.6, 0.8, 1].map(
        (t): Vector => [0, height + 4 + random.between(13, 13.4) * t, -2 + 30 * t],
      ),
      sideways,
      { from: [7, 2.6], to: [5, 1.5], corner: 1.5 },
      handles,
      { nearer: 8 },
    ),
  ];
}

export function tallVessel({ body, handles, random }: Design): Part[] {
  const height = random.between(92, 104);
  const reach = random.between(40, 48);
  const square = random.chance(0.4);
  const spout: Part[] = square
    ? [
        lofted(
          straight([0, height - 16, 4], [0, height - 18, reach], 6),
          sideways,
          { from: [6.4, 4.4], to: [6.4, 3.8], corner: 1.6 },
          body,
        ),
        outlet([0, height - 21.5, reach - 6], [0, -1, 0], 3.6, body),
      ]
    : spoutWithTip(
        curve(
          [
            [0, height - 22, 4],
            [0, height - 8, reach * 0.6],
            [0, height - 14, reach],
            [0, height - 26, reach + 3],
          ],
          14,
        ),
        5.6,
        body,
      );
  return [
    flange([0, 0, 0], 14.5, body),
    turned(
      [0, 4, 0],
      [0, 1, 0],
      [
        [0, 11.4],
        [12, 10.2],
        [height * 0.5, 9.6],
        [height - 6, 9.6],
        [height - 4, 9.6],
      ],
      body,
    ),
    ...spout,
    ...leverCap(height, 9.8, handles, body, random.between(10, 20)),
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
  ): Part => lofted(straight(from, to, 5), side, { from: half, to: half, corner: 1 }, finish, { nearer });
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
  const kind = random.pick(['cross', 'cross', 'wheel', 'knob'] as const);
  return [
    flange([0, 0, 0], 16, body),
    turned(
      [0, 4, 0],
      [0, 1, 0],
      [
        [0, 10.5],
        [5, 8],
        [11, 7.2],
        [14, 9.6],
        [17, 10.4],
        [height - 18, 10.4],
        [height - 13, 9.6],
        [height - 9, 7.4],
        [height - 4, 6.6],
      ],
      body,
    ),
    ...spoutWithTip(
      curve(
        [
          [0, 25, 6],
          [0, 31, 22],
          [0, 36, 38],
          [0, 14, 43],
        ],
        16,
      ),
      6.2,
      body,
    ),
    ...placed(handle(kind, handles, body, 1.35), [0, height - 1, 0], 20),
  ];
}

export function joystick({ body, handles, random, nearSide }: Design): Part[] {
  const neck = swanNeck([0, 20, 0], random.between(46, 58), random.between(17, 20), random.between(4, 10));
  return [
    flange([0, 0, 0], 14, body),
    cylinder([0, 4, 0], [0, 1, 0], 26, 9, body),
    tube(neck.path, random.between(5.4, 6.4), body),
    outlet(neck.end, [0, -1, 0], 5.8, body),
    tube(arc([nearSide * 8, 17, 0], 9, [0, 0], { right: [nearSide, 0, 0], up: [0, 1, 0] }, 1), 0.01, body),
    cylinder([nearSide * 6, 17, 0], [nearSide, 0, 0], 8, 5.6, body, { nearer: 2 }),
    turned(
      [nearSide * 14, 17, 0],
      [nearSide, 0, 0],
      [
        [0, 5.6],
        [1, 8],
        [3, 9.2],
        [9, 9.6],
        [12, 9],
        [14, 7],
        [15, 0.2],
      ],
      handles,
      { nearer: 4 },
    ),
    tube(straight([nearSide * 23, 24, 0], [nearSide * 29, 47, 0], 4), 2.5, handles, { nearer: 5 }),
  ];
}
