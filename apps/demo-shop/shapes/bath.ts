// Bath fillers: freestanding on the floor with a hand shower, and a low deck mixer.
import { curve, type Part, placed, smoothed, straight, tube, turned } from '../drawing/solids.ts';
import type { Vector } from '../drawing/vector.ts';
import type { Design } from './design.ts';
import { collar, cylinder, flange, outlet, spoutWithTip } from './fittings.ts';
import { handle } from './handles.ts';
import { swanNeck } from './kitchen.ts';

export function freestandingBathFiller({ body, handles, random }: Design): Part[] {
  const height = random.between(100, 110);
  const neck = swanNeck([0, 4, 0], height - 20, 20, 6);
  const bar = height - 46;
  const knob = smoothed(
    [
      [0, 6],
      [1, 9],
      [4, 9.8],
      [10, 9.8],
      [12, 8.8],
      [13, 0.2],
    ],
    2,
  );
  return [
    flange([0, 0, 0], 19, body),
    tube(neck.path, 6.4, body),
    outlet(neck.end, [0, -1, 0], 6.4, body),
    tube(straight([-22, bar, 0], [22, bar, 0], 5), 7.4, body, { nearer: 1 }),
    collar([0, bar, 0], [0, 1, 0], 8.4, body, 20),
    turned([-22, bar, 0], [-1, 0, 0], knob, handles, { nearer: 2 }),
    tube(straight([-29, bar + 6, 0], [-33, bar + 30, 0], 3), 2.9, handles, { nearer: 3 }),
    ...handShower([22, bar, 0], { body, handles }),
  ];
}

/** The hand shower upright in its cradle at the end of the bar, its hose hanging in a loop. */
function handShower([x, y]: Vector, { body, handles }: Pick<Design, 'body' | 'handles'>): Part[] {
  const hose = curve([
    [x + 2, y - 6, 8],
    [x + 16, y - 60, 24],
    [x - 22, y - 76, 16],
    [x - 8, y - 6, 8],
  ]);
  const rod = smoothed(
    [
      [0, 3],
      [5, 4],
      [28, 4.4],
      [40, 4],
    ],
    2,
  );
  return [
    cylinder([x - 1, y, 0], [1, 0, 0], 5, 8.4, body, { nearer: 1 }),
    tube(hose, 1.9, body, { nearer: 5 }),
    cylinder([x + 2, y - 2, 2], [0, 0, 1], 9, 4.6, body, { nearer: 4 }),
    turned([x + 2, y - 16, 10], [0, 1, 0.16], rod, handles, { nearer: 7 }),
    turned(
      [x + 2, y + 28, 16],
      [0, -0.2, 1],
      [
        [-6, 4],
        [-3, 9],
        [0, 11],
        [3, 11.4],
        [4, 10.6],
      ],
      body,
      { nearer: 10, mouth: '#3a3d42' },
    ),
  ];
}

export function deckBathMixer({ body, handles, random }: Design): Part[] {
  const half = random.between(32, 36);
  const beam = 25;
  const kind = random.pick(['cross', 'cross', 'lever'] as const);
  const leg = (x: number): Part[] => [
    flange([x, 0, 0], 12, body),
    turned(
      [x, 4, 0],
      [0, 1, 0],
      [
        [0, 8],
        [4, 6],
        [14, 6],
      ],
      body,
    ),
    collar([x, beam, 0], [0, 1, 0], 9.5, body, 17),
    ...placed(handle(kind, handles, body, 1.15), [x, beam + 9, 0], x < 0 ? 180 : 0),
  ];
  return [
    ...leg(-half),
    tube(straight([-half, beam, 0], [half, beam, 0], 8), 7.6, body),
    ...leg(half),
    cylinder([0, beam, 4], [0, 0, 1], 6, 10, body, { nearer: 1 }),
    ...spoutWithTip(
      curve([
        [0, beam, 9],
        [0, beam + 3, 28],
        [0, beam + 12, 46],
        [0, beam - 16, 48],
      ]),
      8,
      6.4,
      body,
    ),
  ];
}
