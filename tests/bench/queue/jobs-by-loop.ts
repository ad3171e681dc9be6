// The same jobs without a queue, 24 at a time: `node jobs-by-loop.ts JOBS`. What is lost when the process dies is lost.
import { runEmbedJob } from '../../../workers/embed-job.ts';
import { countDone, reportJobs } from './report-jobs.ts';

const jobs = Number(process.argv[2]);
const photos = Array.from({ length: jobs }, (_, i) => ({ photoId: i + 1, model: 'free' }));
const done = countDone(jobs);
await reportJobs({
  queue: async () => {},
  async work() {
    const queue = photos.values();
    const pull = async () => {
      for (const photo of queue) {
        await runEmbedJob({ embed: async () => 'nothing to do' }, photo);
        done.add(String(photo.photoId));
      }
    };
    await Promise.all(Array.from({ length: 24 }, pull));
    return done.all;
  },
});
process.disconnect?.();
