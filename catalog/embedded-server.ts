// The worker thread of the embedded database: holds its lock, runs PGlite and serves it on a Unix socket.
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { EmbeddedReport, EmbeddedSettings } from './embedded.ts';
import { serveWire } from './embedded-wire.ts';

const settings = workerData as EmbeddedSettings; // given by embedded.ts, the only one to start this thread

function tell(report: EmbeddedReport): void {
  parentPort?.postMessage(report);
}

/**
 * Two processes with one data directory would destroy it. SQLite takes an operating-system lock on its file,
 * which ends with the process however it ends, so a kill -9 leaves nothing to clean up and no process id to
 * guess about; Node itself offers no file lock.
 */
function takeLock(path: string): DatabaseSync | null {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && /locked/.test(error.message)) return null;
    throw error;
  }
}

async function openCluster(): Promise<PGlite> {
  mkdirSync(dirname(settings.clusterDir), { recursive: true });
  const db = await PGlite.create({ dataDir: settings.clusterDir, extensions: { vector } });
  // All connections share this one session, so this is where the queue's schema joins the search path.
  await db.exec(`
    create schema if not exists bullmq;
    create extension if not exists vector;
    set search_path to public, bullmq;
  `);
  return db;
}

async function run(): Promise<void> {
  const lock = takeLock(settings.lockFile);
  if (!lock) return tell({ kind: 'taken' });
  const db = await openCluster();
  rmSync(settings.socketPath, { force: true }); // ours to remove: the lock says that nobody serves it
  const wire = await serveWire(db, settings.socketPath);
  parentPort?.once('message', async () => {
    await wire.close();
    await db.close();
    lock.close();
    parentPort?.close();
  });
  tell({ kind: 'ready' });
}

run().catch((error: unknown) => {
  tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  parentPort?.close();
});
