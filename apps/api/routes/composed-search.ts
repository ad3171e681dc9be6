// POST /api/search: texts, a photo, products to be like or unlike, each with a weight, to products.

import { searchBody } from '../composed-parameters.ts';
import { resolveBody } from '../composed-query.ts';
import { defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';
import { photoProblems } from '../photo-problems.ts';
import { searchAnswer } from '../schemas.ts';
import { answerSearch } from '../search-answer.ts';

export const composedSearchRoute = defineRoute({
  method: 'post',
  path: '/api/search',
  id: 'composedSearch',
  tag: 'search',
  summary: 'Products that look like a mix of texts, a photo and products, each with a weight',
  query: noQuery,
  params: noParams,
  body: searchBody,
  takesPhoto: true,
  answer: searchAnswer,
  problems: [
    'blank_text',
    'text_too_long',
    'invalid_query',
    'nothing_to_seek',
    'vector_of_other_model',
    'product_not_found',
    'photo_not_embedded',
    ...photoProblems,
    'price_range_reversed',
    'invalid_cursor',
    'encoder_unavailable',
  ],
  async answerTo(services, { body, photo, response, startedAt }) {
    const cropsStored = [...(body.like ?? []), ...(body.unlike ?? [])].some(({ crop }) => crop);
    if (photo || body.image || cropsStored) services.photoGate.enter(response);
    const resolved = await services.photoGate.keepFor(response, resolveBody(services, body, photo));
    return answerSearch(services, { ...body, resolved, startedAt, response });
  },
});
