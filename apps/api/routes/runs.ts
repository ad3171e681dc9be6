// GET /api/runs, /api/runs/{id} and what it changed: how scraping went, for operators.
import { countPriceChanges, runChanges } from '../../../catalog/crawls/run-changes.ts';
import { runFailures } from '../../../catalog/crawls/run-failures.ts';
import { listRuns } from '../../../catalog/crawls/runs.ts';
import { photoFailureGroups } from '../../../catalog/photos/photos.ts';
import { decodeCursor, encodeCursor, queryShape } from '../../../catalog/search/cursors.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { idParams, noParams, noQuery } from '../parameters.ts';
import { existingRun, existingShop, runAnswer, runProgressAnswer } from '../run-answers.ts';
import { changesAnswer, changesQuery, runDetail, runsAnswer, runsQuery } from '../run-schemas.ts';

const examplesPerReason = 5;
const mostReasons = 50;

export const runsRoute = defineRoute({
  path: '/api/runs',
  id: 'runs',
  tag: 'operators',
  summary: 'The latest runs, newest first',
  query: runsQuery,
  params: noParams,
  answer: runsAnswer,
  problems: ['shop_not_found', 'ambiguous_shop'],
  operatorsOnly: true,
  async answerTo({ db }, { query }) {
    const shop = query.shop === undefined ? null : await existingShop(db, query.shop);
    const runs = await listRuns(db, { limit: query.limit, shopId: shop?.id });
    return { runs: runs.map(runAnswer) };
  },
});

export const runRoute = defineRoute({
  path: '/api/runs/{id}',
  id: 'run',
  tag: 'operators',
  summary: 'One run: its counts, how far it is or how it ended, and why pages failed',
  query: noQuery,
  params: idParams,
  answer: runDetail,
  problems: ['run_not_found'],
  notFound: 'run_not_found',
  operatorsOnly: true,
  async answerTo(services, { params }) {
    const { db } = services;
    const found = await existingRun(db, params.id);
    const [progress, failures, photoFailures, priceChanges] = await Promise.all([
      runProgressAnswer(services, found),
      runFailures(db, found, { examples: examplesPerReason }),
      photoFailureGroups(db, found.shopId, { reasons: mostReasons, examples: examplesPerReason }),
      countPriceChanges(db, found.id),
    ]);
    return { ...progress, failures, photoFailures, priceChanges };
  },
});

export const runChangesRoute = defineRoute({
  path: '/api/runs/{id}/changes',
  id: 'runChanges',
  tag: 'operators',
  summary: 'What a run changed: products that were new, had another price, or are gone',
  query: changesQuery,
  params: idParams,
  answer: changesAnswer,
  problems: ['run_not_found', 'invalid_cursor'],
  notFound: 'run_not_found',
  operatorsOnly: true,
  async answerTo({ db }, { params, query }) {
    await existingRun(db, params.id);
    const { kind, direction, cursor, limit } = query;
    const shape = queryShape(['run changes', params.id, kind, direction]);
    const [after] = cursor === undefined ? [0] : decodeCursor(cursor, shape, ['id']);
    const changes = await runChanges(db, params.id, { kind, direction, limit, after: Number(after) });
    const last = changes.length === limit ? changes.at(-1) : undefined;
    return {
      changes: changes.map(({ position: _, at, ...change }) => ({ ...change, at: isoTime(at) })),
      nextCursor: last ? encodeCursor(shape, [last.position]) : null,
    };
  },
});
