// What a choice between the same colour and the same shape does to find-similar: to the vector and to the cut-off.

import type { Queryable } from '../database/database.ts';
import { readColourDirections, turnVector } from './colour-directions.ts';
import { type Cutoff, findCutoff } from './find-cutoff.ts';

export interface ChosenLook {
  turn: ((vector: Float32Array) => Float32Array) | undefined;
  cutoff: Cutoff;
  /** What a shopper should know. */
  notices: string[];
}

const noDirectionsNotice =
  'What is colour and what is shape has not been learned from this catalogue yet, so look was left out.';

/**
 * A turned vector's scores are others, so no calibrated cut-off goes with them.
 *
 * @param options.look -1: the same colour; 0: as it is; 1: the same shape
 * @param options.asked the cut-off that was asked for
 */
export async function chooseLook(
  db: Queryable,
  options: { model: string; look: number; asked: number | 'off' | undefined },
): Promise<ChosenLook> {
  const { model, look, asked } = options;
  const cutoff = await findCutoff(db, { model, kind: 'photo', asked });
  if (look === 0) return { turn: undefined, notices: [], cutoff };
  const known = await readColourDirections(db, model);
  if (!known) return { turn: undefined, notices: [noDirectionsNotice], cutoff };
  return {
    turn: (vector) => turnVector(vector, known.directions, look),
    notices: [],
    cutoff: asked === undefined ? { cutoff: null, cutoffFrom: 'none for a look other than 0' } : cutoff,
  };
}
