// How the queues stand just now. Reads counts and a few jobs of each, never a whole queue.
import type { Job, JobType } from 'bullmq';
import type { QueueName } from '../catalog/queue/job-failures.ts';
import type { Queues } from './queues.ts';

export interface ActiveJob {
  queue: QueueName;
  id: string;
  /** The process that has it: host/pid/nonce. */
  worker: string | null;
  since: Date | null;
  /** From 1. */
  attempt: number;
  photoId: number | null;
  runId: number | null;
}

export interface QueueReport {
  name: QueueName;
  isPaused: boolean;
  waiting: number;
  active: number;
  /** Tried again later, or scheduled. */
  delayed: number;
  /** When the job that waits longest was made. */
  oldestWaitingAt: Date | null;
  /** When the next delayed one is due. */
  nextDueAt: Date | null;
  /** Why delayed photos failed the last time; of the 20 that are due first. */
  retries: { reason: string; count: number }[];
  /** At most 50. */
  jobs: ActiveJob[];
}

type OpenQueues = Pick<Queues, QueueName>;

export const queueNames = ['crawl', 'embed', 'upkeep'] as const satisfies readonly QueueName[];

const mostActive = 50;
const mostDelayed = 20;

// In Postgres BullMQ counts what waits in a paused queue as `paused`, which its types leave out; in Redis it is 0.
const pausedType = 'paused' as JobType;

export function reportQueues(queues: OpenQueues): Promise<QueueReport[]> {
  return Promise.all(queueNames.map((name) => reportQueue(queues, name)));
}

async function reportQueue(queues: OpenQueues, name: QueueName): Promise<QueueReport> {
  // A union of queues has no method that takes all their payloads; nothing of a payload is trusted below.
  const queue = queues[name] as unknown as Queues['embed'];
  const [isPaused, counts, [oldest], delayed, active] = await Promise.all([
    queue.isPaused(),
    queue.getJobCounts('waiting', pausedType, 'prioritized', 'active', 'delayed'),
    queue.getWaiting(0, 0),
    queue.getDelayed(0, mostDelayed - 1),
    queue.getActive(0, mostActive - 1),
  ]);
  const { waiting = 0, paused = 0, prioritized = 0 } = counts;
  return {
    name,
    isPaused,
    waiting: waiting + paused + prioritized,
    active: counts.active ?? 0,
    delayed: counts.delayed ?? 0,
    oldestWaitingAt: oldest ? new Date(oldest.timestamp) : null,
    nextDueAt: delayed[0] ? new Date(dueAt(delayed[0])) : null,
    retries: countReasons(delayed),
    jobs: active.map((job) => activeJob(name, job)),
  };
}

function activeJob(queue: QueueName, job: Job<object>): ActiveJob {
  const { photoId, runId } = job.data as { photoId?: number; runId?: number };
  return {
    queue,
    id: job.id ?? '',
    worker: job.processedBy ?? null,
    since: job.processedOn === undefined ? null : new Date(job.processedOn),
    attempt: job.attemptsMade + 1,
    photoId: photoId ?? null,
    runId: runId ?? null,
  };
}

function dueAt({ timestamp, delay, processedOn, attemptsMade }: Job): number {
  // A retry's delay counts from its last attempt, a scheduled job's from when it was made.
  return (attemptsMade > 0 && processedOn !== undefined ? processedOn : timestamp) + delay;
}

function countReasons(jobs: readonly Job[]): { reason: string; count: number }[] {
  const failed = jobs.flatMap(({ failedReason }) => failedReason || []);
  return [...Map.groupBy(failed, (reason) => reason)]
    .map(([reason, same]) => ({ reason: reason.slice(0, 300), count: same.length }))
    .toSorted((one, other) => other.count - one.count);
}
