// Stored cut-offs: from which score on a result is a good match under a model, and what that was reckoned from.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';

/** What photos are compared with: words, or another photo. */
export type CutoffKind = 'text' | 'photo';

export interface Calibration {
  kind: CutoffKind;
  /** Least score of a good match. */
  cutoff: number;
  setBy: 'calibration' | 'operator';
  sampleSize: number;
  /** Of the scores that it was reckoned from, by share. */
  quantiles: Record<string, number>;
  /** Photos in the catalogue at that time. */
  photos: number;
  at: Date;
}

export async function readCalibrations(db: Queryable, model: string): Promise<Calibration[]> {
  const { rows } = await db.query<Calibration>(
    `
    select kind, cutoff::float8 as cutoff, set_by as "setBy", sample_size as "sampleSize", quantiles, photos, at
    from score_calibrations
    where model = $1
    order by kind desc`,
    [model],
  );
  return rows.map((row) => ({ ...row, cutoff: Math.round(row.cutoff * 1e6) / 1e6 }));
}

/** An operator's own value is left as it is. */
export async function storeCalibration(
  db: Queryable,
  model: string,
  one: Omit<Calibration, 'at' | 'setBy'>,
): Promise<void> {
  await db.query(
    `
    insert into score_calibrations (model, kind, cutoff, set_by, sample_size, quantiles, photos)
    values ($1, $2, $3, 'calibration', $4, $5::jsonb, $6)
    on conflict (model, kind) do update
      set cutoff = excluded.cutoff, sample_size = excluded.sample_size, quantiles = excluded.quantiles,
        photos = excluded.photos, at = excluded.at
      where score_calibrations.set_by = 'calibration'`,
    [model, one.kind, one.cutoff, one.sampleSize, JSON.stringify(one.quantiles), one.photos],
  );
}

/** An operator's own value, which no calibration overrules. */
export async function setCutoff(
  db: Queryable,
  model: string,
  { kind, cutoff }: { kind: CutoffKind; cutoff: number },
): Promise<void> {
  await db.query(
    `
    insert into score_calibrations (model, kind, cutoff, set_by, sample_size, quantiles, photos)
    values ($1, $2, $3, 'operator', 0, '{}', 0)
    on conflict (model, kind) do update
      set cutoff = excluded.cutoff, set_by = excluded.set_by, at = excluded.at`,
    [model, kind, cutoff],
  );
}

/** Forgets them all, an operator's too; the next calibration makes new ones. */
export async function forgetCalibrations(db: Queryable, model: string): Promise<void> {
  await db.query('delete from score_calibrations where model = $1', [model]);
}

export interface SampledPhoto {
  productId: number;
  sha256: string;
  /** The embedding as text; `fromVectorText` reads it. */
  vector: string;
  /** Shares of the colours that it has, by name. */
  colours: { name: string; share: number }[] | null;
}

/** Photos at random that show a product; all when there are fewer. */
export async function samplePhotos(db: Queryable, model: string, count: number): Promise<SampledPhoto[]> {
  const { rows } = await db.query<SampledPhoto>(
    `
    with sampled as materialized (
      select photo_id
      from ${embeddingsTable(model)}
      where not gone and not placeholder
      order by random()
      limit $1
    )
    select e.product_id as "productId", e.image_sha256 as sha256, e.embedding::text as vector, images.colours
    from sampled
    join ${embeddingsTable(model)} as e using (photo_id)
    left join images on images.sha256 = e.image_sha256`,
    [count],
  );
  return rows;
}
