// GET /api/suggest: what the beginning of a text may become.
import { z } from 'zod';
import { suggest } from '../../../catalog/lexical/suggestions.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { suggestAnswer } from '../feedback-schemas.ts';
import { limitUpTo, name, noParams } from '../parameters.ts';

const suggestQuery = z.strictObject({
  q: z
    .string()
    .max(200, 'must have at most 200 characters')
    .meta({ description: 'What has been typed so far; of nothing comes nothing.', example: 'goo' }),
  limit: limitUpTo(20, 8, 'How many suggestions at most.'),
  shop: name('Only of this shop, by its id, name or address.'),
});

export const suggestRoute = defineRoute({
  path: '/api/suggest',
  id: 'suggest',
  tag: 'search',
  summary: 'Popular queries, brands, categories and products that begin like the text, or nearly',
  query: suggestQuery,
  params: noParams,
  answer: suggestAnswer,
  problems: [],
  async answerTo({ db, vocabulary }, { query, startedAt }) {
    vocabulary.touch();
    const { q, limit, shop = null } = query;
    return { suggestions: await suggest(db, { text: q, shop, limit }), tookMs: tookMs(startedAt) };
  },
});
