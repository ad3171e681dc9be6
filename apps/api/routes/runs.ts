// GET /api/runs and /api/runs/{id}: how scraping went, for operators.
import { type Run as CatalogueRun, getRun, listRuns } from '../../../catalog/runs.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { idParams, noParams, noQuery, runsQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { type Run, run, runsAnswer } from '../schemas.ts';

export const runsRoute = defineRoute({
  path: '/api/runs',
  id: 'runs',
  tag: 'operators',
  summary: 'The latest runs, newest first',
  query: runsQuery,
  params: noParams,
  answer: runsAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo({ db }, { query }) {
    const runs = await listRuns(db, { limit: query.limit });
    return { runs: runs.map(runAnswer) };
  },
});

export const runRoute = defineRoute({
  path: '/api/runs/{id}',
  id: 'run',
  tag: 'operators',
  summary: 'One run: its counts, and how it ended',
  query: noQuery,
  params: idParams,
  answer: run,
  problems: ['run_not_found'],
  notFound: 'run_not_found',
  operatorsOnly: true,
  async answerTo({ db }, { params }) {
    const found = await getRun(db, params.id);
    if (found === null) {
      throw new Problem('run_not_found', `There is no run ${params.id}.`, { parameter: 'id' });
    }
    return runAnswer(found);
  },
});

function runAnswer(found: CatalogueRun): Run {
  const { id, shopId, mode, startedAt, finishedAt, outcome, reason, counts } = found;
  return {
    id,
    shopId,
    mode,
    startedAt: isoTime(startedAt),
    finishedAt: finishedAt === null ? null : isoTime(finishedAt),
    outcome,
    reason,
    counts: { ...counts },
  };
}
