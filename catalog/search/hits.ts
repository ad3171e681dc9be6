// Turns neighbours, which are only ids and distances, into hits in the order that was asked for.
import type { Queryable } from '../database/database.ts';
import { embeddingsTable } from '../photos/models.ts';
import type { Filters } from '../products/filters.ts';
import {
  firstPicture,
  type Price,
  type Product,
  type ProductRow,
  pictureColumn,
  productColumns,
  toProduct,
} from '../products/product-rows.ts';
import { findOffers, type OfferRow } from './offers.ts';
import type { Neighbour } from './reordering.ts';

export interface Hit {
  product: Product;
  /** Cosine similarity, in [-1, 1]; null for a product without an embedded photo, found by its words. */
  score: number | null;
  /** Loosely related: below the cut-off. Without a cut-off all are good. */
  match: 'good' | 'loose';
  /** The same picture at other shops, or twice in one. */
  offers: Offers;
  /** With sort=axis: where it lies among what is relevant, from -1 to 1; null without a photo. */
  place?: number | null;
}

export interface Offers {
  /** All of them; `items` may be fewer. */
  count: number;
  /** Cheapest first, without a price last. */
  items: Offer[];
}

export type Offer = Pick<Product, 'id' | 'shop' | 'title' | 'url' | 'image' | 'thumbHash'> & {
  price: Price | null;
};

export interface HitsQuery {
  model: string;
  vector: Float32Array;
  filters: Filters;
  /** Least score of a good match. */
  cutoff?: number | null | undefined;
}

/** The products of a page, each shown by the photo that matched best, else its first. Products deleted meanwhile are left out. */
export async function readHits(db: Queryable, query: HitsQuery, page: readonly Neighbour[]): Promise<Hit[]> {
  if (page.length === 0) return [];
  const offers = await findOffers(db, query, page);
  const shown = new Map([
    ...page.map(({ productId, photoId }) => [productId, photoId] as const),
    ...[...offers.values()].flatMap(({ items }) => items.map((one) => [one.productId, one.photoId] as const)),
  ]);
  const products = await readProducts(db, query.model, shown);
  return page.flatMap((neighbour) => {
    const product = products.get(neighbour.productId);
    if (!product) return [];
    const { distance } = neighbour;
    const score = Number.isFinite(distance) ? Math.min(1, Math.max(-1, 1 - distance)) : null;
    const { count, items } = offers.get(neighbour.productId) ?? { count: 0, items: [] };
    return [
      {
        product,
        score,
        match: matchOf(score, query.cutoff),
        offers: { count, items: offersOf(items, products) },
      },
    ];
  });
}

function matchOf(score: number | null, cutoff: number | null | undefined): Hit['match'] {
  const isGood = cutoff === null || cutoff === undefined || score === null || score >= cutoff;
  return isGood ? 'good' : 'loose';
}

function offersOf(items: readonly OfferRow[], products: ReadonlyMap<number, Product>): Offer[] {
  return items.flatMap(({ productId }) => {
    const product = products.get(productId);
    return product ? [toOffer(product)] : [];
  });
}

export function toOffer({ id, shop, title, url, price, image, thumbHash }: Product): Offer {
  return { id, shop, title, url, price, image, thumbHash };
}

async function readProducts(
  db: Queryable,
  model: string,
  shown: ReadonlyMap<number, number>,
): Promise<Map<number, Product>> {
  const { rows } = await db.query<ProductRow>(
    `
    select ${productColumns}, coalesce(
      (select ${pictureColumn} from images where images.sha256 = e.image_sha256), ${firstPicture}
    ) as picture
    from unnest($1::bigint[], $2::bigint[]) as shown (product_id, photo_id)
    join products on products.id = shown.product_id
    join shops on shops.id = products.shop_id
    left join ${embeddingsTable(model)} as e on e.photo_id = shown.photo_id`,
    [[...shown.keys()], [...shown.values()]],
  );
  return new Map(rows.map((row) => [row.id, toProduct(row)]));
}
