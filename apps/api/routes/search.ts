// GET /api/search: words to products.
import { diversifiedBy } from '../../../catalog/diversity.ts';
import { findCutoff } from '../../../catalog/find-cutoff.ts';
import { searchByVector } from '../../../catalog/search.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { noParams, searchQuery } from '../parameters.ts';
import { pendingNotice } from '../pending-photos.ts';
import { rankedResults } from '../results.ts';
import { searchAnswer } from '../schemas.ts';

export const searchRoute = defineRoute({
  path: '/api/search',
  id: 'search',
  tag: 'search',
  summary: 'Products that look like the words',
  query: searchQuery,
  params: noParams,
  answer: searchAnswer,
  problems: ['blank_text', 'text_too_long', 'price_range_reversed', 'invalid_cursor', 'encoder_unavailable'],
  async answerTo({ db, modelId, textVectors, pendingPhotos, notices }, { query, startedAt }) {
    const text = await textVectors.embed(query.q);
    const [page, pending] = await Promise.all([
      searchByVector(db, {
        model: modelId,
        vector: text.vector,
        filters: filtersOf(query),
        sort: query.sort,
        limit: query.limit,
        cursor: query.cursor ?? null,
        facets: query.facets,
        explain: query.explain,
        reordering: query.diversity > 0 ? diversifiedBy(query.diversity) : null,
        ...(await findCutoff(db, { model: modelId, kind: 'text', asked: query.cutoff })),
      }),
      pendingPhotos.count(),
    ]);
    return {
      ...rankedResults(page),
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices, ...page.notices, ...truncationNotice(text), ...pendingNotice(pending)],
    };
  },
});

function truncationNotice({ truncated, tokens }: { truncated: boolean; tokens: number }): string[] {
  return truncated ? [`The text was long: only its first ${tokens} tokens were used.`] : [];
}
