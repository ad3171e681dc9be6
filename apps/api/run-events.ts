// Tells one client how a run goes on, as server-sent events, until the run has ended or the client is gone.
import { setTimeout } from 'node:timers/promises';
import type { Response } from 'express';
import { getRun, type Run } from '../../catalog/crawls/runs.ts';
import { countPhotos } from '../../catalog/photos/photos.ts';
import { isDatabaseUnreachable } from './database-errors.ts';
import { openEventStream } from './event-stream.ts';
import { runProgressAnswer } from './run-answers.ts';
import type { ApiServices } from './services.ts';
import { sparingly } from './sparingly.ts';

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
  // A look at 200,000 photos takes a tenth of a second, and there is one every second.
  const countItsPhotos = sparingly(() => countPhotos(services.db, services.modelId, run.shopId));
  const read = async (of: Run, last: string) => {
    const answer = await whileAway(runProgressAnswer(services, of, countItsPhotos), null);
    return answer ? JSON.stringify(answer) : last;
  };
  let current: Run | null = run;
  let last = '';
  try {
    while (current && !stream.gone.aborted) {
      const data: string = await read(current, last);
      if (data !== last) await stream.send('run', data);
      last = data;
      if (current.finishedAt) {
        await stream.send('end', '{}', endId);
        return;
      }
      await setTimeout(lookEveryMs, undefined, { signal: stream.gone }).catch(() => undefined); // ends the loop
      // Null when it was deleted.
      current = await whileAway(getRun(services.db, run.id), current);
    }
  } finally {
    stream.end();
  }
}

/** While the database is away all is as it was: the client need not come back. */
async function whileAway<T>(asked: Promise<T>, otherwise: T): Promise<T> {
  return asked.catch((error: unknown) => {
    if (isDatabaseUnreachable(error)) return otherwise;
    throw error;
  });
}
