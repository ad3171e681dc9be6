// How current what was learned of the catalogue is: its vocabulary, its cut-offs, its colour directions.
import type { Queryable } from '../database/database.ts';
import { type Calibration, readCalibrations } from '../ranking/calibrations.ts';

export interface Learned {
  vocabulary: { countedAt: Date | null; products: number; words: number };
  cutoffs: Pick<Calibration, 'kind' | 'cutoff' | 'setBy' | 'sampleSize' | 'photos' | 'at'>[];
  colours: { at: Date; photos: number; sampleSize: number } | null;
}

export async function readLearned(db: Queryable, model: string): Promise<Learned> {
  const [vocabulary, calibrations, colours] = await Promise.all([
    db.query<Learned['vocabulary']>(`
      select counted_at as "countedAt", products,
        (select count(*) from terms where kind = 'word') as words
      from terms_state`),
    readCalibrations(db, model),
    db.query<{ at: Date; photos: number; sampleSize: number }>(
      'select at, photos, sample_size as "sampleSize" from colour_directions where model = $1',
      [model],
    ),
  ]);
  return {
    vocabulary: vocabulary.rows[0] ?? { countedAt: null, products: 0, words: 0 },
    cutoffs: calibrations.map(({ quantiles: _, ...one }) => one),
    colours: colours.rows[0] ?? null,
  };
}
