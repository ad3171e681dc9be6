// Tells one client how a run goes on, as server-sent events, until the run has ended or the client is gone.
import { setTimeout } from 'node:timers/promises';
import type { Response } from 'express';
import { getRun, type Run } from '../../catalog/crawls/runs.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { isDatabaseUnreachable } from './database-errors.ts';
import { openEventStream } from './event-stream.ts';
import { runProgressAnswer } from './run-answers.ts';
import type { ApiServices } from './services.ts';

export interface RunEventsOptions {
  services: Pick<ApiServices, 'db' | 'modelId' | 'heartbeatMs'>;
  response: Response;
  /** As it is now; sent at once. */
  run: Run;
}

// A worker saves a run's counts once a second.
const lookEveryMs = 1_000;
/** `id` of the last event; a client that comes back with it has heard everything. */
export const endId = 'end';

/**
 * Resolves when the response has ended, whoever ended it.
 *
 * @throws what the catalogue threw, unless it may pass
 */
export async function sendRunEvents({ services, response, run }: RunEventsOptions): Promise<void> {
  const stream = openEventStream(response, services.heartbeatMs);
  let current: Run | null = run;
  let last = '';
  try {
    while (current && !stream.gone.aborted) {
      const data: string = await stateOf(services, current, last);
      if (data !== last) await stream.send('run', data);
      last = data;
      if (current.finishedAt) {
        await stream.send('end', '{}', endId);
        return;
      }
      await setTimeout(lookEveryMs, undefined, { signal: stream.gone }).catch(() => undefined); // ends the loop
      current = await lookAgain(services.db, current);
    }
  } finally {
    stream.end();
  }
}

/** Null when the run was deleted. While the database is away it is as it was: the client need not come back. */
async function lookAgain(db: Queryable, run: Run): Promise<Run | null> {
  return getRun(db, run.id).catch((error: unknown) => {
    if (isDatabaseUnreachable(error)) return run;
    throw error;
  });
}

async function stateOf(services: RunEventsOptions['services'], run: Run, last: string): Promise<string> {
  const answer = await runProgressAnswer(services, run).catch((error: unknown) => {
    if (isDatabaseUnreachable(error)) return null;
    throw error;
  });
  return answer ? JSON.stringify(answer) : last;
}
