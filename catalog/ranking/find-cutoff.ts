// The score from which on a result is a good match: what a question says, else the catalogue's calibration.

import type { Queryable } from '../database/database.ts';
import { type CutoffKind, readCalibrations } from './calibrations.ts';

export interface Cutoff {
  cutoff: number | null;
  /** For `explain`. */
  cutoffFrom: string;
}

/** @param asked the `cutoff` that was asked for: a score, `off`, or nothing */
export async function findCutoff(
  db: Queryable,
  { model, kind, asked }: { model: string; kind: CutoffKind | 'mixed'; asked: number | 'off' | undefined },
): Promise<Cutoff> {
  if (asked === 'off') return { cutoff: null, cutoffFrom: 'switched off' };
  if (asked !== undefined) return { cutoff: asked, cutoffFrom: 'asked for' };
  // Scores of words and photos together are of neither kind.
  if (kind === 'mixed') return { cutoff: null, cutoffFrom: 'none for words and photos together' };
  const known = (await readCalibrations(db, model)).find((one) => one.kind === kind);
  if (!known) return { cutoff: null, cutoffFrom: `not calibrated yet for ${kind} under ${model}` };
  const cutoffFrom =
    known.setBy === 'operator'
      ? 'set by the operator'
      : `calibrated from ${known.sampleSize} ${kind} scores among ${known.photos} photos`;
  return { cutoff: known.cutoff, cutoffFrom };
}
