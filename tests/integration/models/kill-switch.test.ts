// kill -9 in the middle of a switch, and again just before its end: the next start goes on, and nothing is done twice.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { makeSecondModel } from '../second-model.ts';
import { createTestDatabase, type TestDatabase, testQueueUrl } from '../test-database.ts';
import { colouredPhoto } from '../workers/tiny-shop.ts';
import type { SwitchLine, SwitchTask } from './switch-child.ts';

// Whoever is killed at the wrong moment leaves a lock that runs out after 75 s: one time in ten on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const photos = 16;
let folder: string;
let server: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-kill-switch-'));
  await mkdir(join(folder, 'images'));
  for (let i = 0; i < photos; i += 1)
    await writeFile(join(folder, 'images', `${i}.jpg`), await colouredPhoto(i * 15));
  await makeSecondModel(join(folder, 'second'));
  server = await createTestDatabase();
});
afterAll(async () => {
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Until it ends by itself, or until `killWhen` says so. */
async function run(
  what: Pick<SwitchTask, 'images' | 'activates'>,
  killWhen: (line: SwitchLine) => boolean = () => false,
): Promise<SwitchLine[]> {
  const task: SwitchTask = {
    dataDir: join(folder, 'data'),
    folder: join(folder, 'second'),
    ...what,
    ...(server.kind === 'server' ? { databaseUrl: server.connectionString } : {}),
  };
  const queueUrl = testQueueUrl();
  if (queueUrl) task.queueUrl = queueUrl;
  const script = fileURLToPath(new URL('./switch-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const lines: SwitchLine[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    const line: SwitchLine = JSON.parse(text);
    lines.push(line);
    if (killWhen(line)) child.kill('SIGKILL');
  }
  await ended;
  return lines;
}

test('the old model answers until the end, which comes in spite of all', { timeout: 300_000 }, async () => {
  const first = await run({ images: join(folder, 'images'), activates: false }, ({ done }) => done >= 4);
  expect(first.at(-1)).toMatchObject({ active: 'starter', checked: false });

  const second = await run({ images: null, activates: false }, ({ checked }) => checked);
  const [begin] = second;
  const end = second.at(-1);
  expect(begin?.storedAtStart).toBeGreaterThanOrEqual(4);
  expect(begin?.storedAtStart).toBeLessThan(photos);
  expect(end).toMatchObject({ active: 'starter', done: photos, checked: true });

  const third = await run({ images: null, activates: true });
  expect(third.at(-1)).toMatchObject({ active: 'second', done: photos, encoded: 0 });
});
