// GET /api/axis: the catalogue along a line between two poles.
import { z } from 'zod';
import { readSeveralProducts } from '../../../catalog/products/several-products.ts';
import { axisColour } from '../../axis/axis-colour.ts';
import { placeProducts, spreadEvenly } from '../../axis/place-products.ts';
import { resolveAxis } from '../../axis/resolve-axis.ts';
import { typedExamples } from '../../examples/typed-examples.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { isPriceRange, limitUpTo, mapQuery, noParams, priceRange } from '../parameters.ts';
import { axis } from '../ranking-parameters.ts';
import { product } from '../schemas.ts';
import { untilClosed } from '../until-closed.ts';

export const axisAnswer = z
  .strictObject({
    results: z
      .array(
        z.strictObject({
          product,
          place: z.number().min(-1).max(1).meta({ description: 'From -1 at the first end to 1.' }),
          colour: z.string().meta({ description: 'The place as a colour: blue, grey, orange.' }),
        }),
      )
      .meta({ description: 'From end to end.' }),
    total: z.int().meta({ description: 'Products on the line; `results` are spread evenly over them.' }),
    model: z.string(),
    tookMs: z.number(),
    notices: z.array(z.string()),
  })
  .meta({ id: 'Axis' });

export const axisRoute = defineRoute({
  path: '/api/axis',
  id: 'axis',
  tag: 'search',
  summary: 'The catalogue along a line between two poles, such as traditional..modern',
  query: z
    .strictObject({
      axis: axis.unwrap().meta({
        description:
          'The two ends of the line, each as texts or as ids of products with commas between them, such as traditional..modern.',
        example: 'white..black',
        override: { type: 'string', maxLength: 1000 },
      }),
      limit: limitUpTo(100, 24, 'How many products, spread evenly from end to end.'),
      ...mapQuery.shape,
    })
    .refine(isPriceRange, priceRange),
  params: noParams,
  answer: axisAnswer,
  problems: ['product_not_found', 'photo_not_embedded', 'price_range_reversed', 'encoder_unavailable'],
  async answerTo(services, { query, response, startedAt }) {
    const { db, modelId: model, textVectors } = services;
    const poles = { from: typedExamples(query.axis.from, 'axis'), to: typedExamples(query.axis.to, 'axis') };
    const sources = { ...services, embedText: (text: string) => textVectors.embed(text) };
    const { direction, notices } = await resolveAxis(poles, sources);
    const signal = untilClosed(response);
    const found = await placeProducts(db, { model, direction, filters: filtersOf(query), signal });
    const shown = spreadEvenly(found.placed, query.limit);
    const known = await readSeveralProducts(
      db,
      shown.map(({ productId }) => productId),
    );
    const byId = new Map(known.map((one) => [one.product.id, one.product]));
    return {
      results: shown.flatMap(({ productId, place }) => {
        const one = byId.get(productId);
        return one ? [{ product: one, place, colour: axisColour(place) }] : [];
      }),
      total: found.placed.length,
      model,
      tookMs: tookMs(startedAt),
      notices: [...services.notices, ...notices, ...found.notices],
    };
  },
});
