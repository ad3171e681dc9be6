// BullMQ's Postgres backend, but a worker that got no answer waits a moment before it asks again.
import { setTimeout } from 'node:timers/promises';
import { createPostgresBackend } from 'bullmq';

// BullMQ 6 pauses only where a connection is refused. After any other failure (the embedded database's socket is
// gone, a server is starting up) its workers ask again at once, 45,000 times a second, each time with a line in the log.
const pauseMs = 500;

/**
 * @param longestWaitSeconds for a database whose notifications never arrive. With a delayed job in its queue (the next
 *   scheduled run, a photo that is tried again) a worker waits up to an hour for one, and sees no other job meanwhile.
 */
export function patientBackend(longestWaitSeconds = Number.POSITIVE_INFINITY): typeof createPostgresBackend {
  return (...settings) => {
    const backend = createPostgresBackend(...settings);
    const waitForJob = backend.waitForJob.bind(backend);
    backend.moveToActive = pausing(backend.moveToActive.bind(backend));
    backend.waitForJob = pausing((seconds) => waitForJob(Math.min(seconds, longestWaitSeconds)));
    return backend;
  };
}

function pausing<Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) {
  return async (...args: Args): Promise<Answer> => {
    try {
      return await ask(...args);
    } catch (error) {
      await setTimeout(pauseMs);
      throw error;
    }
  };
}
