// The same jobs through pg-boss: `node jobs-by-pg-boss.mjs JOBS DATABASE_URL`.
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { countCalls } from '../count-calls.ts';
import { countDone, reportJobs } from '../report-jobs.ts';

const [jobs, connectionString] = [Number(process.argv[2]), process.argv[3]];
const statements = countCalls(pg.Client.prototype, 'query');
const boss = new PgBoss({ connectionString, supervise: false, schedule: false, max: 20 });
await boss.start();
await boss.createQueue('embed', { retryLimit: 5, retryBackoff: true });

const photos = Array.from({ length: jobs }, (_, i) => ({ photoId: i + 1, model: 'free' }));
const done = countDone(jobs);
await reportJobs({
  sent: () => ({ statements: statements(), commands: 0 }),
  async queue() {
    for (let first = 0; first < jobs; first += 1000)
      await boss.insert(
        'embed',
        photos.slice(first, first + 1000).map((data) => ({ data })),
      );
  },
  async work() {
    // Its fastest settings: as many jobs a fetch as we have in hand, the next fetch at once while there is a backlog.
    const options = {
      batchSize: 24,
      pollingIntervalSeconds: 0.5,
      burstWhenBatchFull: true,
    };
    await boss.work('embed', options, async (batch) => {
      for (const { data } of batch) done.add(String(data.photoId));
    });
    return done.all;
  },
});
await boss.stop({ graceful: true });
process.disconnect?.();
