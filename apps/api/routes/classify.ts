// POST /api/classify: which of some classes products or a photo belong to, or that it is none of them.
import type { z } from 'zod';
import { readSeveralProducts } from '../../../catalog/products/several-products.ts';
import { createClassifier } from '../../classes/classifier.ts';
import { type ClassSpec, resolveClasses } from '../../classes/resolve-classes.ts';
import { type ComposedQuery, type QuerySources, resolveParts } from '../../composed/composed-query.ts';
import { classifyAnswer, classifyBody } from '../classify-schemas.ts';
import { photoParts } from '../composed-query.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';
import { photoProblems } from '../photo-problems.ts';
import { Problem } from '../problems.ts';
import type { ApiServices } from '../services.ts';

type Body = z.output<typeof classifyBody>;

export const classifyRoute = defineRoute({
  method: 'post',
  path: '/api/classify',
  id: 'classify',
  tag: 'search',
  summary: 'Which of some classes products or a photo belong to, by names or by examples, or none of them',
  query: noQuery,
  params: noParams,
  body: classifyBody,
  takesPhoto: true,
  answer: classifyAnswer,
  problems: [
    'blank_text',
    'text_too_long',
    'product_not_found',
    'photo_not_embedded',
    ...photoProblems,
    'encoder_unavailable',
  ],
  async answerTo(services, { body, photo, response, startedAt }) {
    const targets = targetsOf(body, photo);
    if (photo || body.image) services.photoGate.enter(response);
    const sources: QuerySources = {
      ...services,
      embedText: (words) => services.textVectors.embed(words),
    };
    const work = classify(services, sources, { body, targets });
    const { notices, ...answer } = await services.photoGate.keepFor(response, work);
    return {
      ...answer,
      model: services.modelId,
      tookMs: tookMs(startedAt),
      notices: [...services.notices, ...notices],
    };
  },
});

async function classify(
  { db }: ApiServices,
  sources: QuerySources,
  { body, targets }: { body: Body; targets: ComposedQuery },
) {
  const { classes, notices } = await resolveClasses(body.classes.map(specOf), sources);
  const classifier = createClassifier(classes, body);
  const parts = await resolveParts(targets, sources);
  const products = await readSeveralProducts(
    db,
    targets.products.map(({ productId }) => productId),
  );
  const byId = new Map(products.map(({ product }) => [product.id, product]));
  const results = parts.map(({ vector }, i) => {
    const { scores, ...classified } = classifier.classify(vector);
    const product = byId.get(targets.products[i]?.productId ?? 0) ?? null;
    return { product, ...classified, scores: scores.slice(0, body.top) };
  });
  return { results, leaveOneOut: classifier.leaveOneOut(), notices };
}

function specOf({ name, ...given }: Body['classes'][number], i: number): ClassSpec {
  const parameter = `classes.${i}`;
  const { texts = [], like = [] } = 'texts' in given || 'like' in given ? given : {};
  return {
    name,
    parameter,
    examples: {
      texts: texts.map((text) => ({ text, weight: 1, name: parameter })),
      products: like.map((productId) => ({ productId, weight: 1, name: parameter })),
      photos: [],
    },
  };
}

/** Products first, then the photo, as `resolveParts` answers them. */
function targetsOf({ products = [], image }: Body, photo: Uint8Array | null): ComposedQuery {
  const photos = photoParts(image && { ...image, weight: 1 }, photo);
  if (products.length + photos.length === 0) {
    throw new Problem('missing_parameter', 'Nothing to classify: send products, an image or a photo.', {
      parameter: 'products',
    });
  }
  return {
    texts: [],
    products: [...new Set(products)].map((productId, i) => ({ productId, weight: 1, name: `products.${i}` })),
    photos,
  };
}
