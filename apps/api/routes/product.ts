// GET /api/products/{id}: one product with its photos and price history.
import { readProductOffers } from '../../../catalog/products/product-offers.ts';
import { getProduct } from '../../../catalog/products/products.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { idParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { productDetail } from '../schemas.ts';

export const productRoute = defineRoute({
  path: '/api/products/{id}',
  id: 'product',
  tag: 'catalogue',
  summary: 'One product, its photos and price history',
  query: noQuery,
  params: idParams,
  answer: productDetail,
  problems: ['product_not_found'],
  notFound: 'product_not_found',
  async answerTo({ db }, { params }) {
    const product = await getProduct(db, params.id);
    if (product === null) throw productNotFound(params.id);
    return {
      ...product,
      offers: await readProductOffers(db, params.id),
      goneAt: product.goneAt && isoTime(product.goneAt),
      photos: product.photos.map((photo) => ({ ...photo, url: publicUrl(photo.url) })),
      priceHistory: product.priceHistory.map((entry) => ({ ...entry, at: isoTime(entry.at) })),
    };
  },
});

export function productNotFound(id: number): Problem {
  return new Problem('product_not_found', `There is no product ${id}.`, { parameter: 'id' });
}

/** Imports can name files on the operator's disk; where those lie is nobody else's business. */
function publicUrl(url: string): string | null {
  return /^https?:\/\//i.test(url) ? url : null;
}
