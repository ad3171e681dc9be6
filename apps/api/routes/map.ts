// GET /api/map, its clusters, and the products in sight: everything that looks alike, side by side.
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { readMap } from '../../../catalog/map/maps.ts';
import { readClusters, readPoints, type ShownCluster } from '../../../catalog/map/read-map.ts';
import { browseProducts } from '../../../catalog/products/products.ts';
import { answered, defineRoute } from '../define-route.ts';
import { filtersOf } from '../filters.ts';
import { isoTime } from '../iso-time.ts';
import { mapSteps, packPoints } from '../packed-points.ts';
import { mapQuery, noParams, noQuery } from '../parameters.ts';
import { product } from '../schemas.ts';

const drawnAt = z.iso.datetime().nullable().meta({
  description: 'When the whole map was drawn last; null before the first time, and then it is empty.',
});
const modelId = z.string().meta({ description: 'Whose embeddings it shows.' });

const mapRoute = defineRoute({
  path: '/api/map',
  id: 'map',
  tag: 'catalogue',
  summary: 'Every product as a point among those that look like it, in columns',
  query: mapQuery,
  params: noParams,
  answer: z
    .strictObject({
      model: modelId,
      drawnAt,
      steps: z.int().meta({ description: 'Coordinates are whole numbers from 0 to this.' }),
      ids: z.array(z.int()).meta({
        description: 'Of the products: the first one, then how much larger each next one is.',
      }),
      x: z.array(z.int()),
      y: z.array(z.int()),
      areas: z.array(z.int()).meta({ description: 'The area of each; `/api/map/clusters` names them.' }),
      colours: z
        .string()
        .meta({ description: 'Three hex digits for each, of the largest colour of its photo.' }),
      notices: z.array(z.string()),
    })
    .meta({ id: 'MapPoints' }),
  problems: ['price_range_reversed'],
  async answerTo({ db, modelId: model }, { query, request, response }) {
    const map = await readMap(db, model);
    const { points, notices } = await readPoints(db, model, filtersOf(query));
    const answer = {
      model,
      drawnAt: map && isoTime(map.drawnAt),
      steps: mapSteps,
      ...packPoints(points),
      notices,
    };
    if (!isHeld(request, response, answer)) return answer;
    response.status(304).end();
    return answered;
  },
});

/** Whether the browser holds the same answer already: it is the one large answer. */
function isHeld(request: Request, response: Response, answer: object): boolean {
  const digest = createHash('sha256').update(JSON.stringify(answer)).digest('base64url');
  // Weak, since it may be sent compressed or not.
  const entityTag = `W/"${digest.slice(0, 22)}"`;
  response.set({ ETag: entityTag, 'Cache-Control': 'no-cache' });
  return request.headers['if-none-match']?.includes(entityTag) === true;
}

const area = z.strictObject({
  number: z.int().meta({ description: 'What points of it have in `areas`.' }),
  name: z.string().nullable().meta({ description: 'From words of its products; null when none tell.' }),
  size: z.int().meta({ description: 'Products in it now.' }),
  x: z.int(),
  y: z.int(),
  productId: z.int().nullable().meta({ description: 'The product in its middle.' }),
  image: z.string().nullable().meta({ description: 'Its photo.' }),
});

const clustersRoute = defineRoute({
  path: '/api/map/clusters',
  id: 'mapClusters',
  tag: 'catalogue',
  summary: 'The regions of the map and the areas they are made of, named, the larger ones first',
  query: noQuery,
  params: noParams,
  answer: z
    .strictObject({
      model: modelId,
      drawnAt,
      steps: z.int(),
      regions: z.array(z.strictObject({ ...area.shape, areas: z.array(area) })),
    })
    .meta({ id: 'MapClusters' }),
  problems: [],
  async answerTo({ db, modelId: model }) {
    const [map, clusters] = [await readMap(db, model), await readClusters(db, model)];
    const at = (level: ShownCluster['level']) =>
      clusters.filter((cluster) => cluster.level === level && cluster.size > 0);
    return {
      model,
      drawnAt: map && isoTime(map.drawnAt),
      steps: mapSteps,
      regions: at('region').map((one) => ({
        ...clusterAnswer(one),
        areas: at('area')
          .filter(({ region }) => region === one.number)
          .map(clusterAnswer),
      })),
    };
  },
});

function clusterAnswer({ level: _, region: __, x, y, ...rest }: ShownCluster) {
  return { ...rest, x: Math.round(x * mapSteps), y: Math.round(y * mapSteps) };
}

const mostProducts = 100;

const productsRoute = defineRoute({
  path: '/api/map/products',
  id: 'mapProducts',
  tag: 'catalogue',
  summary: 'What some points of the map are, by the ids of their products',
  query: z.strictObject({
    ids: z
      .string()
      .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/, 'must be ids with commas between them, such as 3,17')
      .transform((value) => value.split(',').map(Number))
      .refine((ids) => ids.length <= mostProducts, `may be ${mostProducts} at most`)
      .meta({
        description: `Up to ${mostProducts} ids, with commas between them.`,
        example: '1,2',
        override: { type: 'string' },
      }),
  }),
  params: noParams,
  answer: z.strictObject({ products: z.array(product) }),
  problems: [],
  async answerTo({ db }, { query }) {
    const page = await browseProducts(db, { filters: { onlyProductIds: query.ids }, limit: mostProducts });
    return { products: page.products };
  },
});

export const mapRoutes = [mapRoute, clustersRoute, productsRoute];
