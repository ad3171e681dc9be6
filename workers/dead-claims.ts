// Gives back the jobs that a killed process of this machine held, without waiting for their locks to end.
import { hostname } from 'node:os';
import { setInterval as every } from 'node:timers/promises';
import type { Queryable } from '../catalog/database/database.ts';
import { removeWorker, silentWorkers } from '../catalog/queue/worker-processes.ts';
import type { Logger } from './logger.ts';
import { type Queues, workerName } from './queues.ts';

/**
 * Looks at every active job's owner (`host/pid/nonce`, see `workerName`). A job whose owner ran here and is
 * gone goes back to the queue at once; any other is left to BullMQ's own check for stalled jobs, which
 * also covers an owner on another machine and a process id that was given out again.
 *
 * @param isDead default: what a process id of this machine tells
 * @returns how many jobs were given back
 */
export async function releaseDeadClaims(
  queues: Queues,
  logger: Logger,
  isDead: (owner: string) => boolean = ownerIsDead,
): Promise<number> {
  let released = 0;
  for (const queue of [queues.crawl, queues.embed, queues.upkeep]) {
    for (const job of await queue.getActive(0, 999)) {
      if (!job.processedBy || !isDead(job.processedBy)) continue;
      // '0' stands for any owner's lock token: the owner is dead, and its token died with it.
      await job.moveToWait('0');
      released += 1;
    }
  }
  if (released > 0) logger.info({ jobs: released }, 'took over the jobs of a process that was killed');
  return released;
}

interface Neighbourhood {
  db: Queryable;
  queues: Queues;
  logger: Logger;
}

/** Looks once. @returns how many jobs were given back */
export async function releaseOfNeighbours({ db, queues, logger }: Neighbourhood): Promise<number> {
  const dead = (await silentWorkers(db, silentSeconds)).filter(ownerIsDead);
  let released = 0;
  for (const name of dead) {
    // Whoever takes it off the list gives back its jobs: a second one could take them from their next worker.
    if (!(await removeWorker(db, name))) continue;
    released += await releaseDeadClaims(queues, logger, (owner) => owner === name);
  }
  return released;
}

const lookEveryMs = 5_000;
// Two signs of life are missing. In containers that share a host's name, process ids alone would say that others are dead.
const silentSeconds = 12;

/**
 * Looks every five seconds for processes of this machine that were killed, and gives back what they held: after 12 to 17
 * seconds instead of the 60 to 75 in which locks end and are found.
 */
export function watchNeighbours(options: Neighbourhood): { close(): Promise<void> } {
  const stopping = new AbortController();
  const watching = (async () => {
    for await (const _ of every(lookEveryMs, null, { signal: stopping.signal, ref: false })) {
      await releaseOfNeighbours(options).catch((error: unknown) =>
        options.logger.debug({ err: error }, 'killed processes were not looked for'),
      );
    }
  })().catch(() => {}); // the abort below
  return {
    async close() {
      stopping.abort();
      await watching;
    },
  };
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
