// The worker thread of the embedded database: runs PGlite and serves it on a Unix socket.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { EmbeddedSettings } from './embedded.ts';
import { serveWire } from './embedded-wire.ts';

const { clusterDir, socketPath } = workerData as EmbeddedSettings; // given by embedded.ts, which holds the lock

/** Made beside its place and moved there whole, so that a kill in the middle leaves nothing half made. */
async function makeCluster(): Promise<void> {
  const draft = `${clusterDir}.new`;
  rmSync(draft, { recursive: true, force: true });
  const db = await PGlite.create({ dataDir: draft, extensions: { vector } });
  await db.exec('create extension vector; create schema bullmq');
  await db.close();
  renameSync(draft, clusterDir);
}

if (!existsSync(clusterDir)) await makeCluster();
const db = await PGlite.create({ dataDir: clusterDir, extensions: { vector } });
// All connections share this one session, so this is where the queue's schema joins the search path.
await db.exec('set search_path to public, bullmq');
rmSync(socketPath, { force: true }); // ours to remove: the lock says that nobody serves it
const wire = await serveWire(db, socketPath);

parentPort?.once('message', async () => {
  await wire.close();
  await db.close();
  parentPort?.close();
});
parentPort?.postMessage('ready');
