// Tells one client how a run goes on, as server-sent events, until the run has ended or the client is gone.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Response } from 'express';
import { getRun, type Run } from '../../catalog/crawls/runs.ts';
import type { Queryable } from '../../catalog/database/database.ts';
import { isDatabaseUnreachable } from './database-errors.ts';
import { runProgressAnswer } from './run-answers.ts';

export interface RunEventsOptions {
  db: Queryable;
  response: Response;
  /** As it is now; sent at once. */
  run: Run;
  /** A comment is sent after so long without an event, so that proxies keep the connection. */
  heartbeatMs: number;
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
export async function sendRunEvents({ db, response, run, heartbeatMs }: RunEventsOptions): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // nginx would collect the events before it passes them on.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();

  let sentAt = performance.now();
  const send = async (text: string) => {
    sentAt = performance.now();
    // A client that does not read must not fill our memory.
    if (!response.write(text)) await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
  };

  let current: Run | null = run;
  let last = '';
  try {
    while (current && !gone.signal.aborted) {
      const data: string = await stateOf(db, current, last);
      if (data !== last) await send(`event: run\ndata: ${data}\n\n`);
      else if (performance.now() - sentAt >= heartbeatMs) await send(': still here\n\n');
      last = data;
      if (current.finishedAt) {
        await send(`event: end\nid: ${endId}\ndata: {}\n\n`);
        return;
      }
      await setTimeout(lookEveryMs, undefined, { signal: gone.signal }).catch(() => undefined); // ends the loop
      current = await lookAgain(db, current);
    }
  } finally {
    response.end();
  }
}

/** Null when the run was deleted. While the database is away it is as it was: the client need not come back. */
async function lookAgain(db: Queryable, run: Run): Promise<Run | null> {
  return getRun(db, run.id).catch((error: unknown) => {
    if (isDatabaseUnreachable(error)) return run;
    throw error;
  });
}

async function stateOf(db: Queryable, run: Run, last: string): Promise<string> {
  const answer = await runProgressAnswer(db, run).catch((error: unknown) => {
    if (isDatabaseUnreachable(error)) return null;
    throw error;
  });
  return answer ? JSON.stringify(answer) : last;
}
