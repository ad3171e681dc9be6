// GET /api/products/{id}/similar: products that look like this one, or like it but cheaper.
import { NotEmbedded, searchByProduct } from '../../../catalog/search.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { pendingNotice } from '../pending-photos.ts';
import { rankedResults } from '../results.ts';
import { idParams, searchAnswer, similarQuery } from '../schemas.ts';
import { productNotFound } from './product.ts';

const notEmbeddedNotice = 'This product has no embedded photo yet, so nothing can be compared with it.';

export const similarRoute = defineRoute({
  path: '/api/products/{id}/similar',
  id: 'similar',
  tag: 'search',
  summary: 'Products that look like this one; cheaper=true keeps those below its price',
  query: similarQuery,
  params: idParams,
  answer: searchAnswer,
  problems: ['product_not_found', 'price_range_reversed', 'invalid_cursor'],
  notFound: 'product_not_found',
  async answerTo({ db, modelId, pendingPhotos, notices }, { query, params, startedAt }) {
    const [page, pending] = await Promise.all([
      searchByProduct(db, {
        model: modelId,
        productId: params.id,
        cheaper: query.cheaper,
        filters: filtersOf(query),
        sort: query.sort,
        limit: query.limit,
        cursor: query.cursor ?? null,
        explain: query.explain,
      }).catch(pageOfNotEmbedded),
      pendingPhotos.count(),
    ]);
    if (page === null) throw productNotFound(params.id);
    return {
      ...rankedResults(page),
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices, ...(page.notices ?? []), ...pendingNotice(pending)],
    };
  },
});

/** Not an error: the photo is on its way, and a page that asks again later gets its neighbours. */
function pageOfNotEmbedded(error: unknown) {
  if (!(error instanceof NotEmbedded)) throw error;
  return { hits: [], nextCursor: null, explain: null, notices: [notEmbeddedNotice] };
}
