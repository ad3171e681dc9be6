// A catalogue of products with one photo each, stored in large batches: what comes after it is what is measured.

import { pathToFileURL } from 'node:url';
import { upsertShop } from '../../../catalog/crawls/shops.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { inTransaction } from '../../../catalog/database/transaction.ts';
import { storeProducts } from '../../../catalog/products/store-products.ts';
import { importScheme } from '../../../workers/photo-bytes.ts';

const batch = 500;

/** As an import leaves them, which may name files. */
export async function fillPhotos(db: Queryable, files: readonly string[]): Promise<void> {
  const shop = await upsertShop(db, { baseUrl: `${importScheme}bench`, name: 'bench', settings: {} });
  for (let first = 0; first < files.length; first += batch) {
    const products = files.slice(first, first + batch).map((file, i) => ({
      shopId: shop.id,
      url: `${importScheme}bench/${first + i}`,
      sku: null,
      title: `Photo ${first + i}`,
      brand: null,
      description: null,
      price: null,
      currency: null,
      availability: null,
      category: [],
      photoUrls: [pathToFileURL(file).href],
    }));
    await inTransaction(db, (client) => storeProducts(client, products, { runId: null, isVisit: true }));
  }
}
