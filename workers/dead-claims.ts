// Gives back the jobs that a killed process of this machine held, without waiting for their locks to end.
import { hostname } from 'node:os';
import type { Logger } from './logger.ts';
import { type Queues, workerName } from './queues.ts';

/**
 * Looks at every active job's owner (`host/pid/nonce`, see `workerName`). A job whose owner ran here and is
 * gone goes back to the queue at once; any other is left to BullMQ's own check for stalled jobs, which
 * also covers an owner on another machine and a process id that was given out again.
 * @returns how many jobs were given back
 */
export async function releaseDeadClaims(queues: Queues, logger: Logger): Promise<number> {
  let released = 0;
  for (const queue of [queues.crawl, queues.embed, queues.upkeep]) {
    for (const job of await queue.getActive(0, 999)) {
      if (!job.processedBy || !ownerIsDead(job.processedBy)) continue;
      // '0' stands for any owner's lock token: the owner is dead, and its token died with it.
      await job.moveToWait('0');
      released += 1;
    }
  }
  if (released > 0) logger.info({ jobs: released }, 'took over the jobs of a process that was killed');
  return released;
}

/** @param owner a worker's name: `host/pid/nonce` */
export function ownerIsDead(owner: string): boolean {
  if (owner === workerName) return false;
  const [host, pidText] = owner.split('/');
  const pid = Number(pidText);
  if (host !== hostname() || !Number.isInteger(pid) || pid <= 0) return false;
  // The first process of a restarted container has the id its predecessor had.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // EPERM means alive under another user; only ESRCH means nobody is there.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
