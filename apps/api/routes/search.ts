// GET /api/search: words, or a composed query in one line, to products.
import { resolveBody } from '../composed-query.ts';
import { defineRoute } from '../define-route.ts';
import { noParams, searchQuery } from '../parameters.ts';
import { searchAnswer } from '../schemas.ts';
import { answerSearch } from '../search-answer.ts';

export const searchRoute = defineRoute({
  path: '/api/search',
  id: 'search',
  tag: 'search',
  summary: 'Products that look like the words',
  query: searchQuery,
  params: noParams,
  answer: searchAnswer,
  problems: [
    'blank_text',
    'text_too_long',
    'invalid_query',
    'nothing_to_seek',
    'product_not_found',
    'photo_not_embedded',
    'price_range_reversed',
    'invalid_cursor',
    'encoder_unavailable',
  ],
  async answerTo(services, { query, response, startedAt }) {
    const resolved = await resolveBody(services, { q: query.q });
    return answerSearch(services, { ...query, resolved, startedAt, response });
  },
});
