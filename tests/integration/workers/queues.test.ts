// The queue itself: unreachable Redis is said in one sentence, and readiness follows the connection.
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openQueues } from '../../../workers/queues.ts';
import { startWorkers } from '../../../workers/start-workers.ts';
import { startBreakableProxy } from '../api/breakable-proxy.ts';
import { createTestDatabase, type TestDatabase, testQueueUrl } from '../test-database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a Redis that is not there is named, with what to do', async () => {
  const opening = openQueues({ queueUrl: 'redis://:secret@127.0.0.1:1', database });
  await expect(opening).rejects.toThrow(
    /Redis at 127\.0\.0\.1:1 can't be reached; start it, correct QUEUE_URL/,
  );
  await expect(opening).rejects.not.toThrow(/secret/);
});

test('an open queue is ready, counts its jobs, and can be opened twice', async () => {
  const queues = await openQueues({ queueUrl: testQueueUrl(), database });
  const again = await openQueues({ queueUrl: testQueueUrl(), database });
  expect(await queues.ready()).toBe(true);
  await again.embed.add('embed', { photoId: 1, model: 'starter' }, { jobId: 'embed-starter-1' });
  await queues.embed.add('embed', { photoId: 1, model: 'starter' }, { jobId: 'embed-starter-1' });
  expect((await queues.counts()).embed.waiting).toBe(1);
  await again.close();
  await queues.close();
});

test('workers whose database hangs up on them ask again about twice a second, and work when it is back', async () => {
  const proxy = await startBreakableProxy(database.connectionString);
  let complaints = 0;
  const warn = () => {
    complaints += 1;
  };
  const logger = { debug: () => {}, info: () => {}, warn, error: () => {} };
  const queues = await openQueues({
    queueUrl: undefined,
    database: { ...database, connectionString: proxy.connectionString },
    logger,
  });
  const done: number[] = [];
  const worker = queues.createWorker('embed', async ({ data }) => void done.push(data.photoId));
  await worker.waitUntilReady();
  await proxy.cut();
  const hangingUp = createServer((socket) => socket.destroy());
  await new Promise<void>((ready) =>
    hangingUp.listen(Number(new URL(proxy.connectionString).port), '127.0.0.1', ready),
  );
  await setTimeout(2_000);
  expect(complaints).toBeGreaterThan(0);
  expect(complaints).toBeLessThan(40);
  await new Promise((closed) => hangingUp.close(closed));
  await proxy.mend();
  await queues.embed.add('embed', { photoId: 7, model: 'starter' });
  await expect.poll(() => done, { timeout: 15_000 }).toContain(7);
  await worker.close();
  await queues.close();
  await proxy.close();
}, 40_000);

test('a job that is due in a week keeps no other one waiting', async () => {
  const queues = await openQueues({ queueUrl: testQueueUrl(), database });
  const done: number[] = [];
  const worker = queues.createWorker(
    'crawl',
    async ({ data }) => void ('runId' in data && done.push(data.runId)),
  );
  await worker.waitUntilReady();
  await queues.crawl.add('crawl', { runId: 1 }, { delay: 7 * 24 * 3_600_000 });
  await queues.crawl.add('crawl', { runId: 2 });
  await expect.poll(() => done, { timeout: 10_000 }).toEqual([2]);
  // By now the worker waits for the one in a week.
  await setTimeout(1_000);
  await queues.crawl.add('crawl', { runId: 3 });
  await expect.poll(() => done, { timeout: 10_000 }).toEqual([2, 3]);
  await worker.close();
  await queues.close();
}, 40_000);

test('workers that could not all be started are closed again', async () => {
  const queues = await openQueues({ queueUrl: testQueueUrl(), database });
  const closed: string[] = [];
  const failing: typeof queues = {
    ...queues,
    createWorker(name, processor, options) {
      if (name === 'upkeep') throw new Error('the database went away');
      const worker = queues.createWorker(name, processor, options);
      worker.once('closed', () => closed.push(name));
      return worker;
    },
  };
  const encoder = {
    modelId: 'starter',
    dimension: 512,
    preprocessing: {} as never, // no photo is ever read
    embedPixels: async () => [],
  };
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  await expect(
    startWorkers({ database, queues: failing, encoder, fetcherOptions: {}, logger }),
  ).rejects.toThrow('the database went away');
  expect(closed.sort()).toEqual(['crawl', 'embed']);
  await queues.close();
}, 40_000);
