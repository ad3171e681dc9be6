// POST /api/score: how well photos fit texts.
import { scorePhotos } from '../../../clip/compose/score.ts';
import { resolveQuery } from '../../composed/composed-query.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { scoreAnswer, scoreBody } from '../item-schemas.ts';
import { noParams, noQuery } from '../parameters.ts';
import { photoProblems } from '../photo-problems.ts';
import { Problem } from '../problems.ts';
import type { ApiServices } from '../services.ts';

export const scoreRoute = defineRoute({
  method: 'post',
  path: '/api/score',
  id: 'score',
  tag: 'search',
  summary: 'How well photos fit texts: cosine similarity, and the share that each has among the others',
  query: noQuery,
  params: noParams,
  body: scoreBody,
  takesPhoto: true,
  answer: scoreAnswer,
  problems: ['product_not_found', 'photo_not_embedded', ...photoProblems, 'encoder_unavailable'],
  async answerTo(services, { body, photo, response, startedAt }) {
    const { texts } = body;
    const parts = [
      ...(photo ? [{ photo: 'photo', part: { source: { bytes: photo }, name: 'photo' } }] : []),
      ...body.images.map(({ url }, i) => ({ photo: url, part: { source: { url }, name: `images.${i}` } })),
      ...body.products.map((productId, i) => ({
        photo: `product/${productId}`,
        part: { productId, name: `products.${i}` },
      })),
    ];
    if (parts.length === 0)
      throw new Problem('missing_parameter', 'Nothing to score: send images, products or a photo.', {
        parameter: 'images',
      });
    if (photo || body.images.length > 0) services.photoGate.enter(response);
    const photoVectors = services.photoGate.keepFor(
      response,
      Promise.all(parts.map(({ part }) => vectorOf(part, services))),
    );
    const textVectors = texts.map((text) => services.textVectors.embed(text));
    const [photos, encoded] = await Promise.all([photoVectors, Promise.all(textVectors)]);
    const vectors = encoded.map(({ vector }) => vector);
    const scores = scorePhotos(photos, { texts: vectors, match: services.match });
    return {
      results: parts.map(({ photo }, i) => ({
        photo,
        scores: texts.map((text, j) => ({ text, ...(scores[i]?.[j] ?? { cosine: 0, probability: 0 }) })),
      })),
      model: services.modelId,
      tookMs: tookMs(startedAt),
      notices: [...services.notices],
    };
  },
});

type Part =
  | { source: { url: string } | { bytes: Uint8Array }; name: string }
  | { productId: number; name: string };

/** As a query of this one part. */
async function vectorOf(part: Part, services: ApiServices): Promise<Float32Array> {
  const query = {
    texts: [],
    products: 'productId' in part ? [{ ...part, weight: 1 }] : [],
    photos: 'source' in part ? [{ ...part, weight: 1 }] : [],
  };
  const sources = { ...services, embedText: (text: string) => services.textVectors.embed(text) };
  return (await resolveQuery(query, sources)).vector;
}
