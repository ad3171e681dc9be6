// GET /api/clusters: groups of products that look alike, computed now.
import { z } from 'zod';
import { readSeveralProducts } from '../../../catalog/products/several-products.ts';
import { clusterProducts } from '../../../workers/clusters/cluster-products.ts';
import { defineRoute, tookMs } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { isPriceRange, mapQuery, noParams, priceRange } from '../parameters.ts';
import { product } from '../schemas.ts';
import { untilClosed } from '../until-closed.ts';

const whole = (least: number, most: number, description: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)
    .optional()
    .meta({ description, override: { type: 'integer', minimum: least, maximum: most } });

const clustersQuery = z
  .strictObject({
    method: z
      .enum(['k-means', 'density'], 'must be k-means or density')
      .default('k-means')
      .meta({ description: 'density leaves out what lies between groups.' }),
    count: whole(
      2,
      200,
      'How many by k-means. Left out: as many as products lie most clearly in, from 5 to 30.',
    ),
    leastSize: whole(2, 10_000, 'By density, fewer products are no group.'),
    ...mapQuery.shape,
  })
  .refine(isPriceRange, priceRange);

export const clustersAnswer = z
  .strictObject({
    clusters: z
      .array(
        z.strictObject({
          name: z.string().nullable().meta({
            description: 'From words of its products that set it apart; null when none tell.',
          }),
          size: z.int(),
          likeness: z.number().meta({
            description: 'Mean cosine similarity of its products to their mean: 1 when all are the same.',
          }),
          medoid: product.nullable().meta({ description: 'Its most typical product.' }),
          productIds: z.array(z.int()).meta({ description: 'The most typical first.' }),
        }),
      )
      .meta({ description: 'The largest first; empty when there are fewer than 12 products.' }),
    others: z.array(z.int()).meta({ description: 'Ids of products that belong to none.' }),
    model: z.string(),
    tookMs: z.number(),
    notices: z.array(z.string()),
  })
  .meta({ id: 'Clusters' });

export const clustersRoute = defineRoute({
  path: '/api/clusters',
  id: 'clusters',
  tag: 'operators',
  summary: 'Groups of products that look alike, named; computed now, so for operators',
  query: clustersQuery,
  params: noParams,
  answer: clustersAnswer,
  problems: ['price_range_reversed'],
  operatorsOnly: true,
  async answerTo({ db, modelId, notices }, { query, response, startedAt }) {
    const { method, count, leastSize } = query;
    const found = await clusterProducts({
      db,
      model: modelId,
      how: method === 'density' ? { method, leastSize } : { method, count },
      filters: filtersOf(query),
      signal: untilClosed(response),
    });
    const medoids = await readSeveralProducts(
      db,
      found.clusters.flatMap(({ productIds }) => productIds.slice(0, 1)),
    );
    const byId = new Map(medoids.map((one) => [one.product.id, one.product]));
    return {
      clusters: found.clusters.map(({ name, likeness, productIds }) => ({
        name,
        size: productIds.length,
        likeness,
        medoid: byId.get(productIds[0] ?? 0) ?? null,
        productIds,
      })),
      others: found.others,
      model: modelId,
      tookMs: tookMs(startedAt),
      notices: [...notices, ...found.notices],
    };
  },
});
