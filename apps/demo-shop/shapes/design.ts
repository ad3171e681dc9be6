// What a shape is told about the tap it draws.

import type { Part } from '../drawing/solids.ts';
import type { Finish } from '../finishes.ts';
import type { SeededRandom } from '../seeded-random.ts';

export interface Design {
  body: Finish;
  handles: Finish;
  /** Proportions vary a little with this, so that two brands' taps of one shape differ. */
  random: SeededRandom;
  /** The side (x) that faces the viewer once the tap is turned: where a side lever is best seen. */
  nearSide: 1 | -1;
}

/** Parts in model units, spout towards +z, standing on y = 0 or, for wall taps, on the plane z = 0. */
export type DrawShape = (design: Design) => Part[];
