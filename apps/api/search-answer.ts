// The answer to a search, however its vector came about.
import type { z } from 'zod';
import { searchByVector } from '../../catalog/search.ts';
import type { ResolvedQuery } from '../composed/composed-query.ts';
import { tookMs } from './define-route.ts';
import { filtersOf } from './filters.ts';
import type { searchQuery } from './parameters.ts';
import { pendingNotice } from './pending-photos.ts';
import { rankedResults } from './results.ts';
import type { SearchAnswer } from './schemas.ts';
import type { ApiServices } from './services.ts';

type Asked = Omit<z.output<typeof searchQuery>, 'q'> & { resolved: ResolvedQuery; startedAt: number };

export async function answerSearch(services: ApiServices, asked: Asked): Promise<SearchAnswer> {
  const { db, modelId, pendingPhotos, notices } = services;
  const { resolved, sort, limit, cursor = null, explain } = asked;
  const excluded = resolved.excludeProductIds;
  const [page, pending] = await Promise.all([
    searchByVector(db, {
      model: modelId,
      vector: resolved.vector,
      filters: { ...filtersOf(asked), ...(excluded.length > 0 ? { excludeProductIds: excluded } : {}) },
      sort,
      limit,
      cursor,
      explain,
    }),
    pendingPhotos.count(),
  ]);
  return {
    ...rankedResults(page),
    model: modelId,
    tookMs: tookMs(asked.startedAt),
    notices: [...notices, ...resolved.notices, ...pendingNotice(pending)],
  };
}
