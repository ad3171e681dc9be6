// Products: what a shop sells, stored once per shop and URL, with every price it has had.
import type { Queryable } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import type { ProductInput, ProductVariant } from './product-input.ts';
import {
  firstPicture,
  imagePath,
  type PictureRow,
  type Price,
  type Product,
  type ProductRow,
  pictureColumn,
  productColumns,
  toProduct,
} from './product-rows.ts';
import { storeProducts } from './store-products.ts';

export { browseProducts } from './browse.ts';
export type { ProductInput } from './product-input.ts';
export type { Product } from './product-rows.ts';

export interface UpsertResult {
  id: number;
  outcome: 'new' | 'changed' | 'unchanged';
  /** False for a new product. */
  priceChanged: boolean;
}

export interface ProductDetail extends Product {
  photos: { url: string; image: string | null; thumbHash: string | null; failure: string | null }[];
  /** Oldest first. */
  priceHistory: { amount: number; currency: string; at: Date }[];
  /** What it cost before. */
  regularPrice: Price | null;
  gtin: string | null;
  mpn: string | null;
  /** `value` out of 5. */
  rating: { value: number; count: number | null } | null;
  variants: ProductVariant[];
  /** Which source each field came from. */
  sources: Record<string, string>;
  /** When a complete run did not find it any more; it is shown by no search since. */
  goneAt: Date | null;
  extra: Record<string, unknown>;
}

/** Stores what is said of one product outside of any run; see `storeProducts`. */
export async function upsertProduct(db: Queryable, input: ProductInput): Promise<UpsertResult> {
  const [stored] = await inTransaction(db, (client) =>
    storeProducts(client, [input], { runId: null, isVisit: true }),
  );
  if (!stored) throw new Error(`The product ${input.url} was not stored.`);
  const { id, outcome, priceChanged } = stored;
  return { id, outcome, priceChanged };
}

/** Null when there is no such product. */
export async function getProduct(db: Queryable, id: number): Promise<ProductDetail | null> {
  const { rows } = await db.query<
    ProductRow & {
      extra: ProductDetail['extra'];
      regularAmount: number | null;
      gtin: string | null;
      mpn: string | null;
      rating: number | null;
      ratingCount: number | null;
      variants: ProductVariant[];
      sources: Record<string, string>;
      goneAt: Date | null;
      photos: { url: string; picture: PictureRow | null; failure: string | null }[];
      history: { amount: number; currency: string; at: string }[];
    }
  >(
    `
    select ${productColumns}, products.extra, products.regular_price as "regularAmount", products.gtin,
      products.mpn, products.rating, products.rating_count as "ratingCount", products.variants, products.sources,
      products.gone_at as "goneAt", ${firstPicture} as picture,
      (
        select coalesce(json_agg(
          json_build_object('url', url, 'picture', picture, 'failure', failure) order by position
        ), '[]')
        from photos
        left join lateral (
          select ${pictureColumn} as picture from images where images.sha256 = photos.image_sha256
        ) as image on true
        where product_id = products.id
      ) as photos,
      (
        select coalesce(json_agg(
          json_build_object('amount', price, 'currency', currency, 'at', at) order by id
        ), '[]')
        from price_history where product_id = products.id
      ) as history
    from products
    join shops on shops.id = products.shop_id
    where products.id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) return null;
  const { gtin, mpn, variants, sources, goneAt, extra } = row;
  const product = toProduct(row);
  return {
    ...product,
    photos: row.photos.map(({ url, picture, failure }) => ({
      url,
      image: imagePath(picture?.[0] ?? null),
      thumbHash: picture?.[1] ?? null,
      failure,
    })),
    priceHistory: row.history.map((entry) => ({ ...entry, at: new Date(entry.at) })),
    regularPrice:
      product.price && row.regularAmount !== null ? { ...product.price, amount: row.regularAmount } : null,
    gtin,
    mpn,
    rating: row.rating === null ? null : { value: row.rating, count: row.ratingCount },
    variants,
    sources,
    goneAt,
    extra,
  };
}
