// Bath fillers: freestanding on the floor with a hand shower, and a low deck mixer.
import { curve, type Part, placed, straight, tube, turned } from '../drawing/solids.ts';
import type { Vector } from '../drawing/vector.ts';
import type { Design } from './design.ts';
import { collar, cylinder, flange, outlet } from './fittings.ts';
import { handle } from './handles.ts';
import { swanNeck } from './kitchen.ts';

export function freestandingBathFiller({ body, handles, random }: Design): Part[] {
  const height = random.between(118, 130);
  const neck = swanNeck([0, 4, 0], height - 18, 18, 6);
  const bar = height - 44;
  const cradle: Vector = [20, bar + 3, 6];
  return [
    flange([0, 0, 0], 17, body),
    tube(neck.path, 5.2, body),
    outlet(neck.end, [0, -1, 0], 5.2, body),
    tube(straight([-20, bar, 0], [20, bar, 0], 5), 6.4, body, { nearer: 1 }),
    cylinder([-20, bar, 0], [-1, 0, 0], 4, 7, body, { nearer: 1 }),
    ...placed(handle('knob', handles, body, 0.01), [-24, bar, 0]),
    turned(
      [-24, bar, 0],
      [-1, 0, 0],
      [
        [0, 6],
        [1, 8.6],
        [4, 9.2],
        [9, 9.2],
        [11, 8.2],
        [12, 0.2],
      ],
      handles,
      { nearer: 2 },
    ),
    tube(straight([-30, bar + 6, 0], [-34, bar + 26, 0], 3), 2.4, handles, { nearer: 3 }),
    cylinder([20, bar, 0], [1, 0, 0], 4, 7, body, { nearer: 1 }),
    tube(
      curve(
        [
          [20, bar - 4, 4],
          [26, bar - 60, 26],
          [6, bar - 70, 22],
          [20, bar - 14, 6],
        ],
        20,
      ),
      1.6,
      body,
      { nearer: 6 },
    ),
    collar([cradle[0], cradle[1] - 6, cradle[2]], [0, 1, 0], 4, body, 5),
    turned(
      [cradle[0], cradle[1] - 16, cradle[2]],
      [0.12, 1, 0.2],
      [
        [0, 2.6],
        [4, 3.2],
        [24, 3.6],
        [36, 3.4],
      ],
      handles,
      { nearer: 4 },
    ),
    turned(
      [cradle[0] + 4.4, cradle[1] + 21, cradle[2] + 10],
      [0, -0.25, 1],
      [
        [-5, 3],
        [-3, 8],
        [0, 9.4],
        [3, 9.6],
        [3.8, 9],
      ],
      body,
      { nearer: 6, mouth: '#3a3d42' },
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
    tube(straight([-half, beam, 0], [half, beam, 0], 6), 7.6, body),
    ...leg(half),
    collar([0, beam, 0], [1, 0, 0], 9.4, body, 20),
    tube(
      curve(
        [
          [0, beam, 4],
          [0, beam + 4, 28],
          [0, beam + 6, 44],
          [0, beam - 16, 47],
        ],
        18,
      ),
      7,
      body,
      { nearer: 1 },
    ),
    outlet([0, beam - 16, 47], [0, -1, 0.12], 7, body),
  ];
}
