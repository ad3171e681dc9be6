// What `model check` found of each model: which precision of its files can be trusted on this catalogue, and is quickest.
import type { Queryable } from '../database/database.ts';
import type { ModelVariant } from './models.ts';

export interface VariantCheck {
  dtype: ModelVariant['dtype'];
  fileBytes: number;
  photosPerSecond: number;
  msPerText: number;
  /** Against full precision; null for full precision itself. */
  fidelity: Fidelity | null;
}

export interface Fidelity {
  /** Cosine of a photo's two vectors: the mean and the lowest. */
  meanCosine: number;
  worstCosine: number;
  /** The mean of texts; null without any, absent in checks of older versions. */
  textCosine?: number | null;
  /** Share of the ten nearest photos of a photo that are the same. */
  photoOverlap: number;
  /** Share of the ten nearest photos of a text that are the same; null without texts. */
  textOverlap: number | null;
}

export interface ModelCheck {
  photos: number;
  texts: number;
  variants: VariantCheck[];
}

export async function storeModelCheck(
  db: Queryable,
  model: string,
  { recommended, report }: { recommended: ModelVariant['dtype']; report: ModelCheck },
): Promise<void> {
  await db.query(
    `
    insert into model_checks (model, recommended, report)
    values ($1, $2, $3)
    on conflict (model) do update
      set recommended = excluded.recommended, report = excluded.report, checked_at = now()`,
    [model, recommended, JSON.stringify(report)],
  );
}

export async function latestCheck(
  db: Queryable,
  model: string,
): Promise<{ recommended: ModelVariant['dtype']; report: ModelCheck; checkedAt: Date } | null> {
  const { rows } = await db.query<{
    recommended: ModelVariant['dtype'];
    report: ModelCheck;
    checkedAt: Date;
  }>('select recommended, report, checked_at as "checkedAt" from model_checks where model = $1', [model]);
  return rows[0] ?? null;
}
