// Kitchen taps: gooseneck, bridge, pull-down spring, pot filler.
import { arc, type Part, placed, straight, tube } from '../drawing/solids.ts';
import type { Vector } from '../drawing/vector.ts';
import type { Design } from './design.ts';
import { collar, cylinder, flange, outlet } from './fittings.ts';
import { handle } from './handles.ts';

const forward = { right: [0, 0, 1] as Vector, up: [0, 1, 0] as Vector };

/** Up, over and down: the path of a swan neck and where it ends. */
export function swanNeck(
  from: Vector,
  top: number,
  radius: number,
  drop: number,
): { path: Vector[]; end: Vector } {
  const [x, y, z] = from;
  const bend = arc([x, top, z + radius], radius, [180, 0], forward, 44);
  const end: Vector = [x, top - drop, z + radius * 2];
  return {
    path: [
      ...straight([x, y, z], [x, top, z], 8).slice(0, -1),
      ...bend,
      ...straight([x, top, z + radius * 2], end, 3).slice(1),
    ],
    end,
  };
}

export function gooseneck({ body, handles, random, nearSide }: Design): Part[] {
  const thickness = random.between(4.6, 6);
  const neck = swanNeck([0, 33.5, 0], random.between(74, 90), random.between(20, 25), random.between(14, 26));
  const side: Vector = [nearSide, 0, 0];
  const lever = random.chance(0.5)
    ? tube(straight([nearSide * 17, 19, 0], [nearSide * random.between(26, 32), 48, 0], 4), 2.6, handles, {
        nearer: 4,
      })
    : tube(straight([nearSide * 17, 19, 0], [nearSide * 27, 23, 26], 4), 2.8, handles, { nearer: 4 });
  return [
    flange([0, 0, 0], 14, body),
    cylinder([0, 4, 0], [0, 1, 0], 30, 9.4, body),
    tube(neck.path, thickness, body),
    collar([0, 35, 0], [0, 1, 0], thickness + 1.8, body, 4),
    outlet(neck.end, [0, -1, 0], thickness, body),
    cylinder([nearSide * 7, 19, 0], side, 6, 5.4, body, { nearer: 2 }),
    cylinder([nearSide * 12.5, 19, 0], side, 8.5, 6.6, handles, { nearer: 3 }),
    lever,
  ];
}

export function bridge({ body, handles, random }: Design): Part[] {
  const half = random.between(27, 32);
  const beam = random.between(24, 29);
  const neck = swanNeck(
    [0, beam - 3, 0],
    beam + random.between(42, 54),
    random.between(17, 21),
    random.between(10, 18),
  );
  const kind = random.pick(['cross', 'cross', 'lever'] as const);
  const leg = (x: number): Part[] => [
    flange([x, 0, 0], 11, body),
    cylinder([x, 4, 0], [0, 1, 0], beam - 2, 5.4, body),
    collar([x, beam, 0], [0, 1, 0], 7, body, 9),
    ...placed(handle(kind, handles, body, 1.02), [x, beam + 5, 0], x < 0 ? 180 : 0),
  ];
  return [
    ...leg(-half),
    tube(straight([-half, beam, 0], [half, beam, 0], 6), 4, body),
    ...leg(half),
    collar([0, beam, 0], [0, 1, 0], 7.2, body, 13),
    collar([0, beam + 8, 0], [0, 1, 0], 6.2, body, 3),
    tube(neck.path, 4.5, body, { nearer: 0.5 }),
    outlet(neck.end, [0, -1, 0], 4.5, body),
  ];
}

export function pullDownSpring({ body, handles, random, nearSide }: Design): Part[] {
  const top = random.between(88, 98);
  const radius = random.between(19, 22);
  const neck = swanNeck([0, 54, 0], top, radius, 22);
  const spray: Vector = [0, neck.end[1] + 2, neck.end[2]];
  return [
    flange([0, 0, 0], 13.5, body),
    cylinder([0, 4, 0], [0, 1, 0], 38, 8.4, body),
    cylinder([0, 41, 0], [0, 1, 0], 14, 5.4, body),
    tube(neck.path, 2.6, body),
    coil(neck.path.slice(2), 5.3, body),
    tube(straight([0, 50, 0], [0, spray[1] - 14, spray[2] - 5], 6), 1.9, body),
    collar([0, 50, 0], [0, 1, 0], 6.4, body, 6),
    collar([spray[0], spray[1] - 15, spray[2]], [0, 1, 0], 6.8, body, 4),
    cylinder([spray[0], spray[1], spray[2]], [0, -1, 0], 26, 5.6, handles, { nearer: 1 }),
    outlet([spray[0], spray[1] - 25, spray[2]], [0, -1, 0], 6, body),
    cylinder([nearSide * 6, 22, 0], [nearSide, 0, 0], 7, 5.2, body, { nearer: 2 }),
    cylinder([nearSide * 12, 22, 0], [nearSide, 0, 0], 8, 6.2, handles, { nearer: 3 }),
    tube(straight([nearSide * 16, 22, 0], [nearSide * 26, 52, 0], 4), 2.5, handles, { nearer: 4 }),
  ];
}

/** A spring wound around a path. */
function coil(path: readonly Vector[], radius: number, finish: Design['body']): Part {
  const turnsPerStep = 1.25;
  const stepsPerTurn = 8;
  const points: Vector[] = [];
  path.slice(0, -1).forEach((from, index) => {
    const to = path[index + 1] ?? from;
    const [dy, dz] = [to[1] - from[1], to[2] - from[2]];
    const size = Math.hypot(dy, dz);
    const turns = Math.max(1, Math.round((size / 3.4) * turnsPerStep));
    const count = turns * stepsPerTurn;
    for (let step = 0; step < count; step += 1) {
      const t = step / count;
      const angle = t * turns * 2 * Math.PI;
      const out = radius * Math.cos(angle);
      points.push([
        radius * Math.sin(angle),
        from[1] + dy * t - (dz / size) * out,
        from[2] + dz * t + (dy / size) * out,
      ]);
    }
  });
  return tube(points, 1.35, finish, { chunk: 2, nearer: 0.5 });
}

export function potFiller({ body, handles, random }: Design): Part[] {
  const reach = random.between(42, 50);
  const drop = random.between(22, 30);
  const spread = 0.5;
  const elbow: Vector = [reach * spread, 0, 14 + reach * Math.sqrt(1 - spread * spread)];
  const tip: Vector = [elbow[0] + reach * 0.92, -13, elbow[2] + 8];
  const kind = random.pick(['cross', 'lever'] as const);
  const bend = arc([tip[0] - 8, tip[1] - 8, tip[2]], 8, [90, 0], { right: [1, 0, 0], up: [0, 1, 0] }, 22);
  const end: Vector = [tip[0], tip[1] - 8 - drop, tip[2]];
  return [
    flange([0, 0, 0], 15, body, [0, 0, 1]),
    cylinder([0, 0, 4], [0, 0, 1], 12, 6.4, body),
    cylinder([0, -9, 14], [0, 1, 0], 18, 7, body),
    tube(straight([0, 0, 14], elbow, 8), 4.3, body),
    cylinder([elbow[0], -21, elbow[2]], [0, 1, 0], 30, 6.6, body),
    tube(
      [
        ...straight([elbow[0], -13, elbow[2]], [tip[0] - 8, -13, tip[2]], 8),
        ...bend.slice(1),
        ...straight([tip[0], tip[1] - 8, tip[2]], end, 3).slice(1),
      ],
      4.3,
      body,
    ),
    outlet(end, [0, -1, 0], 4.6, body),
    ...placed(handle(kind, handles, body, 0.92), [0, 9, 14], 200),
    ...placed(handle(kind, handles, body, 0.92), [elbow[0], 9, elbow[2]], 20),
  ];
}
