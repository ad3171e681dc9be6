// A migrated, empty database for one test file, on whichever backend its project runs on.
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../catalog/database/database.ts';
import type { TestTemplate } from './global-setup.ts';

export type TestDatabase = Database & { drop(): Promise<void> };

/**
 * Call it in `beforeAll`, and `drop()` in `afterAll`. The queue of {@link testQueueUrl} is emptied too.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject('template');
  return template.kind === 'embedded' ? copyEmbedded(template) : createNative(template);
}

/** Where BullMQ should keep its jobs: Redis in the project that has it, else undefined, the database. */
export function testQueueUrl(): string | undefined {
  const template = inject('template');
  if (template.kind === 'embedded' || template.redisUrls.length === 0) return undefined;
  // Test files run side by side, each in a worker with a number of its own, from 1.
  const workerNumber = Number(process.env.VITEST_POOL_ID ?? 1);
  const url = template.redisUrls[workerNumber - 1];
  if (!url) throw new Error(`No Redis database was claimed for worker ${workerNumber}.`);
  return url;
}

async function copyEmbedded(template: TestTemplate & { kind: 'embedded' }): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-test-'));
  await cp(template.folder, join(dataDir, 'postgres'), { recursive: true });
  const database = await openDatabase({ dataDir });
  return {
    ...database,
    drop: async () => {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createNative(template: TestTemplate & { kind: 'native' }): Promise<TestDatabase> {
  const name = `lookalike_test_${randomBytes(6).toString('hex')}`;
  await onServer(template.serverUrl, `create database ${name} template ${template.database}`);
  await emptyQueue();
  const url = new URL(template.serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ databaseUrl: url.href, dataDir: tmpdir() });
  return {
    ...database,
    drop: async () => {
      await database.close();
      await onServer(template.serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function emptyQueue(): Promise<void> {
  const queueUrl = testQueueUrl();
  if (!queueUrl) return;
  const redis = new Redis(queueUrl);
  await redis.flushdb();
  redis.disconnect();
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
