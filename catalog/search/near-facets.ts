// Facets of a search: counted over what looks right, since those of everything would say what the shop sells.
import type { Queryable } from '../database/database.ts';
import type { Parameters } from '../database/sql-parameters.ts';
import type { Filters } from '../products/filters.ts';
import { countFacets, type Facets, filtersWithout } from './facets.ts';
import { findNeighbours } from './neighbours.ts';
import type { FindAll, Neighbour } from './reordering.ts';

// As far as the index goes without searching again.
const relevantResults = 1000;

interface NearQuery {
  model: string;
  vector: Float32Array;
  filters: Filters;
  /** Default: the nearest results. */
  findAll?: FindAll | undefined;
}

export async function readFacets(db: Queryable, query: NearQuery): Promise<Facets> {
  return countFacets(db, query, async (dropped) => {
    const filters = await filtersWithout(db, query.filters, dropped);
    const near = await findRelevant(db, { ...query, filters });
    const members = (parameters: Parameters) => membersOf(near, parameters);
    return { total: near.length, filters, members, colouredBy: 'photo_id' };
  });
}

async function findRelevant(
  db: Queryable,
  { findAll, model, vector, filters }: NearQuery,
): Promise<Neighbour[]> {
  if (findAll) return findAll(db, { model, vector, filters, addedBy: null });
  const asked = { model, vector, filters, count: relevantResults, after: null, addedBy: null };
  return (await findNeighbours(db, asked)).neighbours;
}

function membersOf(near: readonly Neighbour[], parameters: Parameters): string {
  const rows = near.flatMap(({ productId, photoId, folded }) =>
    [productId, ...folded].map((member) => [productId, member, photoId] as const),
  );
  const column = (i: 0 | 1 | 2) => `${parameters.add(rows.map((row) => row[i]))}::bigint[]`;
  return `
      select * from unnest(${column(0)}, ${column(1)}, ${column(2)}) as member (result, product_id, photo_id)`;
}
