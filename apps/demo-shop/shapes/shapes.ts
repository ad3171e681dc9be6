// The list of shapes: what each is called, how it is mounted, and from where it looks best.

import { joystick, pillar, square, waterfall } from './basin.ts';
import { deckBathMixer, freestandingBathFiller } from './bath.ts';
import type { DrawShape } from './design.ts';
import { bridge, gooseneck, potFiller, pullDownSpring } from './kitchen.ts';
import { singleLever, tallVessel } from './lever-mixers.ts';
import { crossHandlePair, industrialWheel, wallMounted } from './pairs.ts';

export interface Shape {
  id: ShapeId;
  draw: DrawShape;
  /** deck and floor taps stand on something; wall taps hang on it. */
  mount: 'deck' | 'floor' | 'wall';
  /** Turn away from facing the viewer, degrees; the photographer picks the side. */
  turn: readonly [number, number];
}

export type ShapeId =
  | 'single-lever'
  | 'gooseneck'
  | 'waterfall'
  | 'cross-handle'
  | 'bridge'
  | 'wall-mounted'
  | 'pull-down-spring'
  | 'pot-filler'
  | 'tall-vessel'
  | 'square'
  | 'pillar'
  | 'joystick'
  | 'industrial-wheel'
  | 'bath-filler'
  | 'bath-mixer';

export const shapes: readonly Shape[] = [
  { id: 'single-lever', draw: singleLever, mount: 'deck', turn: [42, 68] },
  { id: 'gooseneck', draw: gooseneck, mount: 'deck', turn: [46, 72] },
  { id: 'waterfall', draw: waterfall, mount: 'deck', turn: [32, 56] },
  { id: 'cross-handle', draw: crossHandlePair, mount: 'deck', turn: [12, 30] },
  { id: 'bridge', draw: bridge, mount: 'deck', turn: [22, 40] },
  { id: 'wall-mounted', draw: wallMounted, mount: 'wall', turn: [16, 36] },
  { id: 'pull-down-spring', draw: pullDownSpring, mount: 'deck', turn: [50, 74] },
  { id: 'pot-filler', draw: potFiller, mount: 'wall', turn: [4, 22] },
  { id: 'tall-vessel', draw: tallVessel, mount: 'deck', turn: [45, 70] },
  { id: 'square', draw: square, mount: 'deck', turn: [36, 60] },
  { id: 'pillar', draw: pillar, mount: 'deck', turn: [35, 62] },
  { id: 'joystick', draw: joystick, mount: 'deck', turn: [45, 68] },
  { id: 'industrial-wheel', draw: industrialWheel, mount: 'deck', turn: [28, 48] },
  { id: 'bath-filler', draw: freestandingBathFiller, mount: 'floor', turn: [30, 52] },
  { id: 'bath-mixer', draw: deckBathMixer, mount: 'deck', turn: [16, 34] },
];

/** @throws when the id is none of `shapes` */
export function shapeById(id: string): Shape {
  const shape = shapes.find((candidate) => candidate.id === id);
  if (shape === undefined)
    throw new Error(`Unknown shape "${id}": use one of ${shapes.map((known) => known.id).join(', ')}.`);
  return shape;
}
