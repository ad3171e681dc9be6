// Opens the queues (crawl, embed, upkeep) on Redis or in Postgres, and makes workers for them.
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Job, PgPool, WorkerOptions } from 'bullmq';
import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createPool, type Database } from '../catalog/database/database.ts';
import type { QueueName } from '../catalog/queue/job-failures.ts';
import { politeBackoffMs } from './backoff.ts';
import type { CrawlPayload, EmbedPayload, UpkeepPayload } from './job-payloads.ts';
import { type Logger, silentLogger } from './logger.ts';
import { patientBackend } from './patient-backend.ts';

export interface QueueSettings {
  /** `redis://…`; undefined keeps the jobs in `database`, schema `bullmq`. */
  queueUrl: string | undefined;
  database: Database;
  logger?: Logger;
  /** Keeps apart installations that share one Redis; default `lookalike`. */
  prefix?: string;
}

interface Payloads {
  crawl: CrawlPayload;
  embed: EmbedPayload;
  upkeep: UpkeepPayload;
}

export type JobProcessor<Name extends QueueName> = (
  job: Job<Payloads[Name]>,
  token: string | undefined,
) => Promise<unknown>;

export interface Queues {
  readonly crawl: Queue<CrawlPayload>;
  readonly embed: Queue<EmbedPayload>;
  readonly upkeep: Queue<UpkeepPayload>;
  createWorker<Name extends QueueName>(
    name: Name,
    processor: JobProcessor<Name>,
    options?: { concurrency?: number; maxStalledCount?: number; pollSeconds?: number },
  ): Worker<Payloads[Name]>;
  /** Jobs per queue and state; for `/metrics` and `doctor`, not for progress (see embed-progress.ts). */
  counts(): Promise<Record<QueueName, Record<string, number>>>;
  /** Whether the queue answers within a second; for `/readyz`. */
  ready(): Promise<boolean>;
  /** Close the workers first: it takes the connections away. */
  close(): Promise<void>;
}

/** Names this process in every job it takes, so that the next start can tell whose jobs died (dead-claims.ts). */
export const workerName = `${hostname()}/${process.pid}/${Math.random().toString(36).slice(2, 8)}`;

// A live job must never lose its lock to a slow moment: on the embedded database, with both cores taken by others, a
// renewal waited over 7 s. Jobs of a killed process on this machine are given back at the next start (dead-claims.ts);
// another machine's are taken over when the lock ran out.
const lockDurationMs = 60_000;
const stalledIntervalMs = 15_000;

/**
 * @throws Error when Redis or the database cannot be reached
 */
export async function openQueues(settings: QueueSettings): Promise<Queues> {
  const logger = settings.logger ?? silentLogger;
  const backend = settings.queueUrl
    ? await openRedis(settings.queueUrl, settings.prefix ?? 'lookalike', logger)
    : await openPostgres(settings.database, logger);

  const openQueue = <Name extends QueueName>(name: Name) => {
    const queue = backend.queue(name) as Queue<Payloads[Name]>;
    queue.on('error', (error) => logger.warn({ err: error, queue: name }, 'the queue lost its connection'));
    return queue;
  };
  const queues = { crawl: openQueue('crawl'), embed: openQueue('embed'), upkeep: openQueue('upkeep') };
  const all = Object.entries(queues) as [QueueName, Queue][];
  await Promise.all(all.map(([, queue]) => queue.waitUntilReady()));

  return {
    ...queues,
    createWorker(name, processor, options = {}) {
      const worker = backend.worker(name, processor as JobProcessor<QueueName>, {
        name: workerName,
        concurrency: options.concurrency ?? 1,
        lockDuration: lockDurationMs,
        stalledInterval: stalledIntervalMs,
        maxStalledCount: options.maxStalledCount ?? 5,
        settings: { backoffStrategy: (attempts, _type, error) => politeBackoffMs(attempts, error) },
        ...(options.pollSeconds === undefined ? {} : { drainDelay: options.pollSeconds }),
      });
      worker.on('error', (error) =>
        logger.warn({ err: error, queue: name }, 'the worker lost its connection'),
      );
      return worker as unknown as Worker<Payloads[typeof name]>; // the payload is checked when a job is taken
    },
    async counts() {
      const counted = await Promise.all(all.map(async ([name, queue]) => [name, await queue.getJobCounts()]));
      return Object.fromEntries(counted);
    },
    async ready() {
      // Without its server a command to Redis waits instead of failing.
      const tooLate = setTimeout(1_000, false, { ref: false });
      return Promise.race([queues.embed.getActiveCount().then(() => true), tooLate]).catch(() => false);
    },
    async close() {
      await Promise.all(all.map(([, queue]) => queue.close()));
      await backend.close();
    },
  };
}

// What the embedded database answers hundreds of times a second; a job is started this much later at most.
const pollEverySeconds = 0.2;

interface Backend {
  queue(name: QueueName): Queue;
  worker(name: QueueName, processor: JobProcessor<QueueName>, options: Partial<WorkerOptions>): Worker;
  close(): Promise<void>;
}

async function openRedis(url: string, prefix: string, logger: Logger): Promise<Backend> {
  // BullMQ's workers insist on null: a blocking read must wait for the server to come back.
  const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis connection trouble'));
  await redis.connect().catch((cause) => {
    redis.disconnect();
    const { host } = new URL(url);
    throw new Error(
      `Redis at ${host} can't be reached; start it, correct QUEUE_URL, or unset QUEUE_URL to keep jobs in the database.`,
      { cause },
    );
  });
  const shared = { connection: redis, prefix };
  return {
    queue: (name) => new Queue(name, shared),
    worker: (name, processor, options) => new Worker(name, processor, { ...options, ...shared }),
    async close() {
      redis.disconnect();
    },
  };
}

async function openPostgres(database: Database, logger: Logger): Promise<Backend> {
  // Three workers each hold one connection to listen on; the rest serve every queue's short statements.
  const pool = createPool(database.connectionString, { max: 10, searchPath: 'bullmq' });
  // BullMQ spells pg's listener overloads out one by one, which the compiler takes for something else.
  const connection = pool as unknown as PgPool;
  // Every queue and worker listens to the pool's errors, each for a reason of its own.
  pool.setMaxListeners(50);
  pool.on('error', (error) => logger.warn({ err: error }, 'the queue lost a database connection'));
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  // Notifications never arrive from the embedded database, so its workers look for jobs this often.
  const isPolled = database.kind === 'embedded';
  return {
    // The classes are typed for Redis by default; what we call of them is the same on both backends.
    queue: (name) => new Queue(name, { connection }, createPostgresBackend) as unknown as Queue,
    worker(name, processor, options) {
      const drainDelay = options.drainDelay ?? (isPolled ? pollEverySeconds : undefined);
      const settings = { ...options, ...(drainDelay === undefined ? {} : { drainDelay }), connection };
      const backend = patientBackend(isPolled ? drainDelay : undefined);
      return new Worker(name, processor, settings, backend) as unknown as Worker;
    },
    close: () => pool.end(),
  };
}
