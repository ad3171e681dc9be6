// GET /api/collections, PUT and DELETE /api/collections/{name}: named sets of products that searches can be kept to.
import { z } from 'zod';
import type { Queryable } from '../../../catalog/database/database.ts';
import {
  deleteCollection,
  fillCollection,
  findCollection,
  listCollections,
} from '../../../catalog/products/collections.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { name, noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';

const nameParams = z.strictObject({
  name: name('Its name, or its id.')
    .unwrap()
    .meta({
      description: 'Its name, or its id.',
      override: { type: 'string', minLength: 1, maxLength: 200 },
    }),
});

// A body has 100 kB at most: 10,000 ids of nine digits fit.
const mostProducts = 10_000;
const id = z.int('must be a whole number above 0').min(1, 'must be a whole number above 0');
const collectionBody = z.strictObject({
  productIds: z
    .array(id, 'must be a list of ids')
    .max(mostProducts, `must have at most ${mostProducts.toLocaleString('en')} ids`)
    .meta({ description: 'All of its products; others are taken out.' }),
});

const collectionsAnswer = z
  .strictObject({
    collections: z.array(
      z.strictObject({
        id: z.int(),
        name: z.string(),
        products: z.int().meta({ description: 'How many products it has.' }),
        items: z.int().meta({ description: 'How many texts and photos were embedded into it.' }),
        createdAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Collections' });

const listRoute = defineRoute({
  path: '/api/collections',
  id: 'collections',
  tag: 'catalogue',
  summary: 'Named sets of products and of embedded items; searches and browsing take one as `collection`',
  query: noQuery,
  params: noParams,
  answer: collectionsAnswer,
  problems: [],
  answerTo: ({ db }) => answerOf(db),
});

const ofOne = {
  path: '/api/collections/{name}',
  tag: 'operators',
  query: noQuery,
  params: nameParams,
  answer: collectionsAnswer,
  notFound: 'collection_not_found',
  operatorsOnly: true,
} as const;

const fillRoute = defineRoute({
  ...ofOne,
  method: 'put',
  id: 'fillCollection',
  summary: 'Let a collection hold exactly these products; it is made when there is none of that name',
  body: collectionBody,
  problems: ['collection_not_found', 'product_not_found'],
  async answerTo({ db }, { params, body }) {
    const { unknownIds } = await fillCollection(db, params.name, body.productIds);
    const [unknown] = unknownIds;
    if (unknown === undefined) return answerOf(db);
    throw new Problem('product_not_found', `There is no product ${unknown}; nothing was changed.`, {
      parameter: 'productIds',
    });
  },
});

const removeRoute = defineRoute({
  ...ofOne,
  method: 'delete',
  id: 'deleteCollection',
  summary: 'Forget a collection with its items; its products stay',
  problems: ['collection_not_found'],
  async answerTo({ db }, { params }) {
    const found = await findCollection(db, params.name);
    if (found === null || !(await deleteCollection(db, found))) {
      throw new Problem('collection_not_found', 'No collection has this name or id.', { parameter: 'name' });
    }
    return answerOf(db);
  },
});

export const collectionRoutes = [listRoute, fillRoute, removeRoute];

async function answerOf(db: Queryable) {
  const found = await listCollections(db);
  return { collections: found.map((one) => ({ ...one, createdAt: isoTime(one.createdAt) })) };
}
