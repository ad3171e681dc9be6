// The vectors of the photos that neighbours were found by, for orders that compare neighbours with each other.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { fromVectorText } from '../photos/vectors.ts';
import type { Neighbour } from './reordering.ts';

/** By photo id; unit length. */
export async function readNeighbourVectors(
  db: Queryable,
  model: string,
  near: readonly Neighbour[],
): Promise<Map<number, Float32Array>> {
  const { rows } = await db.query<{ photoId: number; vector: string }>(
    `
    select photo_id as "photoId", embedding::text as vector
    from ${embeddingsTable(model)}
    where photo_id = any($1::bigint[])`,
    [near.map(({ photoId }) => photoId)],
  );
  return new Map(rows.map(({ photoId, vector }) => [photoId, fromVectorText(vector)]));
}
