// GET /api/products/several: products by their ids, such as those of a shopper's board.
import { readSeveralProducts } from '../../../catalog/products/several-products.ts';
import { mostTypical } from '../../../catalog/search/most-typical.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { noParams, severalQuery } from '../parameters.ts';
import { severalAnswer } from '../schemas.ts';

export const severalProductsRoute = defineRoute({
  path: '/api/products/several',
  id: 'several',
  tag: 'catalogue',
  summary: 'Products by their ids, those that are gone too, and which stand best for all of them',
  query: severalQuery,
  params: noParams,
  answer: severalAnswer,
  problems: [],
  async answerTo({ db, modelId, notices }, { query, startedAt }) {
    const [products, typical] = await Promise.all([
      readSeveralProducts(db, query.ids),
      mostTypical(db, modelId, query.ids),
    ]);
    const known = new Set(products.map(({ product }) => product.id));
    return {
      results: products.map(({ product, goneAt }) => ({ product, goneAt: goneAt && isoTime(goneAt) })),
      missing: query.ids.filter((id) => !known.has(id)),
      typical,
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices],
    };
  },
});
