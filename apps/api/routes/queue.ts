// GET /api/queue, POST /api/queue/{name}/pause|resume: how the queues stand, and letting one rest.
import { defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';
import { answerQueue } from '../queue-answer.ts';
import { queueAnswer, queueParams } from '../queue-schemas.ts';
import { openQueues } from '../services.ts';

export const queueRoute = defineRoute({
  path: '/api/queue',
  id: 'queue',
  tag: 'operators',
  summary: 'How the queues stand: waiting, active, delayed, failed, and which process works at what',
  query: noQuery,
  params: noParams,
  answer: queueAnswer,
  problems: ['queue_unavailable'],
  operatorsOnly: true,
  async answerTo(services) {
    return answerQueue(await openQueues(services), services.db, services.modelId);
  },
});

const summaries = {
  pause: 'Start no jobs of a queue, in any process, until it is resumed; those in hand are finished',
  resume: 'Start jobs of a queue again',
};

export const queueCommandRoutes = (['pause', 'resume'] as const).map((command) =>
  defineRoute({
    method: 'post',
    path: `/api/queue/{name}/${command}`,
    id: `${command}Queue`,
    tag: 'operators',
    summary: summaries[command],
    query: noQuery,
    params: queueParams,
    answer: queueAnswer,
    problems: ['queue_unavailable'],
    operatorsOnly: true,
    async answerTo(services, { params }) {
      const queues = await openQueues(services);
      await queues[params.name][command]();
      return answerQueue(queues, services.db, services.modelId);
    },
  }),
);
