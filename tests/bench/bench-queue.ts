// What the queue costs per photo, beside other queues; and how photos per second grow with worker processes.
import { defineBench, numbers } from './define-bench.ts';
import { benchJobs } from './queue/bench-jobs.ts';
import { benchProcesses } from './queue/bench-processes.ts';

export const bench = defineBench({
  options: {
    jobs: { type: 'string', default: '5000' },
    photos: { type: 'string', default: '1000' },
    processes: { type: 'string', default: '1,2,4' },
    rivals: { type: 'string', default: 'pg-boss,graphile-worker' },
    rounds: { type: 'string', default: '3' },
  },
  // Rivals would have to be installed first.
  quick: { jobs: '100', photos: '12', processes: '2', rivals: '', rounds: '1' },
  async measure({ jobs, photos, processes, rivals, rounds }) {
    await benchJobs({
      jobs: Number(jobs),
      photos: Number(photos),
      rounds: Number(rounds),
      rivals: rivals.split(',').filter(Boolean),
    });
    await benchProcesses({ photos: Number(photos), processes: numbers(processes), rounds: Number(rounds) });
  },
});
