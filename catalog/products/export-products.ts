// Every product with all that an import understands, one after the other.
import type { Queryable } from '../database/database.ts';
import { Parameters, whereAll } from '../database/sql-parameters.ts';
import { type Filters, filterConditions } from './filters.ts';
import { noCurrency } from './product-rows.ts';

export interface ExportedProduct {
  url: string;
  sku: string | null;
  gtin: string | null;
  mpn: string | null;
  title: string;
  brand: string | null;
  description: string | null;
  price: number | null;
  regularPrice: number | null;
  currency: string | null;
  availability: string | null;
  category: string[];
  photoUrls: string[];
  extra: Record<string, unknown>;
}

const atOnce = 500;

/** In the order of their ids; those that are gone are left out. */
export async function* exportProducts(
  db: Queryable,
  filters: Pick<Filters, 'shop' | 'collection'>,
): AsyncIterable<ExportedProduct> {
  for (let afterId = 0; ; ) {
    const batch = await readBatch(db, filters, afterId);
    for (const { id, ...product } of batch) {
      yield { ...product, currency: product.currency === noCurrency ? null : product.currency };
      afterId = id;
    }
    if (batch.length < atOnce) return;
  }
}

async function readBatch(
  db: Queryable,
  filters: Filters,
  afterId: number,
): Promise<(ExportedProduct & { id: number })[]> {
  const parameters = new Parameters();
  const conditions = filterConditions(filters, {
    table: 'products',
    of: 'products',
    parameters,
    model: null,
  });
  const { rows } = await db.query<ExportedProduct & { id: number }>(
    `
    select id, url, sku, gtin, mpn, title, brand, description, price, regular_price as "regularPrice", currency,
      availability, category, extra,
      array(select photos.url from photos where photos.product_id = products.id order by position) as "photoUrls"
    from products
    ${whereAll([...conditions, `products.id > ${parameters.add(afterId)}`])}
    order by products.id
    limit ${atOnce}`,
    parameters.values,
  );
  return rows;
}
