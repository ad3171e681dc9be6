// Which of several products stand best for all of them.
import type { Queryable } from '../database/database.ts';
import { readProductVectors } from '../photos/product-vectors.ts';

/** The ids of those that have an embedded photo, the nearest to the mean of all first. */
export async function mostTypical(db: Queryable, model: string, ids: readonly number[]): Promise<number[]> {
  const read = await readProductVectors(
    db,
    model,
    ids.map((productId) => ({ productId })),
  );
  const known = read.flatMap(({ vector }, i) => {
    const id = ids[i];
    return vector && id !== undefined ? [{ id, vector }] : [];
  });
  const sum = new Float32Array(known[0]?.vector.length ?? 0);
  for (const { vector } of known) for (const [i, x] of vector.entries()) sum[i] = (sum[i] ?? 0) + x;
  const likeness = (vector: Float32Array) => vector.reduce((total, x, i) => total + x * (sum[i] ?? 0), 0);
  return known
    .map(({ id, vector }) => ({ id, likeness: likeness(vector) }))
    .toSorted((one, other) => other.likeness - one.likeness)
    .map(({ id }) => id);
}
