// Search by likeness: full pages of products nearest to a vector, under any filter.
import { decodeCursor, encodeCursor, InvalidCursor, queryShape } from './cursors.ts';
import type { Queryable } from './database.ts';
import type { Filters } from './filters.ts';
import { readHits, sortNeighbours } from './hits.ts';
import { embeddingsTable } from './models.ts';
import { findNeighbours, type Neighbour, type SearchPlan } from './neighbours.ts';
import type { Product } from './product-rows.ts';
import { fromVectorText } from './vectors.ts';

export { InvalidCursor } from './cursors.ts';
export type { Filters } from './filters.ts';

export type SearchSort = 'relevance' | 'price' | '-price' | 'newest';

export interface SearchOptions {
  model: string;
  filters: Filters;
  sort: SearchSort;
  /** Most hits on a page. */
  limit: number;
  /** `nextCursor` of the page before, or null for the first. */
  cursor: string | null;
  /** Tell how the page was found. */
  explain?: boolean;
}

export interface SearchPage {
  /** `score` is the cosine similarity, in [-1, 1]. */
  hits: { product: Product; score: number }[];
  nextCursor: string | null;
  explain: SearchPlan | null;
}

/** The product has no embedding under the model yet; try again when its photos are done. */
export class NotEmbedded extends Error {
  override name = 'NotEmbedded';
}

// Sorting by price or age is only useful among what looks right. 200 is eight pages of 24: more than anyone
// leafs through, and few enough that the last of them still resembles the query.
const relevantProducts = 200;

/**
 * Products nearest to a vector, each once by its best photo.
 *
 * @param options.vector unit length, of the model's dimension
 * @throws InvalidCursor
 */
export async function searchByVector(
  db: Queryable,
  options: SearchOptions & { vector: Float32Array },
): Promise<SearchPage> {
  const { model, filters, sort } = options;
  const query: Query = { ...options, shape: queryShape(['search', model, filters, sort]) };
  return sort === 'relevance' ? byRelevance(db, query) : withinRelevant(db, query, sort);
}

/**
 * Products that look like a stored one, which itself is left out.
 *
 * @param options.cheaper only products below its price, in its currency; none when it has no price
 * @param options.vector of a part of it or of another of its photos, to compare with instead of its first photo
 * @returns null when there is no such product
 * @throws NotEmbedded when none of its photos has a vector under the model
 * @throws InvalidCursor
 */
export async function searchByProduct(
  db: Queryable,
  options: SearchOptions & { productId: number; cheaper?: boolean; vector?: Float32Array | undefined },
): Promise<SearchPage | null> {
  const { productId, cheaper = false } = options;
  const origin = await readOrigin(db, options.model, productId);
  if (!origin) return null;
  const vector = options.vector ?? (origin.vector === null ? null : fromVectorText(origin.vector));
  if (vector === null) {
    throw new NotEmbedded(`The product ${productId} has no embedded photo yet; try again in a while.`);
  }
  if (cheaper && origin.price === null) return nothingCheaper(options, 'the product has no price');
  if (cheaper && isOtherCurrency(options.filters.currency, origin.currency))
    return nothingCheaper(options, `its price is in ${origin.currency}`);
  const filters: Filters = {
    ...options.filters,
    excludeProductId: productId,
    ...(cheaper && origin.price !== null
      ? {
          belowPrice: lower(origin.price, options.filters.belowPrice),
          currency: origin.currency ?? undefined,
        }
      : {}),
  };
  return searchByVector(db, { ...options, filters, vector });
}

interface Query extends SearchOptions {
  vector: Float32Array;
  shape: string;
}

async function byRelevance(db: Queryable, query: Query): Promise<SearchPage> {
  const { limit, shape } = query;
  const after = query.cursor ? readRelevanceCursor(query.cursor, query) : null;
  const { neighbours, plan } = await findNeighbours(db, { ...query, count: limit + 1, after });
  const page = neighbours.slice(0, limit);
  const last = neighbours.length > limit ? page.at(-1) : undefined;
  return {
    hits: await readHits(db, query, page),
    nextCursor: last
      ? encodeCursor(shape, [
          sketch(query.vector),
          (after?.rank ?? 0) + page.length,
          last.distance,
          last.productId,
        ])
      : null,
    explain: query.explain ? plan : null,
  };
}

/**
 * The relevant set is fixed by the distance of its last member, which the cursor carries: products added
 * meanwhile may join it, but push none out that a later page still owes.
 */
async function withinRelevant(
  db: Queryable,
  query: Query,
  sort: Exclude<SearchSort, 'relevance'>,
): Promise<SearchPage> {
  const { limit, shape } = query;
  const at = query.cursor ? readSortCursor(query.cursor, query) : null;
  // Twice as many on later pages leaves room for what joined since the first.
  const count = at ? 2 * relevantProducts : relevantProducts;
  const { neighbours, plan } = await findNeighbours(db, { ...query, count, after: null });
  const horizon = at?.horizon ?? neighbours.at(-1)?.distance ?? 0;
  const relevant = neighbours.filter((one) => one.distance <= horizon);
  const sorted = await sortNeighbours(db, relevant, { sort, after: at?.key ?? null, count: limit + 1 });
  const page: Neighbour[] = sorted.slice(0, limit);
  const last = sorted.length > limit ? sorted[limit - 1] : undefined;
  return {
    hits: await readHits(db, query, page),
    nextCursor: last
      ? encodeCursor(shape, [sketch(query.vector), horizon, last.sortKey, last.productId])
      : null,
    explain: query.explain ? plan : null,
  };
}

function readRelevanceCursor(cursor: string, query: Query) {
  const [look, rank, distance, productId] = decodeCursor(cursor, query.shape, ['text', 'id', 'number', 'id']);
  requireSameLook(look, query.vector);
  return { rank: Number(rank), distance: Number(distance), productId: Number(productId) };
}

function readSortCursor(cursor: string, query: Query) {
  const [look, horizon, sortKey, productId] = decodeCursor(cursor, query.shape, [
    'text',
    'number',
    'number?',
    'id',
  ]);
  requireSameLook(look, query.vector);
  return {
    horizon: Number(horizon),
    key: { sortKey: sortKey === null ? null : Number(sortKey), productId: Number(productId) },
  };
}

const sketchLength = 16;
const sketchSteps = 1000;

/**
 * The first components of the vector, coarsely: enough to tell another query's cursor from this one's. Not
 * a hash, because the same text encoded in another batch differs in the last digits.
 */
function sketch(vector: Float32Array): string {
  return Array.from(vector.subarray(0, sketchLength), (x) => Math.round(x * sketchSteps).toString(36)).join(
    ' ',
  );
}

function requireSameLook(look: unknown, vector: Float32Array): void {
  const parts = String(look)
    .split(' ')
    .map((part) => Number.parseInt(part, 36));
  const same =
    parts.length === Math.min(sketchLength, vector.length) &&
    parts.every((part, i) => Math.abs(part - (vector[i] ?? 0) * sketchSteps) < 2);
  if (!same) {
    throw new InvalidCursor('The cursor belongs to another query; ask for the first page without a cursor.');
  }
}

interface Origin {
  price: number | null;
  currency: string | null;
  vector: string | null;
}

/** The product's price and the vector of its first embedded photo, the one that a shopper sees. */
async function readOrigin(db: Queryable, model: string, productId: number): Promise<Origin | null> {
  const { rows } = await db.query<Origin>(
    `
    select products.price, products.currency,
      (
        select e.embedding::text
        from ${embeddingsTable(model)} as e
        join photos on photos.id = e.photo_id
        where e.product_id = products.id
        order by photos.position
        limit 1
      ) as vector
    from products
    where products.id = $1`,
    [productId],
  );
  return rows[0] ?? null;
}

function lower(a: number, b: number | undefined): number {
  return b === undefined ? a : Math.min(a, b);
}

function isOtherCurrency(asked: string | undefined, own: string | null): boolean {
  return asked !== undefined && asked.toUpperCase() !== own;
}

function nothingCheaper(options: SearchOptions, because: string): SearchPage {
  const reason = `${because}, so nothing is cheaper`;
  return {
    hits: [],
    nextCursor: null,
    explain: options.explain ? { strategy: 'exact', reason, estimatedRows: 0, candidates: 0 } : null,
  };
}
