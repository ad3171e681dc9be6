// The worker thread of the embedded database: runs PGlite and serves it on a Unix socket.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import type { EmbeddedSettings } from './embedded.ts';
import { startVacuum } from './embedded-vacuum.ts';
import { serveWire } from './embedded-wire.ts';

const { clusterDir, socketPath } = workerData as EmbeddedSettings; // given by embedded.ts, which holds the lock

/** While this file stands the cluster is only half made: what a kill left behind is made again. */
const makingFile = `${clusterDir}.making`;

async function openCluster(): Promise<PGlite> {
  if (existsSync(makingFile)) rmSync(clusterDir, { recursive: true, force: true });
  const isNew = !existsSync(clusterDir);
  if (isNew) writeFileSync(makingFile, '');
  const cluster = await PGlite.create({ dataDir: clusterDir, extensions: { vector, pg_trgm } });
  if (isNew) {
    await cluster.exec('create extension vector; create schema bullmq; checkpoint');
    rmSync(makingFile);
  }
  return cluster;
}

const db = await openCluster();
// All connections share this one session, so this is where the queue's schema joins the search path.
await db.exec('set search_path to public, bullmq');
rmSync(socketPath, { force: true }); // ours to remove: the lock says that nobody serves it
const wire = await serveWire(db, socketPath);
const vacuum = startVacuum(db, wire);

parentPort?.once('message', async () => {
  vacuum.stop();
  await wire.close();
  await db.close();
  parentPort?.close();
});
parentPort?.postMessage('ready');
