// The answer to a search, however its vector came about.
import type { Response } from 'express';
import type { z } from 'zod';
import { findCutoff } from '../../catalog/ranking/find-cutoff.ts';
import { searchInMode } from '../../catalog/search/hybrid-search.ts';
import { type Axis, resolveAxis } from '../axis/resolve-axis.ts';
import type { ResolvedQuery } from '../composed/composed-query.ts';
import { typedExamples } from '../examples/typed-examples.ts';
import { tookMs } from './define-route.ts';
import { filtersOf } from './filters.ts';
import type { searchQuery } from './parameters.ts';
import { pendingNotice } from './pending-photos.ts';
import { Problem } from './problems.ts';
import { rankedResults } from './results.ts';
import type { SearchAnswer } from './schemas.ts';
import type { ApiServices } from './services.ts';
import { rememberPlan } from './slow-requests.ts';

type Asked = Omit<z.output<typeof searchQuery>, 'q'> & {
  resolved: ResolvedQuery;
  startedAt: number;
  response: Response;
};

export async function answerSearch(services: ApiServices, asked: Asked): Promise<SearchAnswer> {
  const { db, modelId, pendingPhotos, vocabulary, queryCounts, notices } = services;
  const { resolved, mode, sort, limit, cursor = null, facets, explain, diversity } = asked;
  const { vector, words, kind, excludeProductIds: excluded } = resolved;
  if (words === '' && mode === 'text') throw noWords();
  const axis = await resolveAsked(services, asked);
  vocabulary.touch();
  const [page, pending] = await Promise.all([
    searchInMode(db, {
      // Only `hybrid` can do without words: there is nothing to fuse the looks with.
      mode: words === '' ? 'visual' : mode,
      text: words,
      model: modelId,
      vector,
      filters: { ...filtersOf(asked), ...(excluded.length > 0 ? { excludeProductIds: excluded } : {}) },
      sort,
      axis: axis?.direction,
      diversity,
      limit,
      cursor,
      facets,
      explain,
      onPlan: rememberPlan(asked.response),
      ...(await findCutoff(db, { model: modelId, kind, asked: asked.cutoff })),
    }),
    pendingPhotos.count(),
  ]);
  if (cursor === null && kind === 'text' && page.hits.length > 0) queryCounts.note(words, asked.shop);
  return {
    ...rankedResults(page),
    model: modelId,
    tookMs: tookMs(asked.startedAt),
    notices: [
      ...notices,
      ...page.notices,
      ...resolved.notices,
      ...(axis?.notices ?? []),
      ...pendingNotice(pending),
    ],
  };
}

async function resolveAsked(services: ApiServices, { sort, axis }: Asked): Promise<Axis | null> {
  if (axis === undefined && sort !== 'axis') return null;
  if (axis === undefined || sort !== 'axis') {
    const detail =
      'sort=axis and axis go together: sort=axis&axis=traditional..modern orders along that line.';
    const parameter = axis === undefined ? 'axis' : 'sort';
    throw new Problem(axis === undefined ? 'missing_parameter' : 'invalid_parameter', detail, { parameter });
  }
  const poles = { from: typedExamples(axis.from, 'axis'), to: typedExamples(axis.to, 'axis') };
  return resolveAxis(poles, { ...services, embedText: (text) => services.textVectors.embed(text) });
}

const noWords = () =>
  new Problem(
    'invalid_parameter',
    'mode=text compares words, and the query has none to look for; send some.',
    {
      parameter: 'mode',
    },
  );
