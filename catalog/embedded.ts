// Starts the embedded Postgres of a data directory, or joins the process that already serves it.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** What the worker thread is told; see embedded-server.ts. */
export interface EmbeddedSettings {
  clusterDir: string;
  lockFile: string;
  socketPath: string;
}

/** What the worker thread says back. */
export type EmbeddedReport = { kind: 'ready' } | { kind: 'taken' } | { kind: 'failed'; reason: string };

/** A running embedded database; `close` stops it if this process serves it, and does nothing if it joined. */
export interface EmbeddedServer {
  connectionString: string;
  close(): Promise<void>;
}

// sun_path holds 108 bytes on Linux and 104 on macOS, with a closing zero.
const longestSocketPath = 103;
const socketName = '.s.PGSQL.5432';
const startTimeoutMs = 120_000;

/** Serves the database under `dataDir` from a worker thread, or joins the process that does. */
export async function startEmbedded(dataDir: string): Promise<EmbeddedServer> {
  const root = resolve(dataDir);
  await mkdir(root, { recursive: true });
  const socketDir = await socketFolder(root);
  const settings: EmbeddedSettings = {
    clusterDir: join(root, 'postgres'),
    lockFile: join(root, 'postgres.lock'),
    socketPath: join(socketDir, socketName),
  };
  const connectionString = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketDir)}`;
  const giveUpAt = Date.now() + startTimeoutMs;
  while (Date.now() < giveUpAt) {
    if (await isServed(settings.socketPath)) return { connectionString, close: async () => {} };
    const server = await serve(settings);
    if (server) return { connectionString, close: server.close };
    // Another process holds the lock but doesn't answer yet: it is starting or stopping.
    await sleep(100);
  }
  throw new Error(`another process holds ${settings.lockFile} and does not answer; end it and start again`);
}

async function socketFolder(root: string): Promise<string> {
  if (Buffer.byteLength(join(root, socketName)) <= longestSocketPath) return root;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `lookalike-${process.getuid?.() ?? 'user'}-${name}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function isServed(socketPath: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    // No such file, or a socket left behind by a killed process: nobody serves it.
    socket.once('error', () => done(false));
  });
}

/** Null when another process took the lock first. */
async function serve(settings: EmbeddedSettings): Promise<{ close(): Promise<void> } | null> {
  const thread = new Worker(new URL('./embedded-server.ts', import.meta.url), { workerData: settings });
  const exited = new Promise<void>((done) => thread.once('exit', () => done()));
  const report = await new Promise<EmbeddedReport>((done, fail) => {
    thread.once('message', done);
    thread.once('error', fail);
    thread.once('exit', (code) => fail(new Error(`its thread ended with status ${code}`)));
  });
  if (report.kind === 'ready') {
    // From here on a dying thread closes its connections, so every query reports it.
    thread.on('error', () => {});
    thread.unref();
    return {
      close: async () => {
        thread.ref();
        thread.postMessage('close');
        await exited;
      },
    };
  }
  await exited;
  if (report.kind === 'failed') throw new Error(report.reason);
  return null;
}
