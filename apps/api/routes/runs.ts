// GET /api/runs, /api/runs/{id} and what it changed: how scraping went, for operators.
import { runFailures } from '../../../catalog/crawls/run-failures.ts';
import { listRuns, runChanges } from '../../../catalog/crawls/runs.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { idParams, noParams, noQuery } from '../parameters.ts';
import { existingRun, existingShop, runAnswer, runProgressAnswer } from '../run-answers.ts';
import { changesAnswer, changesQuery, runDetail, runsAnswer, runsQuery } from '../run-schemas.ts';

const examplesPerReason = 5;

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
  async answerTo({ db }, { params }) {
    const found = await existingRun(db, params.id);
    const [progress, failures] = await Promise.all([
      runProgressAnswer(db, found),
      runFailures(db, found, { examples: examplesPerReason }),
    ]);
    return { ...progress, failures };
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
  problems: ['run_not_found'],
  notFound: 'run_not_found',
  operatorsOnly: true,
  async answerTo({ db }, { params, query }) {
    await existingRun(db, params.id);
    const changes = await runChanges(db, params.id, query);
    return { changes: changes.map((change) => ({ ...change, at: isoTime(change.at) })) };
  },
});
