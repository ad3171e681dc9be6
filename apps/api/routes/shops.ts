// GET /api/shops: the shops in the catalogue, for operators.
import { listShops } from '../../../catalog/shops.ts';
import { defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';
import { shopsAnswer } from '../schemas.ts';

export const shopsRoute = defineRoute({
  path: '/api/shops',
  id: 'shops',
  tag: 'operators',
  summary: 'The shops in the catalogue',
  query: noQuery,
  params: noParams,
  answer: shopsAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo({ db }) {
    const shops = await listShops(db);
    return { shops: shops.map(({ id, baseUrl, name }) => ({ id, baseUrl, name })) };
  },
});
