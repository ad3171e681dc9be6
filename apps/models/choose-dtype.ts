// Which precision CLIP_DTYPE means for a model: `auto` is what `model check` found best here, and full until it has looked.
import type { Queryable } from '../../catalog/database/database.ts';
import { latestCheck } from '../../catalog/photos/model-checks.ts';
import type { Dtype } from '../../clip/registry/model-spec.ts';

export async function chooseDtype(db: Queryable, model: string, wanted: Dtype | 'auto'): Promise<Dtype> {
  if (wanted !== 'auto') return wanted;
  return (await latestCheck(db, model))?.recommended ?? 'fp32';
}
