// The same search written plainly over rows in memory, for holding the real one against.
import type pg from 'pg';
import { vectorParameter } from '../../../catalog/photos/vectors.ts';
import type { Filters, SearchSort } from '../../../catalog/search/search.ts';
import { model } from './stock.ts';

export interface PhotoRow {
  photoId: number;
  productId: number;
  shopId: number;
  lookId: number | null;
  placeholder: boolean;
  gone: boolean;
  price: number | null;
  priceBefore: number | null;
  currency: string | null;
  brand: string | null;
  categories: string[];
  available: boolean;
  colourNames: string[];
  colourCells: number[];
  collections: string[];
  distance: number;
}

/** Every photo with its distance, as the database reckons it. */
export async function readRows(pool: pg.Pool, vector: Float32Array): Promise<PhotoRow[]> {
  const { rows } = await pool.query<PhotoRow>(
    `
    select e.photo_id as "photoId", e.product_id as "productId", e.shop_id as "shopId", e.look_id as "lookId",
      e.placeholder, products.gone_at is not null as gone, products.price, products.price_before as "priceBefore",
      products.currency, products.brand_key as brand, products.category_keys as categories, products.available,
      e.colour_names as "colourNames", e.colour_cells as "colourCells",
      array(
        select collections.name from collections
        join collection_products on collection_products.collection_id = collections.id
        where collection_products.product_id = products.id
      ) as collections,
      e.embedding <=> $1::vector as distance
    from embeddings_${model.replace('-', '_')} as e
    join products on products.id = e.product_id`,
    [vectorParameter(vector)],
  );
  return rows;
}

export interface NaiveHit {
  productId: number;
  offers: number[];
}

/** @param worth what one unit of each currency is worth, if the operator said so */
export function naiveSearch(
  all: readonly PhotoRow[],
  { filters, sort, worth }: { filters: Filters; sort: SearchSort; worth: Record<string, number> },
): NaiveHit[] {
  const bounded =
    filters.minPrice !== undefined || filters.maxPrice !== undefined || filters.belowPrice !== undefined;
  const byPrice = sort === 'price' || sort === '-price';
  const asked = filters.currency?.toUpperCase();
  const currency = asked ?? (bounded || byPrice ? mostCommon(all) : null);
  const priceOf = (row: PhotoRow) => comparable(row, currency, worth);
  const kept = all.filter(
    (row) => matches(row, filters) && fitsPrice(row, filters, { currency, asked, priceOf }),
  );
  const best = [...Map.groupBy(kept, (row) => row.productId).values()].map(
    (photos) => photos.toSorted((a, b) => a.distance - b.distance || a.photoId - b.photoId)[0] as PhotoRow, // never empty
  );
  const looks = [...Map.groupBy(best, (row) => row.lookId ?? -row.productId).values()].map((rows) =>
    rows.toSorted(byDistance),
  );
  const ranked = looks
    .toSorted(([a], [b]) => (a && b ? byDistance(a, b) : 0))
    .slice(0, sort === 'relevance' ? undefined : 200);
  const sorted =
    sort === 'relevance'
      ? ranked
      : ranked.toSorted(([a], [b]) => (a && b ? orderOf(sort, priceOf)(a, b) : 0));
  return sorted.map(([first, ...rest]) => ({
    productId: first?.productId ?? 0,
    offers: rest.map(({ productId }) => productId).sort((a, b) => a - b),
  }));
}

const byDistance = (a: PhotoRow, b: PhotoRow) => a.distance - b.distance || a.productId - b.productId;

function orderOf(sort: SearchSort, priceOf: (row: PhotoRow) => number | null) {
  return (a: PhotoRow, b: PhotoRow) => {
    if (sort === 'newest') return b.productId - a.productId;
    const [one, other] = [priceOf(a), priceOf(b)];
    if (one === null || other === null)
      return Number(one === null) - Number(other === null) || a.productId - b.productId;
    return (sort === 'price' ? one - other : other - one) || a.productId - b.productId;
  };
}

function mostCommon(all: readonly PhotoRow[]): string | null {
  const products = new Map(
    all.filter((row) => !row.gone && row.price !== null).map((row) => [row.productId, row]),
  );
  const counts = Map.groupBy(products.values(), (row) => row.currency ?? '');
  const [first] = [...counts].toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}

function comparable({ price, currency }: PhotoRow, wanted: string | null, worth: Record<string, number>) {
  if (price === null || currency === wanted || wanted === null) return price;
  const [own, other] = [worth[currency ?? ''], worth[wanted]];
  return own === undefined || other === undefined ? null : (price * own) / other;
}

interface Pricing {
  currency: string | null;
  asked: string | undefined;
  priceOf(row: PhotoRow): number | null;
}

function fitsPrice(row: PhotoRow, filters: Filters, { currency, asked, priceOf }: Pricing): boolean {
  if (currency === null) return true;
  const { minPrice, maxPrice, belowPrice } = filters;
  const isBounded = minPrice !== undefined || maxPrice !== undefined || belowPrice !== undefined;
  if (asked === undefined && !isBounded) return true;
  const price = priceOf(row);
  if (price === null) return false;
  return price >= (minPrice ?? 0) && price <= (maxPrice ?? Infinity) && price < (belowPrice ?? Infinity);
}

function matches(row: PhotoRow, filters: Filters): boolean {
  const { brand, category, available, priceChanged, colourNames, colourCells, collection, shop } = filters;
  const brands = brand === undefined ? null : [brand].flat().map((one) => one.toLowerCase());
  const steps = category?.split('>').map((step) => step.trim().toLowerCase()) ?? [];
  const { price, priceBefore } = row;
  const change = priceBefore === null || price === null ? [] : ['any', price > priceBefore ? 'up' : 'down'];
  return (
    !row.gone &&
    !row.placeholder &&
    (brands === null || brands.includes(row.brand ?? '')) &&
    steps.every((step) => row.categories.includes(step)) &&
    (available === undefined || row.available === available) &&
    (priceChanged === undefined || change.includes(priceChanged)) &&
    (!colourNames || colourNames.some((name) => row.colourNames.includes(name))) &&
    (!colourCells || colourCells.some((cell) => row.colourCells.includes(cell))) &&
    (collection === undefined || row.collections.includes(String(collection))) &&
    (shop === undefined || row.shopId === Number(shop)) &&
    !(filters.excludeProductIds ?? []).includes(row.productId)
  );
}
