// GET /healthz and /readyz: whether the process lives, and whether all it needs answers.
import { listShops } from '../../../catalog/crawls/shops.ts';
import { defineRoute } from '../define-route.ts';
import { noParams, noQuery } from '../parameters.ts';
import { Problem } from '../problems.ts';
import { healthAnswer, readyAnswer } from '../schemas.ts';
import type { ApiServices } from '../services.ts';

/** A probe is asked every few seconds; a part that takes longer than this is not ready. */
const checkWithinMs = 2_000;

export const healthRoute = defineRoute({
  path: '/healthz',
  id: 'health',
  tag: 'service',
  summary: 'The process lives',
  query: noQuery,
  params: noParams,
  answer: healthAnswer,
  problems: [],
  answerTo: () => Promise.resolve({ status: 'ok' as const }),
});

export const readyRoute = defineRoute({
  path: '/readyz',
  id: 'ready',
  tag: 'service',
  summary: 'Database, queue and encoder all answer',
  query: noQuery,
  params: noParams,
  answer: readyAnswer,
  problems: ['not_ready'],
  async answerTo(services) {
    const checks = await checkParts(services);
    // It answers soundly, but under the model of yesterday; whoever balances load should prefer others.
    if (services.models?.problem()) checks.model = 'behind';
    const failed = Object.keys(checks).filter((part) => checks[part] !== 'ok');
    if (failed.length === 0) return { status: 'ready' as const, checks };
    throw new Problem('not_ready', `Not ready: ${failed.join(', ')}.`, { checks });
  },
});

async function checkParts({ db, queueReady, textVectors }: ApiServices): Promise<Record<string, string>> {
  const parts: Record<string, () => Promise<unknown>> = {
    database: () => listShops(db),
    // One text, remembered: it proves once that the encoder loads and runs.
    encoder: () => textVectors.embed('ready'),
    ...(queueReady === null ? {} : { queue: () => queueReady().then(refuseFalse) }),
  };
  const names = Object.keys(parts);
  const states = await Promise.all(Object.values(parts).map(stateOf));
  return Object.fromEntries(names.map((name, i) => [name, states[i] ?? 'failed']));
}

/** Only a word about each part: the reason may hold addresses and belongs in the log. */
async function stateOf(check: () => Promise<unknown>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('slow'), checkWithinMs);
  });
  try {
    return await Promise.race([check().then(() => 'ok'), late]);
  } catch {
    // Whatever it was, the probe's answer is that this part does not work.
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}

function refuseFalse(isReady: boolean): void {
  if (!isReady) throw new Error('the queue is not ready');
}
