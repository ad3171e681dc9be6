// One-lever basin taps: the compact mixer and its tall version for countertop bowls.
import { curve, lofted, type Part, smoothed, straight, turned } from '../drawing/solids.ts';
import type { Vector } from '../drawing/vector.ts';
import type { Design } from './design.ts';
import { cylinder, flange, outlet, spoutWithTip } from './fittings.ts';

const sideways: Vector = [1, 0, 0];

export function singleLever({ body, handles, random }: Design): Part[] {
  const height = random.between(40, 50);
  const reach = random.between(42, 50);
  const lift = random.between(5, 13);
  const bend: Vector[] = [
    [0, height - 18, 10],
    [0, height - 12 + lift, reach * 0.5],
    [0, height - 6 + lift, reach],
    [0, height - 22, reach + 3],
  ];
  return [
    flange([0, 0, 0], 15.5, body),
    turned([0, 4, 0], [0, 1, 0], columnProfile(height, 12.6, 10.8), body),
    ...spoutWithTip(curve(bend), 7.4, 5.4, body),
    ...leverCap({ at: height + 4, radius: 10.8, rise: random.between(15, 26) }, handles, body),
  ];
}

export function tallVessel({ body, handles, random }: Design): Part[] {
  const height = random.between(86, 98);
  const reach = random.between(44, 52);
  const square = random.chance(0.4);
  const bend: Vector[] = [
    [0, height - 20, 9],
    [0, height - 14, reach * 0.5],
    [0, height - 8, reach],
    [0, height - 30, reach + 3],
  ];
  return [
    flange([0, 0, 0], 15, body),
    turned([0, 4, 0], [0, 1, 0], columnProfile(height - 4, 12, 10), body),
    ...(square ? flatSpout(height, reach, body) : spoutWithTip(curve(bend), 6.8, 5.2, body)),
    ...leverCap({ at: height, radius: 10, rise: random.between(10, 20) }, handles, body),
  ];
}

function flatSpout(height: number, reach: number, body: Design['body']): Part[] {
  return [
    lofted(
      straight([0, height - 16, 7], [0, height - 18, reach], 1),
      sideways,
      { from: [7, 4.6], to: [6.6, 3.8], corner: 1.8 },
      body,
    ),
    outlet([0, height - 21.5, reach - 6], [0, -1, 0], 3.6, body),
  ];
}

const columnProfile = (height: number, foot: number, top: number): [number, number][] => [
  [0, foot],
  [height, top],
];

/** The dome and paddle on top of a mixer. */
function leverCap(
  { at, radius, rise }: { at: number; radius: number; rise: number },
  finish: Design['handles'],
  body: Design['body'],
): Part[] {
  const dome = smoothed(
    [
      [0, 0.98],
      [0.7, 1.03],
      [6, 1.03],
      [9, 0.98],
      [11.5, 0.83],
      [13, 0.55],
      [13.6, 0.02],
    ].map(([along = 0, width = 0]) => [along, width * radius] as const),
    3,
  );
  const paddle = [0, 0.12, 0.25, 0.4, 0.55, 0.7, 0.82, 0.92, 1].map(
    (t): Vector => [0, at + 8.5 + rise * t ** 0.85, -3 + 40 * t],
  );
  return [
    cylinder([0, at - 0.6, 0], [0, 1, 0], 1.6, radius * 0.94, body),
    turned([0, at + 1, 0], [0, 1, 0], dome, finish),
    lofted(paddle, sideways, { from: [7.4, 3.6], to: [4.4, 1.7], corner: 1.7 }, finish, { nearer: 6 }),
  ];
}
