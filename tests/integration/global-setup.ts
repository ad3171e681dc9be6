// Makes the migrated database that every test file starts from, once per project.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../catalog/database/database.ts';
import { migrate } from '../../catalog/database/migrate.ts';
import { claimRedisDatabases } from './redis-databases.ts';

/** Where a test file finds its template. */
export type TestTemplate =
  | { kind: 'embedded'; folder: string }
  | { kind: 'native'; serverUrl: string; database: string; redisUrls: readonly string[] };

declare module 'vitest' {
  export interface ProvidedContext {
    template: TestTemplate;
  }
}

const root = fileURLToPath(new URL('../../', import.meta.url));

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const backend = project.config.env.LOOKALIKE_TEST_BACKEND;
  const { TEST_DATABASE_URL: serverUrl, TEST_REDIS_URL: redisUrl } = process.env;
  if (backend === 'embedded' || !serverUrl) {
    project.provide('template', { kind: 'embedded', folder: await embeddedTemplate() });
    return async () => {};
  }
  const database = `lookalike_template_${process.pid}_${backend?.replace('-', '_')}`;
  await makeNativeTemplate(serverUrl, database);
  const redis =
    backend === 'native-redis' && redisUrl
      ? await claimRedisDatabases(redisUrl, project.config.maxWorkers)
      : null;
  project.provide('template', { kind: 'native', serverUrl, database, redisUrls: redis?.urls ?? [] });
  return async () => {
    await redis?.release();
    await onServer(serverUrl, `drop database if exists ${database} with (force)`);
  };
}

/** Kept between runs: making one takes 3 s, and it only depends on the files that its name is a hash of. */
async function embeddedTemplate(): Promise<string> {
  const cache = join(root, 'node_modules/.cache/lookalike-tests');
  const folder = join(cache, `cluster-${await templateHash()}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'draft-'));
  const database = await openDatabase({ dataDir: draft });
  await migrate(database.pool);
  await database.close();
  // Another run may have been first; its template is as good.
  await rename(join(draft, 'postgres'), folder).catch(() => {});
  await rm(draft, { recursive: true, force: true });
  return folder;
}

async function templateHash(): Promise<string> {
  const migrations = (await readdir(join(root, 'migrations'))).sort().map((name) => join('migrations', name));
  const hash = createHash('sha256');
  for (const file of [
    ...migrations,
    'catalog/database/embedded-server.ts',
    'node_modules/@electric-sql/pglite/package.json',
  ]) {
    hash.update(await readFile(join(root, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function makeNativeTemplate(serverUrl: string, name: string): Promise<void> {
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = await openDatabase({ databaseUrl: url.href, dataDir: root });
  await migrate(database.pool);
  await database.close();
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
