// kill -9 of the whole process in the middle of embedding, then a start: everything ends up embedded, nothing twice.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../catalog/database/database.ts';

let dataDir: string;
let port: number;
let running: ChildProcess | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lookalike-kill-'));
  port = await freePort();
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('The probe has no port.');
  return address.port;
}

/** What `npm start` runs, as a process of its own. */
function start(): { child: ChildProcess; ready: Promise<void> } {
  const child = spawn(process.execPath, ['apps/cli/main.ts', 'up'], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), MODEL: 'starter', SHOP: 'demo' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running = child;
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Lookalike is ready')) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code, signal) => reject(new Error(`It ended with ${code ?? signal}:\n${said}`)));
  });
  // A killed start is never ready; only the second one is waited for.
  ready.catch(() => {});
  return { child, ready };
}

async function embeddedSoFar(): Promise<number> {
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`).then(
    (response) => response.text(),
    () => '', // not listening yet
  );
  return Number(/^lookalike_embeddings(?:\{.*\})? (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

interface Row {
  photoId: number;
  /** The transaction that wrote the row: another one would show that it was written again. */
  writtenBy: string;
}

async function vectors(database: Database): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    'select photo_id as "photoId", xmin::text as "writtenBy" from embeddings_starter order by photo_id',
  );
  return rows;
}

test('everything is embedded in the end, nothing twice', async () => {
  const first = start();
  await expect.poll(embeddedSoFar, { timeout: 240_000, interval: 100 }).toBeGreaterThan(60);
  first.child.kill('SIGKILL');
  await ended(first.child);

  const before = await openDatabase({ dataDir });
  const kept = await vectors(before);
  const { rows: photosThen } = await before.pool.query<{ count: number }>(
    'select count(*) as count from photos',
  );
  await before.close();
  expect(kept.length).toBeGreaterThan(60);

  const second = start();
  await second.ready;
  second.child.kill('SIGINT');
  await ended(second.child);
  expect(second.child.exitCode).toBe(0);

  const after = await openDatabase({ dataDir });
  const all = await vectors(after);
  const { rows: missing } = await after.pool.query(
    'select id from photos where not exists (select from embeddings_starter as e where e.photo_id = photos.id)',
  );
  const { rows: jobs } = await after.pool.query<{ count: number }>(
    `select count(*) as count from bullmq.job where queue in ('crawl', 'embed')`,
  );
  await after.close();
  expect(missing).toEqual([]);
  expect(all.length).toBeGreaterThanOrEqual(photosThen[0]?.count ?? 0);
  expect(new Set(all.map(({ photoId }) => photoId)).size).toBe(all.length);
  const now = new Map(all.map(({ photoId, writtenBy }) => [photoId, writtenBy]));
  for (const { photoId, writtenBy } of kept) expect(now.get(photoId), `photo ${photoId}`).toBe(writtenBy);
  expect(jobs[0]?.count).toBe(0);
}, 600_000);
