// GET /api/products/{id}/similar: products that look like this one, or like it but cheaper.
import type { z } from 'zod';
import type { Queryable } from '../../../catalog/database/database.ts';
import { chooseLook } from '../../../catalog/ranking/chosen-look.ts';
import { diversifiedBy } from '../../../catalog/search/diversity.ts';
import type { SearchPlan } from '../../../catalog/search/neighbours.ts';
import type { SearchPage } from '../../../catalog/search/search.ts';
import { NotEmbedded, searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { BadPart } from '../../composed/bad-part.ts';
import { resolveBody } from '../composed-query.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { idParams, similarQuery } from '../parameters.ts';
import { pendingNotice } from '../pending-photos.ts';
import { rankedResults } from '../results.ts';
import { searchAnswer } from '../schemas.ts';
import type { ApiServices } from '../services.ts';
import { rememberPlan } from '../slow-requests.ts';
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
  problems: [
    'product_not_found',
    'photo_not_embedded',
    'too_many_photos',
    'price_range_reversed',
    'invalid_cursor',
    'encoder_unavailable',
  ],
  notFound: 'product_not_found',
  async answerTo(services, { query, params, response, startedAt }) {
    const { db, modelId, pendingPhotos, notices } = services;
    if (query.crop) services.photoGate.enter(response);
    const seen = await services.photoGate.keepFor(response, resolvePhoto(services, params.id, query));
    const [page, pending] = await Promise.all([
      readPage(db, modelId, params.id, {
        ...query,
        vector: seen?.vector,
        onPlan: rememberPlan(response),
      }),
      pendingPhotos.count(),
    ]);
    if (page === null) throw productNotFound(params.id);
    return {
      ...rankedResults(page),
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices, ...page.notices, ...(seen?.notices ?? []), ...pendingNotice(pending)],
    };
  },
});

type Query = z.output<typeof similarQuery>;

/** The vector of the photo or the part that was asked for; null when neither was. */
async function resolvePhoto(services: ApiServices, id: number, { photo, crop }: Query) {
  if (photo === undefined && crop === undefined) return null;
  try {
    return await resolveBody(services, { like: [{ id, weight: 1, photo, crop }] });
  } catch (error) {
    if (!(error instanceof BadPart) || error.code === 'encoder_failed') throw error;
    if (error.code === 'product_not_found') throw productNotFound(id);
    const parameter = error.code === 'photo_not_embedded' && photo !== undefined ? 'photo' : 'crop';
    throw new BadPart(error.code, error.message, { name: parameter, cause: error });
  }
}

/** With why it is empty, if the product itself is the reason. Null when there is no such product. */
async function readPage(
  db: Queryable,
  model: string,
  productId: number,
  query: Query & { vector: Float32Array | undefined; onPlan: (plan: SearchPlan) => void },
) {
  const {
    vector,
    cheaper,
    maxPrice,
    sort,
    limit,
    cursor = null,
    facets,
    explain,
    diversity,
    precomputed,
    onPlan,
  } = query;
  const maxPriceShare = typeof maxPrice === 'object' ? maxPrice.share : undefined;
  const { look, cutoff: asked } = query;
  const { turn, notices, cutoff } = await chooseLook(db, { model, look, asked });
  const reordering = diversity > 0 && sort === 'relevance' ? diversifiedBy(diversity) : null;
  const filters = filtersOf(query);
  const which = { model, productId, vector, turn, cheaper, maxPriceShare, precomputed, filters };
  const options = { ...which, sort, reordering, limit, cursor, facets, explain, onPlan, ...cutoff };
  const page = await searchByProduct(db, options).catch(nothingToCompare);
  return page && { ...page, notices: [...page.notices, ...notices] };
}

/** Not an error: the photo is on its way, and a page that asks again later gets its neighbours. */
export function nothingToCompare(error: unknown): SearchPage {
  if (!(error instanceof NotEmbedded)) throw error;
  return { hits: [], nextCursor: null, facets: null, explain: null, notices: [notEmbeddedNotice] };
}
