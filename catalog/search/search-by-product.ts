// Find similar: what looks like a stored product, cheaper than it or not.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import { fromVectorText } from '../photos/vectors.ts';
import { readRates } from '../products/exchange-rates.ts';
import type { Filters } from '../products/filters.ts';
import { findPrecomputed } from '../related/precomputed.ts';
import type { Found } from './neighbours.ts';
import { type SearchOptions, type SearchPage, searchByVector } from './search.ts';

/** The product has no embedding under the model yet; try again when its photos are done. */
export class NotEmbedded extends Error {
  override name = 'NotEmbedded';
}

export interface SimilarOptions extends SearchOptions {
  productId: number;
  /** Only products below its price; none when it has no price. */
  cheaper?: boolean;
  /** Only products up to this share of its price: 0.8 for 80 %. */
  maxPriceShare?: number | undefined;
  /** Of a part of it or of another of its photos, to compare with instead of its first photo. */
  vector?: Float32Array | undefined;
  /** Turns the product's vector before anything is compared with it, as towards its shape. */
  turn?: ((vector: Float32Array) => Float32Array) | undefined;
  /** Answer from the product's stored list where that gives the same. */
  precomputed?: boolean;
}

/**
 * Products that look like a stored one, which itself is left out.
 *
 * @returns null when there is no such product
 * @throws NotEmbedded when none of its photos has a vector under the model
 * @throws InvalidCursor
 */
export async function searchByProduct(db: Queryable, options: SimilarOptions): Promise<SearchPage | null> {
  const { productId, turn } = options;
  const origin = await readOrigin(db, options.model, productId);
  if (!origin) return null;
  const vector = options.vector ?? (origin.vector === null ? null : fromVectorText(origin.vector));
  // Whatever resembles "image coming soon" does not resemble the product.
  if (vector === null && origin.hasPlaceholder) {
    return nothing(
      options,
      'The picture of this product is a placeholder, so nothing can be compared with it.',
    );
  }
  if (vector === null) {
    throw new NotEmbedded(`The product ${productId} has no embedded photo yet; try again in a while.`);
  }
  const filters = await boundByOrigin(db, options, origin);
  if (typeof filters === 'string') {
    return nothing(options, `Nothing can be compared by price: ${filters}.`);
  }
  const excludeProductIds = [...(filters.excludeProductIds ?? []), productId];
  return searchByVector(db, {
    ...options,
    filters: { ...filters, excludeProductIds },
    vector: turn ? turn(vector) : vector,
    known: options.precomputed ? await findKnown(db, options, vector) : undefined,
  });
}

/** A list was made without filters, by the product's own vector, and says nothing of later pages. */
async function findKnown(
  db: Queryable,
  { model, productId, limit, ...asked }: SimilarOptions,
  vector: Float32Array,
): Promise<Found | string> {
  const isPlain =
    Object.values(asked.filters).every((value) => value === undefined) &&
    !asked.cheaper &&
    asked.maxPriceShare === undefined &&
    asked.sort === 'relevance' &&
    !asked.reordering &&
    asked.cursor === null &&
    asked.vector === undefined &&
    asked.turn === undefined;
  if (!isPlain) return 'lists are for the first page, without filters or another order';
  return findPrecomputed(db, { model, productId, vector, count: limit + 1 });
}

interface Origin {
  price: number | null;
  currency: string | null;
  vector: string | null;
  hasPlaceholder: boolean;
}

/** The product's price and the vector of its first embedded photo that is no placeholder, as a shopper sees it. */
async function readOrigin(db: Queryable, model: string, productId: number): Promise<Origin | null> {
  const { rows } = await db.query<Origin>(
    `
    select products.price, products.currency,
      (
        select e.embedding::text
        from ${embeddingsTable(model)} as e
        join photos on photos.id = e.photo_id
        where e.product_id = products.id and not e.placeholder
        order by photos.position
        limit 1
      ) as vector,
      exists (
        select from ${embeddingsTable(model)} as e where e.product_id = products.id and e.placeholder
      ) as "hasPlaceholder"
    from products
    where products.id = $1`,
    [productId],
  );
  return rows[0] ?? null;
}

/** The filters with bounds by the product's own price, or why nothing can be within them. */
async function boundByOrigin(
  db: Queryable,
  { filters, cheaper = false, maxPriceShare }: SimilarOptions,
  origin: Origin,
): Promise<Filters | string> {
  if (!cheaper && maxPriceShare === undefined) return filters;
  if (origin.price === null || origin.currency === null) return 'the product has no price';
  const currency = filters.currency?.toUpperCase() ?? origin.currency;
  const price = await inCurrency(db, { amount: origin.price, from: origin.currency, to: currency });
  if (price === null)
    return `its price is in ${origin.currency}, and there is no exchange rate to ${currency}`;
  return {
    ...filters,
    currency,
    ...(cheaper ? { belowPrice: lower(price, filters.belowPrice) } : {}),
    ...(maxPriceShare === undefined
      ? {}
      : { maxPrice: lower(toDigits(price * maxPriceShare), filters.maxPrice) }),
  };
}

async function inCurrency(
  db: Queryable,
  { amount, from, to }: { amount: number; from: string; to: string },
): Promise<number | null> {
  if (from === to) return amount;
  const rates = await readRates(db);
  const [own, other] = [rates[from], rates[to]];
  return own === undefined || other === undefined ? null : toDigits((amount * own) / other);
}

/** Prices have four digits behind the point; what is beyond is the error of floating point. */
function toDigits(amount: number): number {
  return Math.round(amount * 1e4) / 1e4;
}

function lower(a: number, b: number | undefined): number {
  return b === undefined ? a : Math.min(a, b);
}

function nothing({ explain, cutoff = null }: SimilarOptions, notice: string): SearchPage {
  return {
    hits: [],
    nextCursor: null,
    facets: null,
    notices: [notice],
    explain: explain
      ? {
          strategy: 'exact',
          reason: notice,
          estimatedRows: 0,
          candidates: 0,
          visited: 0,
          efSearch: null,
          cutoff: { score: cutoff, from: 'not needed' },
        }
      : null,
  };
}
