// GET /api/products/{id}/goes-with: other types of things in this product's colours.
import { searchGoingWith } from '../../../catalog/search/goes-with.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { goesWithQuery, idParams } from '../parameters.ts';
import { pendingNotice } from '../pending-photos.ts';
import { rankedResults } from '../results.ts';
import { searchAnswer } from '../schemas.ts';
import { productNotFound } from './product.ts';
import { nothingToCompare } from './similar.ts';

export const goesWithRoute = defineRoute({
  path: '/api/products/{id}/goes-with',
  id: 'goesWith',
  tag: 'search',
  summary: 'What goes well together with this product: the same colours, another type of thing',
  query: goesWithQuery,
  params: idParams,
  answer: searchAnswer,
  problems: ['product_not_found', 'price_range_reversed', 'invalid_cursor'],
  notFound: 'product_not_found',
  async answerTo({ db, modelId, pendingPhotos, notices }, { query, params, startedAt }) {
    const { sort, limit, cursor = null, explain, diversity } = query;
    const options = { model: modelId, productId: params.id, filters: filtersOf(query) };
    const [page, pending] = await Promise.all([
      searchGoingWith(db, { ...options, sort, limit, cursor, explain, diversity }).catch(nothingToCompare),
      pendingPhotos.count(),
    ]);
    if (page === null) throw productNotFound(params.id);
    return {
      ...rankedResults(page),
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices, ...page.notices, ...pendingNotice(pending)],
    };
  },
});
