// /api/failures: what failed, by reason; trying it again, and discarding it.
import {
  type FailureItem,
  type FailureList,
  groupFailures,
  listFailures,
} from '../../../catalog/queue/failure-groups.ts';
import { discardFailures, failuresAtOnce, retryFailures } from '../../../workers/handle-failures.ts';
import { defineRoute } from '../define-route.ts';
import { isoTime } from '../iso-time.ts';
import { noParams, noQuery } from '../parameters.ts';
import {
  discardBody,
  type FailureAnswer,
  failureListAnswer,
  failureListQuery,
  failuresAnswer,
  handledAnswer,
  retryBody,
} from '../queue-schemas.ts';
import { type ApiServices, openQueues } from '../services.ts';

const examples = 3;

export const failuresRoute = defineRoute({
  path: '/api/failures',
  id: 'failures',
  tag: 'operators',
  summary: 'Jobs that were given up for now and photos that were given up for good, by reason',
  query: noQuery,
  params: noParams,
  answer: failuresAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo(services) {
    const groups = await groupFailures(services.db, services.modelId);
    const withExamples = groups.map(async (group) => ({
      ...group,
      firstAt: isoTime(group.firstAt),
      lastAt: isoTime(group.lastAt),
      examples: await listed(services, { ...group, limit: examples, offset: 0 }),
    }));
    return { groups: await Promise.all(withExamples) };
  },
});

export const failureListRoute = defineRoute({
  path: '/api/failures/list',
  id: 'failureList',
  tag: 'operators',
  summary: 'The failures of one group, the latest first',
  query: failureListQuery,
  params: noParams,
  answer: failureListAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo(services, { query }) {
    return { failures: await listed(services, query) };
  },
});

const handled = (done: number) => ({ done, mayHaveMore: done === failuresAtOnce });

export const retryFailuresRoute = defineRoute({
  method: 'post',
  path: '/api/failures/retry',
  id: 'retryFailures',
  tag: 'operators',
  summary: 'Try failures again now, 500 at most: one, a group, or all',
  query: noQuery,
  params: noParams,
  body: retryBody,
  answer: handledAnswer,
  problems: ['queue_unavailable'],
  operatorsOnly: true,
  async answerTo(services, { body }) {
    const queues = await openQueues(services);
    return handled(await retryFailures(queues, services.db, { ...body, model: services.modelId }));
  },
});

export const discardFailuresRoute = defineRoute({
  method: 'post',
  path: '/api/failures/discard',
  id: 'discardFailures',
  tag: 'operators',
  summary:
    'Discard passing failures, 500 at most; their photos are given up for good, else a sweep finds them',
  query: noQuery,
  params: noParams,
  body: discardBody,
  answer: handledAnswer,
  problems: [],
  operatorsOnly: true,
  async answerTo({ db, modelId }, { body }) {
    return handled(await discardFailures(db, { ...body, model: modelId }));
  },
});

async function listed({ db, modelId }: ApiServices, list: FailureList): Promise<FailureAnswer[]> {
  return (await listFailures(db, modelId, list)).map(failureAnswer);
}

const failureAnswer = ({ lastAt, ...item }: FailureItem): FailureAnswer => ({
  ...item,
  lastAt: isoTime(lastAt),
});
