// GET /api/embeddings: the vector of a text itself.
import { defineRoute, tookMs } from '../define-route.ts';
import { embeddingQuery, noParams } from '../parameters.ts';
import { embeddingAnswer } from '../schemas.ts';

export const embeddingsRoute = defineRoute({
  path: '/api/embeddings',
  id: 'embedding',
  tag: 'search',
  summary: 'The embedding of a text',
  query: embeddingQuery,
  params: noParams,
  answer: embeddingAnswer,
  problems: ['blank_text', 'text_too_long', 'encoder_unavailable'],
  async answerTo({ modelId, textVectors, notices }, { query, startedAt }) {
    const { vector, tokens, truncated } = await textVectors.embed(query.text);
    return {
      text: query.text,
      model: modelId,
      dimension: vector.length,
      vector: Array.from(vector),
      tokens,
      truncated,
      tookMs: tookMs(startedAt),
      notices: [...notices],
    };
  },
});
