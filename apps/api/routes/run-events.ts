// GET /api/runs/{id}/events: how a run goes on, as server-sent events.
import { z } from 'zod';
import { answered, defineRoute } from '../define-route.ts';
import { idParams, noQuery } from '../parameters.ts';
import { requestIdOf } from '../request-log.ts';
import { existingRun } from '../run-answers.ts';
import { endId, sendRunEvents } from '../run-events.ts';

export const runEventsRoute = defineRoute({
  path: '/api/runs/{id}/events',
  id: 'runEvents',
  tag: 'operators',
  summary: 'How a run goes on, as server-sent events: `run` at once and with every change, `end` at its end',
  query: noQuery,
  params: idParams,
  answer: z.string().meta({ description: 'The data of each `run` event is a RunProgress.' }),
  mediaType: 'text/event-stream',
  statuses: { 200: 'OK', 204: 'To a client that comes back after `end`: there is no more to come' },
  problems: ['run_not_found'],
  notFound: 'run_not_found',
  operatorsOnly: true,
  async answerTo(services, { params, request, response }) {
    const { db, logger } = services;
    const run = await existingRun(db, params.id);
    if (run.finishedAt && request.get('last-event-id') === endId) {
      // A browser's EventSource comes back until it is told this.
      response.status(204).end();
      return answered;
    }
    if (request.method === 'HEAD') {
      response.status(200).type('text/event-stream').end();
      return answered;
    }
    // Not awaited: an answer must come within seconds, this one takes as long as the run.
    sendRunEvents({ services, response, run }).catch((error: unknown) => {
      logger.error({ err: error, requestId: requestIdOf(response) }, 'telling how a run goes on failed');
    });
    return answered;
  },
});
