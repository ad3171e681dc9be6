// kill -9 in the middle of the work: the next start goes on where it was, and nothing is done twice.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { releaseOfNeighbours } from '../../../workers/dead-claims.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { createTestDatabase, type TestDatabase, testQueueUrl } from '../test-database.ts';
import { type Children, createChildren } from './children.ts';
import { colouredPhoto } from './tiny-shop.ts';

// Whoever is killed at the wrong moment leaves a lock that runs out after 75 s: one time in ten on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const photos = 60;
let folder: string;
let server: TestDatabase;
let children: Children;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-kill-'));
  await mkdir(join(folder, 'images'));
  await mkdir(join(folder, 'more'));
  for (let i = 0; i < photos; i += 1) {
    await writeFile(join(folder, 'images', `${i}.jpg`), await colouredPhoto(i * 4));
    await writeFile(join(folder, 'more', `${i}.jpg`), await colouredPhoto(i * 4 + 1));
  }
  server = await createTestDatabase();
  children = createChildren(server, join(folder, 'data'));
});
afterAll(async () => {
  children.kill();
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

test('everything is embedded in the end, nothing twice, and without waiting for locks to end', async () => {
  const first = await children.run(
    { images: join(folder, 'images') },
    (line) => 'done' in line && line.done >= 10,
  );
  expect(first.some((line) => 'encoded' in line)).toBe(false);

  const second = await children.run({});
  const [begin] = second;
  const end = second.at(-1);
  const last = second.findLast((line) => 'done' in line);
  const stored = begin && 'storedAtStart' in begin ? begin.storedAtStart : Number.NaN;
  const encoded = end && 'encoded' in end ? end.encoded : Number.NaN;
  expect(stored).toBeGreaterThanOrEqual(10);
  expect(stored).toBeLessThan(photos);
  expect(last).toEqual({ done: photos, total: photos });
  expect(stored + encoded).toBe(photos);
  // Its jobs are given back at once: BullMQ alone would find them after 15 to 25 s.
  const takenOver = second.find((line) => 'takenOver' in line);
  expect(takenOver?.takenOver).toBeGreaterThan(0);
});

test('neighbours give back the jobs of a process that was killed, once, and not while it may live', async () => {
  await children.run({ images: join(folder, 'more') }, (line) => 'done' in line && line.done >= photos + 10);
  await children.look(async (db, database) => {
    const queues = await openQueues({ queueUrl: testQueueUrl(), database });
    const look = () => releaseOfNeighbours({ db, queues, logger: silentLogger });
    try {
      // Its last sign of life is not old enough yet.
      await db.query('update worker_processes set seen_at = now()');
      expect(await look()).toBe(0);
      await db.query(`update worker_processes set seen_at = now() - interval '20 seconds'`);
      const released = await Promise.all([look(), look()]);
      expect(Math.max(...released)).toBeGreaterThan(0);
      expect(Math.min(...released)).toBe(0);
      expect(await queues.embed.getActiveCount()).toBe(0);
    } finally {
      await queues.close();
    }
  });
});
