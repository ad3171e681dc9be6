// GET /api/shops and PUT/DELETE /api/shops/{id}/schedule: the shops in the catalogue, for operators.

import { listShopOverviews } from '../../../catalog/crawls/shop-overviews.ts';
import { getShop } from '../../../catalog/crawls/shops.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import type { Queues } from '../../../workers/queues.ts';
import { BadSchedule } from '../../../workers/schedule-words.ts';
import { nextRuns, setSchedule } from '../../../workers/schedules.ts';
import { defineRoute } from '../define-route.ts';
import { idParams, noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { shopAnswer } from '../run-answers.ts';
import { type ShopAnswer, scheduleBody, shop, shopsAnswer } from '../run-schemas.ts';
import { openQueues } from '../services.ts';

export const shopsRoute = defineRoute({
  path: '/api/shops',
  id: 'shops',
  tag: 'operators',
  summary: 'The shops in the catalogue: how many products, the last run, the next one',
  query: noQuery,
  params: noParams,
  answer: shopsAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo(services) {
    // Without the queue the rest is still worth an answer.
    const queues = await openQueues(services).catch(() => null);
    const [shops, next] = await Promise.all([
      listShopOverviews(services.db),
      queues ? nextRuns(queues) : new Map<number, Date>(),
    ]);
    return { shops: shops.map((found) => shopAnswer(found, next.get(found.id))) };
  },
});

const scheduleRoute = {
  path: '/api/shops/{id}/schedule',
  tag: 'operators',
  query: noQuery,
  params: idParams,
  answer: shop,
  notFound: 'shop_not_found',
  operatorsOnly: true,
} as const;

export const setScheduleRoute = defineRoute({
  ...scheduleRoute,
  method: 'put',
  id: 'setSchedule',
  summary: 'Start runs of a shop by themselves, such as every week',
  body: scheduleBody,
  problems: ['shop_not_found', 'invalid_schedule', 'queue_unavailable'],
  async answerTo(services, { params, body }) {
    const { every, mode, timeZone } = body;
    const queues = await openQueues(services);
    await existing(services.db, params.id);
    try {
      await setSchedule(queues, services.db, params.id, { every, mode, ...(timeZone && { timeZone }) });
    } catch (cause) {
      if (!(cause instanceof BadSchedule)) throw cause;
      throw new Problem('invalid_schedule', cause.message, { parameter: 'every', cause });
    }
    return answerOf(queues, services.db, params.id);
  },
});

export const removeScheduleRoute = defineRoute({
  ...scheduleRoute,
  method: 'delete',
  id: 'removeSchedule',
  summary: 'Start no runs of a shop by themselves any more',
  problems: ['shop_not_found', 'queue_unavailable'],
  async answerTo(services, { params }) {
    const queues = await openQueues(services);
    await existing(services.db, params.id);
    await setSchedule(queues, services.db, params.id, null);
    return answerOf(queues, services.db, params.id);
  },
});

async function answerOf(queues: Pick<Queues, 'crawl'>, db: Queryable, id: number): Promise<ShopAnswer> {
  const [shops, next] = await Promise.all([listShopOverviews(db), nextRuns(queues)]);
  const found = shops.find((one) => one.id === id);
  if (!found) throw noShop(id);
  return shopAnswer(found, next.get(id));
}

async function existing(db: Queryable, id: number): Promise<void> {
  if (!(await getShop(db, id))) throw noShop(id);
}

const noShop = (id: number) => new Problem('shop_not_found', `There is no shop ${id}.`, { parameter: 'id' });
