// The same jobs through graphile-worker: `node jobs-by-graphile-worker.mjs JOBS DATABASE_URL`.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { countCalls } from '../count-calls.ts';
import { countDone, reportJobs } from '../report-jobs.ts';

const [jobs, connectionString] = [Number(process.argv[2]), process.argv[3]];
const statements = countCalls(pg.Client.prototype, 'query');
const logger = new Logger(() => () => {});
const utils = await makeWorkerUtils({ connectionString, logger });
await utils.migrate();

const photos = Array.from({ length: jobs }, (_, i) => ({ photoId: i + 1, model: 'free' }));
const done = countDone(jobs);
let runner;
await reportJobs({
  sent: () => ({ statements: statements(), commands: 0 }),
  async queue() {
    for (let first = 0; first < jobs; first += 1000)
      await utils.addJobs(
        photos.slice(first, first + 1000).map((payload) => ({
          identifier: 'embed',
          payload,
          maxAttempts: 5,
          jobKey: `embed-${payload.photoId}`,
        })),
      );
  },
  async work() {
    // Its fastest settings: jobs are fetched 100 at a time and completed in batches.
    runner = await run({
      connectionString,
      logger,
      taskList: { embed: ({ photoId }) => done.add(String(photoId)) },
      noHandleSignals: true,
      preset: {
        worker: { concurrentJobs: 24, maxPoolSize: 20, localQueue: { size: 100 }, completeJobBatchDelay: 0 },
      },
    });
    return done.all;
  },
});
await runner.stop();
await utils.release();
process.disconnect?.();
