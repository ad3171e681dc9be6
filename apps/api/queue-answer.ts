// The state of the queues as the API's answer: each job named, and under the process that has it.
import type { Queryable } from '../../catalog/database/database.ts';
import { countOpenFailures } from '../../catalog/queue/job-failures.ts';
import { namePhotos, nameRuns } from '../../catalog/queue/job-names.ts';
import { listWorkers, type WorkerProcess } from '../../catalog/queue/worker-processes.ts';
import { type ActiveJob, reportQueues } from '../../workers/queue-report.ts';
import { isoTime } from './iso-time.ts';
import type { QueueAnswer } from './queue-schemas.ts';
import type { ApiQueues } from './services.ts';

export async function answerQueue(queues: ApiQueues, db: Queryable, model: string): Promise<QueueAnswer> {
  const [reports, failed, workers] = await Promise.all([
    reportQueues(queues),
    countOpenFailures(db, model),
    listWorkers(db),
  ]);
  const jobs = reports.flatMap((report) => report.jobs);
  const named = await nameJobs(db, jobs);
  return {
    at: isoTime(new Date()),
    queues: reports.map(({ jobs: _, oldestWaitingAt, nextDueAt, ...report }) => ({
      ...report,
      failed: failed[report.name],
      perMinute: workers.reduce((sum, { perMinute }) => sum + (perMinute[report.name] ?? 0), 0),
      oldestWaitingAt: oldestWaitingAt && isoTime(oldestWaitingAt),
      nextDueAt: nextDueAt && isoTime(nextDueAt),
    })),
    workers: withStrangers(workers, jobs).map((worker) => ({
      ...worker,
      startedAt: worker.startedAt && isoTime(worker.startedAt),
      seenAt: worker.seenAt && isoTime(worker.seenAt),
      jobs: jobs.filter((job) => (job.worker ?? unknownWorker) === worker.name).map(named),
    })),
  };
}

type ListedWorker = Omit<WorkerProcess, 'model' | 'startedAt' | 'seenAt'> & {
  model: string | null;
  startedAt: Date | null;
  seenAt: Date | null;
};

const unknownWorker = 'unknown';

/** A process that was killed leaves its jobs; they are listed under its name until another one takes them over. */
function withStrangers(workers: readonly WorkerProcess[], jobs: readonly ActiveJob[]): ListedWorker[] {
  const known = new Set(workers.map(({ name }) => name));
  const strangers = new Set(jobs.map(({ worker }) => worker ?? unknownWorker)).difference(known);
  return [
    ...workers,
    ...[...strangers].map((name) => ({
      name,
      model: null,
      startedAt: null,
      seenAt: null,
      isSilent: true,
      perMinute: {},
    })),
  ];
}

async function nameJobs(db: Queryable, jobs: readonly ActiveJob[]) {
  const [photos, runs] = await Promise.all([
    namePhotos(
      db,
      jobs.flatMap(({ photoId }) => photoId ?? []),
    ),
    nameRuns(
      db,
      jobs.flatMap(({ runId }) => runId ?? []),
    ),
  ]);
  return ({ queue, id, since, attempt, photoId, runId }: ActiveJob) => {
    const photo = photoId === null ? undefined : photos.get(photoId);
    const shop = runId === null ? undefined : runs.get(runId);
    return {
      queue,
      id,
      since: since && isoTime(since),
      attempt,
      photo: photo ? { id: photo.id, url: photo.url } : null,
      product: photo ? { id: photo.productId, title: photo.title } : null,
      run: runId === null || shop === undefined ? null : { id: runId, shop },
    };
  };
}
