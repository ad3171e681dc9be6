// Answers find-similar from the stored list of a product: the same results as a search, found among a few.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { walkNearest } from '../search/nearest-looks.ts';
import type { Found } from '../search/neighbours.ts';
import { photoKey } from './comparable-photos.ts';

export interface PrecomputedQuery {
  model: string;
  productId: number;
  /** The product's own vector. */
  vector: Float32Array;
  /** Results wanted. */
  count: number;
}

/**
 * Distances, photos, looks and what is gone are as of now; only which products are worth a look was stored.
 *
 * @returns why there is no list that can answer, in words that go on after "not precomputed:"
 */
export async function findPrecomputed(db: Queryable, query: PrecomputedQuery): Promise<Found | string> {
  const { model, productId, vector, count } = query;
  const list = await readList(db, model, productId);
  if (!list) return 'this product has no list yet';
  if (!list.isOfNow) return 'its photos have changed since its list was made';
  if (count > list.top + 1 && !list.hasAll) return `its list is right for the first ${list.top}`;
  const { neighbours, candidates } = await walkNearest(
    db,
    { model, vector, count, filters: { onlyProductIds: list.neighbourIds }, after: null, addedBy: null },
    { take: null, byIndex: false },
  );
  if (neighbours.length < count && !list.hasAll) return 'too many of its list are gone';
  return {
    neighbours,
    takenAt: list.takenAt,
    plan: {
      strategy: 'precomputed',
      reason: `from the list made at ${list.asOf.toISOString()}`,
      estimatedRows: list.neighbourIds.length,
      candidates,
      visited: candidates,
      efSearch: null,
    },
  };
}

interface StoredList {
  neighbourIds: number[];
  top: number;
  hasAll: boolean;
  asOf: Date;
  /** Whether the product's own photos are what they were. */
  isOfNow: boolean;
  takenAt: number;
}

async function readList(db: Queryable, model: string, productId: number): Promise<StoredList | null> {
  const { rows } = await db.query<Omit<StoredList, 'neighbourIds'> & { neighbourIds: string[] }>(
    `
    select neighbour_ids as "neighbourIds", top::int as top, reach is null as "hasAll", as_of as "asOf",
      photos_key is not distinct from (
        select bit_xor(${photoKey})
        from ${embeddingsTable(model)} as e
        join photos on photos.id = e.photo_id
        where e.product_id = related.product_id and not e.gone and not e.placeholder
      ) as "isOfNow",
      (extract(epoch from clock_timestamp()) * 1000000)::bigint as "takenAt"
    from related
    where model = $1 and product_id = $2`,
    [model, productId],
  );
  const [row] = rows;
  // pg leaves bigints in arrays as text
  return row ? { ...row, neighbourIds: row.neighbourIds.map(Number) } : null;
}
