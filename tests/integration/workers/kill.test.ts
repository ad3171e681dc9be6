// kill -9 in the middle of the work: the next start goes on where it was, and nothing is done twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase, testQueueUrl } from '../test-database.ts';
import type { ChildLine, ChildTask } from './kill-child.ts';
import { colouredPhoto, startTinyShop } from './tiny-shop.ts';

const photos = 60;
let folder: string;
let server: TestDatabase;
let child: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-kill-'));
  await mkdir(join(folder, 'images'));
  for (let i = 0; i < photos; i += 1) {
    await writeFile(join(folder, 'images', `${i}.jpg`), await colouredPhoto(i * 4));
  }
  server = await createTestDatabase();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the child until it ends, or until `killWhen` says so. */
async function run(
  what: Partial<Pick<ChildTask, 'images' | 'shop'>>,
  killWhen: (line: ChildLine) => boolean = () => false,
): Promise<ChildLine[]> {
  const queueUrl = testQueueUrl();
  const task: ChildTask = {
    // The embedded database dies with the child; a server stays.
    dataDir: join(folder, 'data'),
    images: null,
    shop: null,
    ...what,
    ...(server.kind === 'server' ? { databaseUrl: server.connectionString } : {}),
    ...(queueUrl ? { queueUrl } : {}),
  };
  const script = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
  const started = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const lines: ChildLine[] = [];
  for await (const text of createInterface({ input: started.stdout })) {
    const line: ChildLine = JSON.parse(text);
    lines.push(line);
    if (killWhen(line)) started.kill('SIGKILL');
  }
  return lines;
}

test('everything is embedded in the end, nothing twice, and without waiting for locks to end', async () => {
  const first = await run({ images: join(folder, 'images') }, (line) => 'done' in line && line.done >= 10);
  expect(first.some((line) => 'encoded' in line)).toBe(false);

  const second = await run({});
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

test('a crawl goes on with the pages it had not read', async () => {
  const shop = await startTinyShop(12);
  const pagesRead = () => shop.requests.filter((path) => path.startsWith('/p/'));
  shop.fault = () => {
    if (pagesRead().length === 5) child?.kill('SIGKILL');
    return false;
  };
  await run({ shop: shop.url });
  const before = pagesRead();
  shop.fault = () => false;
  await run({});
  await shop.close();
  expect(before).toHaveLength(5);
  // The fifth was being read when the process died; no other is asked for again.
  const again = pagesRead().filter((path, i, all) => all.indexOf(path) !== i);
  expect(new Set(pagesRead()).size).toBe(12);
  expect(again.length).toBeLessThanOrEqual(1);
});
