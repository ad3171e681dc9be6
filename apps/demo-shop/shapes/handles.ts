// The handles: each stands on its own axis, upright at the origin, and is then placed on a tap.
import { ball, lofted, type Part, smoothed, tube, turned } from '../drawing/solids.ts';
import { add, scale, unit, type Vector } from '../drawing/vector.ts';
import type { Finish } from '../finishes.ts';
import { cylinder } from './fittings.ts';

export type HandleKind = 'cross' | 'lever' | 'knob' | 'wheel' | 'blade';

/** An upright handle at the origin; `size` 1 is about 30 units across. `body` is the finish of its stem. */
export function handle(kind: HandleKind, finish: Finish, body: Finish, size = 1): Part[] {
  return drawings[kind](finish, body, size);
}

const drawings: Record<HandleKind, (finish: Finish, body: Finish, size: number) => Part[]> = {
  cross: (finish, body, size) => {
    const height = 9 * size;
    const arms = [45, 135, 225, 315].map((degrees): Part => {
      const angle = (degrees * Math.PI) / 180;
      return arm([Math.cos(angle), 0, Math.sin(angle)], [0, height, 0], 15.5 * size, 2.9 * size, finish);
    });
    return [
      stem(height - 3 * size, 4.2 * size, body),
      ...arms,
      turned([0, height - 4.4 * size, 0], [0, 1, 0], smoothed(hub(5.6 * size, 9 * size), 2), finish),
      cylinder([0, height + 4.4 * size, 0], [0, 1, 0], 1.2 * size, 3.4 * size, body),
    ];
  },
  lever: (finish, body, size) => [
    stem(6 * size, 5.2 * size, body),
    turned([0, 5 * size, 0], [0, 1, 0], smoothed(hub(7.2 * size, 9 * size), 2), finish),
    lofted(
      [0, 0.2, 0.45, 0.7, 0.88, 1].map((t): Vector => [(4 + 27 * t) * size, (9.5 + 4 * t * t) * size, 0]),
      [0, 0, 1],
      { from: [4.4 * size, 2.5 * size], to: [3.1 * size, 1.7 * size], corner: 1.7 * size },
      finish,
      { nearer: 1 },
    ),
  ],
  knob: (finish, body, size) => [
    stem(6 * size, 5 * size, body),
    turned(
      [0, 5 * size, 0],
      [0, 1, 0],
      (
        [
          [0, 7],
          [0.8, 9],
          [2.4, 10.2],
          [5, 10.6],
          [8.5, 10.6],
          [10.5, 10.2],
          [12, 9.2],
          [13, 7.6],
          [13.6, 5],
          [13.8, 0.2],
        ] as const
      ).map(([along, radius]) => [along * size, radius * size] as const),
      finish,
    ),
  ],
  wheel: (finish, body, size) => {
    const height = 9 * size;
    const radius = 14.5 * size;
    const rim = Array.from({ length: 57 }, (_, step): Vector => {
      const angle = (step * Math.PI) / 28;
      return [radius * Math.cos(angle), height, radius * Math.sin(angle)];
    });
    const spokes = [20, 110, 200, 290].map((degrees): Part => {
      const angle = (degrees * Math.PI) / 180;
      const end: Vector = [radius * Math.cos(angle), height, radius * Math.sin(angle)];
      return tube([[0, height, 0], scale(add([0, height, 0], end), 0.5), end], 1.7 * size, finish);
    });
    return [
      stem(height, 3.6 * size, body),
      ...spokes,
      tube(rim, 3.1 * size, finish, { chunk: 2 }),
      turned([0, height - 3 * size, 0], [0, 1, 0], smoothed(hub(4.8 * size, 7 * size), 2), finish),
    ];
  },
  blade: (finish, body, size) => [
    stem(4 * size, 6 * size, body),
    turned([0, 3.6 * size, 0], [0, 1, 0], smoothed(hub(7.6 * size, 12 * size), 2), finish),
    tube(
      [0, 0.25, 0.5, 0.75, 1].map((t): Vector => [(5 + 25 * t) * size, (10 + 9 * t) * size, 0]),
      2.5 * size,
      finish,
      { nearer: 1 },
    ),
    ball([30.5 * size, 19.2 * size, 0], 2.9 * size, finish, { nearer: 2 }),
  ],
};

function stem(height: number, radius: number, finish: Finish): Part {
  return turned(
    [0, 0, 0],
    [0, 1, 0],
    [
      [0, radius * 1.35],
      [1.4, radius * 1.35],
      [2, radius],
      [Math.max(2.5, height), radius],
    ],
    finish,
  );
}

/** A short barrel with rounded rims and a domed top. */
const hub = (radius: number, height: number): [number, number][] => [
  [0, radius * 0.8],
  [height * 0.08, radius * 0.95],
  [height * 0.2, radius],
  [height * 0.7, radius],
  [height * 0.84, radius * 0.94],
  [height * 0.93, radius * 0.8],
  [height * 0.98, radius * 0.5],
  [height, radius * 0.05],
];

/** One arm of a cross: waisted, with a rounded end. */
function arm(direction: Vector, at: Vector, reach: number, radius: number, finish: Finish): Part {
  const profile: [number, number][] = [
    [reach * 0.1, radius],
    [reach * 0.45, radius * 0.82],
    [reach * 0.7, radius * 1.05],
    [reach * 0.86, radius * 1.3],
    [reach * 0.96, radius * 1.18],
    [reach * 1.02, radius * 0.75],
    [reach * 1.05, radius * 0.1],
  ];
  return turned(at, unit(direction), smoothed(profile, 3), finish);
}
