// Taps with two handles: widespread cross handles, wall mounted, industrial wheel pair.
import {
  curve,
  laidForward,
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

export function crossHandlePair({ body, handles, random }: Design): Part[] {
  const apart = random.between(35, 40);
  const spout = random.chance(0.5)
    ? swanSpout({ top: random.between(48, 60), radius: 17, thickness: 5.6 }, body)
    : lowSpout(body);
  const foot = smoothed(
    [
      [0, 9.4],
      [4, 7.4],
      [9, 6.4],
      [12, 6.4],
    ],
    3,
  );
  const valve = (x: number): Part[] => [
    flange([x, 0, 0], 13.5, body),
    turned([x, 4, 0], [0, 1, 0], foot, body),
    collar([x, 17, 0], [0, 1, 0], 8.2, body, 3.4),
    ...placed(handle('cross', handles, body, 1.45), [x, 18.6, 0], random.between(-20, 20)),
  ];
  return [flange([0, 0, 0], 14.5, body), ...spout, ...valve(-apart), ...valve(apart)];
}

function swanSpout(
  { top, radius, thickness }: { top: number; radius: number; thickness: number },
  body: Design['body'],
): Part[] {
  const neck = swanNeck([0, 15.5, 0], top, radius, 12);
  return [
    cylinder([0, 4, 0], [0, 1, 0], 12, 8.6, body),
    tube(neck.path, thickness, body),
    collar([0, 17, 0], [0, 1, 0], thickness + 1.8, body, 3),
    outlet(neck.end, [0, -1, 0], thickness, body),
  ];
}

function lowSpout(body: Design['body']): Part[] {
  const bend = curve([
    [0, 28, 0],
    [0, 52, 2],
    [0, 56, 38],
    [0, 26, 44],
  ]);
  return [
    turned(
      [0, 4, 0],
      [0, 1, 0],
      smoothed(
        [
          [0, 10],
          [6, 8],
          [14, 7],
          [26, 6.6],
        ],
        3,
      ),
      body,
    ),
    ...spoutWithTip(bend, 6.2, 5.4, body),
  ];
}

export function wallMounted({ body, handles, random }: Design): Part[] {
  const apart = random.between(34, 40);
  const reach = random.between(44, 52);
  const kind = random.pick(['cross', 'lever', 'cross'] as const);
  const plate = random.chance(0.35);
  const valve = (x: number): Part[] => [
    ...(plate ? [] : [flange([x, 0, 0], 14, body, [0, 0, 1])]),
    cylinder([x, 0, 3], [0, 0, 1], 10, 7, body),
    ...laidForward(placed(handle(kind, handles, body, 1.25), [0, 0, 0], kind === 'lever' ? 90 : 0), [
      x,
      0,
      12,
    ]),
  ];
  const spout = curve([
    [0, 0, 3],
    [0, 2, reach * 0.6],
    [0, 4, reach],
    [0, -16, reach + 5],
  ]);
  return [
    ...(plate
      ? [
          lofted(
            straight([0, 0, 0], [0, 0, 3], 1),
            [1, 0, 0],
            { from: [apart + 15, 14], to: [apart + 15, 14], corner: 5 },
            body,
          ),
        ]
      : [flange([0, 0, 0], 14, body, [0, 0, 1])]),
    ...valve(-apart),
    ...valve(apart),
    tube(spout, 5.8, body),
    outlet([0, -16, reach + 5], [0, -1, 0.22], 5.7, body),
  ];
}

export function industrialWheel({ body, handles, random }: Design): Part[] {
  const half = random.between(22, 26);
  const neck = swanNeck([0, 35.5, 0], random.between(62, 74), random.between(16, 19), 12);
  const valve = (sign: 1 | -1): Part[] => {
    const wheel = handle('wheel', handles, body, 1.2);
    const outward: Part[] = laidForward(wheel, [0, 0, 0]);
    return placed(outward, [sign * half, 24, 0], sign * 90);
  };
  const side = (sign: 1 | -1): Vector => [sign, 0, 0];
  return [
    flange([0, 0, 0], 14, body),
    cylinder([0, 4, 0], [0, 1, 0], 32, 8.6, body),
    tube(straight([-half, 24, 0], [half, 24, 0], 6), 5.6, body),
    collar([-half + 4, 24, 0], side(1), 7.6, body, 7),
    collar([half - 4, 24, 0], side(1), 7.6, body, 7),
    ...valve(-1),
    ...valve(1),
    tube(neck.path, 4.8, body),
    collar([0, 40, 0], [0, 1, 0], 7, body, 7),
    outlet(neck.end, [0, -1, 0], 4.8, body),
  ];
}
