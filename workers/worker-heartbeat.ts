// Tells the catalog every few seconds that this process works, and how fast.
import { setInterval as every } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import type { Queryable } from '../catalog/database/database.ts';
import type { QueueName } from '../catalog/queue/job-failures.ts';
import { removeWorker, signOfLife } from '../catalog/queue/worker-processes.ts';
import type { Logger } from './logger.ts';
import { workerName } from './queues.ts';

const everyMs = 5_000;

export interface Heartbeat {
  /** Takes this process off the list. */
  close(): Promise<void>;
}

/** @param workers only the part that is listened to */
export function startHeartbeat(options: {
  db: Queryable;
  model: string;
  workers: Partial<Record<QueueName, Pick<Worker, 'on'>>>;
  logger: Logger;
}): Heartbeat {
  const { db, model, workers, logger } = options;
  const rates = Object.entries(workers).map(([name, worker]) => {
    const rate = createRate();
    worker.on('completed', rate.add);
    return [name, rate] as const;
  });
  const perMinute = () => Object.fromEntries(rates.map(([name, rate]) => [name, rate.perMinute()]));
  const tell = () =>
    signOfLife(db, { name: workerName, model, perMinute: perMinute() }).catch((error: unknown) =>
      logger.debug({ err: error }, 'the sign of life could not be written'),
    );

  const stopping = new AbortController();
  const beating = (async () => {
    await tell();
    for await (const _ of every(everyMs, null, { signal: stopping.signal, ref: false })) await tell();
  })().catch(() => {}); // the abort below

  return {
    async close() {
      stopping.abort();
      await beating;
      // With the database gone it is forgotten in ten minutes.
      await removeWorker(db, workerName).catch(() => {});
    },
  };
}

/** Counts by second over the last minute: 60 numbers, whatever is done. */
export function createRate(now: () => number = () => performance.now()) {
  const seconds = new Map<number, number>();
  const second = () => Math.floor(now() / 1000);
  function dropOld(): void {
    for (const at of seconds.keys()) if (at <= second() - 60) seconds.delete(at);
  }
  return {
    add(): void {
      seconds.set(second(), (seconds.get(second()) ?? 0) + 1);
      dropOld();
    },
    /** How many in the last minute. */
    perMinute(): number {
      dropOld();
      return [...seconds.values()].reduce((sum, count) => sum + count, 0);
    },
  };
}
