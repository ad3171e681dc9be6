// GET /api/products/{id}/similar: products that look like this one, or like it but cheaper.
import type { z } from 'zod';
import { chooseLook } from '../../../catalog/chosen-look.ts';
import type { Queryable } from '../../../catalog/database.ts';
import { diversifiedBy } from '../../../catalog/diversity.ts';
import { NotEmbedded, searchByProduct } from '../../../catalog/search-by-product.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { idParams, similarQuery } from '../parameters.ts';
import { pendingNotice } from '../pending-photos.ts';
import { rankedResults } from '../results.ts';
import { searchAnswer } from '../schemas.ts';
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
      readPage(db, modelId, params.id, query),
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

type Query = z.output<typeof similarQuery>;

/** With why it is empty, if the product itself is the reason. Null when there is no such product. */
async function readPage(db: Queryable, model: string, productId: number, query: Query) {
  const { cheaper, maxPrice, sort, limit, cursor = null, facets, explain, diversity } = query;
  const maxPriceShare = typeof maxPrice === 'object' ? maxPrice.share : undefined;
  const filters = filtersOf(query);
  const options = { model, productId, cheaper, maxPriceShare, sort, limit, cursor, facets, explain, filters };
  const { turn, notices, cutoff } = await chooseLook(db, {
    model,
    look: query.look,
    asked: query.cutoff,
  });
  const reordering = diversity > 0 ? diversifiedBy(diversity) : null;
  try {
    const page = await searchByProduct(db, { ...options, ...cutoff, turn, reordering });
    return page && { ...page, notices: [...page.notices, ...notices] };
  } catch (error) {
    if (!(error instanceof NotEmbedded)) throw error;
    // Not an error: the photo is on its way, and a page that asks again later gets its neighbours.
    return { hits: [], nextCursor: null, facets: null, explain: null, notices: [notEmbeddedNotice] };
  }
}
