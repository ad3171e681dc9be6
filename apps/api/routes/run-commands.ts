// POST /api/runs and /api/runs/{id}/pause|resume|cancel|confirm: operators start runs and steer them.

import { RunStateError } from '../../../catalog/crawls/runs.ts';
import { commandRun, type RunCommand, runCommands } from '../../../workers/command-run.ts';
import { retryFailedPages, retryFailedPhotos } from '../../../workers/retry-failures.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { defineRoute } from '../define-route.ts';
import { idParams, noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { existingRun, existingShop, runAnswer } from '../run-answers.ts';
import {
  retryAnswer,
  retryBody,
  run,
  startedAnswer,
  startRunBody,
  withoutUndefined,
} from '../run-schemas.ts';
import { openQueues } from '../services.ts';
import { checkedShopAddress } from '../shop-address.ts';

export const startRunRoute = defineRoute({
  method: 'post',
  path: '/api/runs',
  id: 'startRun',
  tag: 'operators',
  summary: 'Start a run of a shop, or answer with the one it has going',
  query: noQuery,
  params: noParams,
  body: startRunBody,
  answer: startedAnswer,
  statuses: { 202: 'A new run was started', 200: 'The shop had this run already; its mode stays' },
  problems: ['address_not_allowed', 'shop_not_found', 'ambiguous_shop', 'queue_unavailable'],
  operatorsOnly: true,
  async answerTo(services, { body, response }) {
    const { db, allowHosts } = services;
    const baseUrl =
      body.url === undefined
        ? (await existingShop(db, String(body.shop))).baseUrl
        : await checkedShopAddress(db, body.url, allowHosts);
    const queues = await openQueues(services);
    const { mode, settings = {} } = body;
    const started = await startCrawl(queues, db, {
      baseUrl,
      mode,
      startedBy: 'api',
      settings: withoutUndefined(settings),
    });
    response.status(started.isNew ? 202 : 200);
    return { run: runAnswer(started.run), isNew: started.isNew };
  },
});

const summaries: Record<RunCommand, string> = {
  pause: 'Let a run rest, over restarts too, until it is resumed',
  resume: 'Go on with a paused run',
  cancel: 'End a run; what it has read stays',
  confirm: 'Say that the products a suspicious run did not find are gone indeed',
};

export const runCommandRoutes = runCommands.map((command) =>
  defineRoute({
    method: 'post',
    path: `/api/runs/{id}/${command}`,
    id: `${command}Run`,
    tag: 'operators',
    summary: summaries[command],
    query: noQuery,
    params: idParams,
    answer: run,
    problems: ['run_not_found', 'run_state_conflict', 'queue_unavailable'],
    notFound: 'run_not_found',
    operatorsOnly: true,
    async answerTo(services, { params }) {
      await existingRun(services.db, params.id);
      const queues = await openQueues(services);
      return runAnswer(await asConflict(commandRun(queues, services.db, params.id, command)));
    },
  }),
);

export const retryRoute = defineRoute({
  method: 'post',
  path: '/api/runs/{id}/retry',
  id: 'retryRun',
  tag: 'operators',
  summary: 'Ask again for the pages of a run, or the photos of its shop, that failed for one reason',
  query: noQuery,
  params: idParams,
  body: retryBody,
  answer: retryAnswer,
  problems: ['run_not_found', 'run_state_conflict', 'queue_unavailable'],
  notFound: 'run_not_found',
  operatorsOnly: true,
  async answerTo(services, { params, body }) {
    const { db, modelId: model } = services;
    const found = await existingRun(db, params.id);
    const queues = await openQueues(services);
    const { reason } = body;
    if (body.of === 'photos') {
      const count = await retryFailedPhotos(queues, db, { shopId: found.shopId, reason, model });
      return { run: runAnswer(found), isNew: false, count };
    }
    const { run, isNew, pages } = await asConflict(
      retryFailedPages(queues, db, { runId: found.id, reason }, 'api'),
    );
    return { run: runAnswer(run), isNew, count: pages };
  },
});

/** @throws Problem run_state_conflict */
async function asConflict<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!(cause instanceof RunStateError)) throw cause;
    throw new Problem('run_state_conflict', cause.message, { cause });
  }
}
