// The queue itself: unreachable Redis is said in one sentence, and readiness follows the connection.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openQueues } from '../../../workers/queues.ts';
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
