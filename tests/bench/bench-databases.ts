// The databases to measure on: the embedded one always, a server where TEST_DATABASE_URL names one.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type Database, openDatabase } from '../../catalog/database/database.ts';
import { migrate } from '../../catalog/database/migrate.ts';

export interface BenchDatabase {
  name: string;
  database: Database;
  queueUrl: string | undefined;
  drop(): Promise<void>;
}

/** What those are called that can be opened here, in the order of `benchDatabases`. */
export const benchDatabaseNames = (): string[] =>
  ['embedded', 'server', 'server and Redis'].slice(0, benchDatabases().length);

/** Functions that each open an empty, migrated database; whoever opens one drops it. */
export function benchDatabases(): (() => Promise<BenchDatabase>)[] {
  const { TEST_DATABASE_URL: serverUrl, TEST_REDIS_URL: redisUrl } = process.env;
  return [
    openEmbedded,
    ...(serverUrl ? [() => openOnServer('server', serverUrl, undefined)] : []),
    ...(serverUrl && redisUrl ? [() => openOnServer('server and Redis', serverUrl, redisUrl)] : []),
  ];
}

/**
 * A database of this name on the server, made unless it is there: what took long to fill can be measured again.
 *
 * @returns null when no server is named
 */
export async function openNamed(name: string): Promise<BenchDatabase | null> {
  const { TEST_DATABASE_URL: serverUrl } = process.env;
  return serverUrl ? openOnServer('server', serverUrl, undefined, name) : null;
}

async function openEmbedded(): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-bench-'));
  const database = await openDatabase({ dataDir });
  await migrate(database.pool);
  const drop = async () => {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { name: 'embedded', database, queueUrl: undefined, drop };
}

export async function openOnServer(
  name: string,
  serverUrl: string,
  queueUrl: string | undefined,
  named = `lookalike_bench_${randomBytes(6).toString('hex')}`,
): Promise<BenchDatabase> {
  const url = new URL(serverUrl);
  url.pathname = `/${named}`;
  const found = await onServer(serverUrl, `select from pg_database where datname = '${named}'`);
  if (found === 0) await onServer(serverUrl, `create database ${named}`);
  const database = await openDatabase({ databaseUrl: url.href, dataDir: tmpdir() });
  await migrate(database.pool);
  const drop = async () => {
    await database.close();
    await onServer(serverUrl, `drop database ${named} with (force)`);
  };
  return { name, database, queueUrl, drop };
}

async function onServer(serverUrl: string, statement: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  const { rowCount } = await client.query(statement);
  await client.end();
  return rowCount;
}
