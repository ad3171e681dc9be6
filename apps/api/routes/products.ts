// GET /api/products: the catalogue, page by page.
import { browseProducts } from '../../../catalog/products/products.ts';
import { readBrowseFacets } from '../../../catalog/search/browse-facets.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { browseQuery, noParams } from '../parameters.ts';
import { pendingNotice } from '../pending-photos.ts';
import { browseAnswer } from '../schemas.ts';
import { openShuffle, sealShuffle } from '../shuffle-cursor.ts';

export const productsRoute = defineRoute({
  path: '/api/products',
  id: 'browse',
  tag: 'catalogue',
  summary: 'All products: newest, by price, or shuffled',
  query: browseQuery,
  params: noParams,
  answer: browseAnswer,
  problems: ['price_range_reversed', 'invalid_cursor'],
  async answerTo({ db, modelId, pendingPhotos, notices }, { query, startedAt }) {
    const { cursor, seed } = openShuffle(query);
    const filters = filtersOf(query);
    const [page, pending, facets] = await Promise.all([
      browseProducts(db, {
        filters,
        sort: query.sort,
        limit: query.limit,
        cursor,
        seed,
        model: modelId,
      }),
      pendingPhotos.count(),
      query.facets ? readBrowseFacets(db, { model: modelId, filters }) : null,
    ]);
    return {
      results: page.products.map((product) => ({ product, score: null })),
      total: page.total,
      nextCursor: query.sort === 'random' ? sealShuffle(page.nextCursor, seed) : page.nextCursor,
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices, ...page.notices, ...pendingNotice(pending)],
      ...(facets === null ? {} : { facets }),
    };
  },
});
