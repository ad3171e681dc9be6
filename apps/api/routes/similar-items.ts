// GET and POST /api/items/similar: what of some collections is like an item, words, a photo, or a mix of them.
import { searchItems } from '../../items/search-items.ts';
import { resolveBody } from '../composed-query.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { similarItemsAnswer, similarItemsBody, similarItemsQuery } from '../item-schemas.ts';
import { noParams, noQuery } from '../parameters.ts';
import { photoProblems } from '../photo-problems.ts';
import { Problem, type ProblemCode } from '../problems.ts';

const ofItems = {
  path: '/api/items/similar',
  tag: 'search',
  params: noParams,
  answer: similarItemsAnswer,
} as const;
const ofQueries: ProblemCode[] = [
  'collection_not_found',
  'items_not_embedded',
  'blank_text',
  'text_too_long',
  'invalid_query',
  'nothing_to_seek',
  'product_not_found',
  'photo_not_embedded',
  'encoder_unavailable',
];

const byWordsRoute = defineRoute({
  ...ofItems,
  id: 'similarItems',
  summary: 'Items and products of collections that are like words, or like one of their items',
  query: similarItemsQuery,
  problems: [...ofQueries, 'item_not_found'],
  async answerTo(services, { query, startedAt }) {
    const { collection: collections, q, id, prefix, limit } = query;
    if ((q === undefined) === (id === undefined))
      throw new Problem('missing_parameter', 'Send q or id, one of them: what the items should be like.', {
        parameter: 'q',
      });
    const resolved = q === undefined ? null : await resolveBody(services, { q });
    const like = resolved ?? { id: id ?? '' };
    const found = await searchItems(services.db, services.modelId, { collections, like, prefix, limit });
    return answerOf(services, { ...found, asked: resolved?.notices ?? [], startedAt });
  },
});

const byMixRoute = defineRoute({
  ...ofItems,
  method: 'post',
  id: 'similarItemsToMix',
  summary: 'Items and products of collections that are like a mix of texts, a photo and products',
  query: noQuery,
  body: similarItemsBody,
  takesPhoto: true,
  problems: [...ofQueries, ...photoProblems],
  async answerTo(services, { body, photo, response, startedAt }) {
    const { collections, prefix, limit } = body;
    const cropsStored = [...(body.like ?? []), ...(body.unlike ?? [])].some(({ crop }) => crop);
    if (photo || body.image || cropsStored) services.photoGate.enter(response);
    const like = await services.photoGate.keepFor(response, resolveBody(services, body, photo));
    const found = await searchItems(services.db, services.modelId, { collections, like, prefix, limit });
    return answerOf(services, { ...found, asked: like.notices, startedAt });
  },
});

export const similarItemsRoutes = [byWordsRoute, byMixRoute];

type Found = Awaited<ReturnType<typeof searchItems>>;

function answerOf(
  { modelId, notices: own }: { modelId: string; notices: readonly string[] },
  { results, notices, asked, startedAt }: Found & { asked: string[]; startedAt: number },
) {
  return { results, model: modelId, tookMs: tookMs(startedAt), notices: [...own, ...asked, ...notices] };
}
