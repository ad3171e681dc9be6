// Starts the embedded Postgres of a data directory, or joins the process that already serves it.
import { createHash } from 'node:crypto';
import { access, constants, lstat, mkdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type ClusterLock, takeLock } from './cluster-lock.ts';

/** What the worker thread is told; see embedded-server.ts. */
export interface EmbeddedSettings {
  clusterDir: string;
  socketPath: string;
}

/** A usable embedded database; `close` stops it when this process serves it. */
export interface EmbeddedServer {
  connectionString: string;
  close(): Promise<void>;
}

// sun_path holds 108 bytes on Linux and 104 on macOS, with a closing zero.
const longestSocketPath = 103;
const socketName = '.s.PGSQL.5432';
const startTimeoutMs = 60_000;

/**
 * Serves the database under `dataDir` from a worker thread, or joins the process that does. When that process
 * ends, the ones that had joined settle who serves it next; their connections break once and then work again.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedServer> {
  const root = resolve(dataDir);
  await mkdir(root, { recursive: true });
  // Else the database only says that it failed to initialize.
  await access(root, constants.W_OK);
  const socketDir = await socketFolder(root);
  const settings = { clusterDir: join(root, 'postgres'), socketPath: join(socketDir, socketName) };
  const lockFile = join(root, 'postgres.lock');
  let closing = false;
  let part: Promise<Part> = settle();

  function settle(): Promise<Part> {
    return serveOrJoin(settings, lockFile, (reason) => {
      if (closing) return;
      if (reason) process.emitWarning(`The embedded database in ${dataDir} stopped: ${reason}`);
      part = settle();
      // Its failure is what `close` finds; until then each query says that nobody listens.
      part.catch((error: Error) => process.emitWarning(error.message));
    });
  }

  await part;
  return {
    connectionString: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(socketDir)}`,
    close: async () => {
      closing = true;
      await part.then((own) => own.leave());
    },
  };
}

/** This process's part in the database: serving it, or hanging on to the one that does. */
interface Part {
  leave(): Promise<void>;
}

/** Called when a part ends by itself; with a reason when that is a failure of ours. */
type OnEnd = (reason: string | null) => void;

async function serveOrJoin(settings: EmbeddedSettings, lockFile: string, onEnd: OnEnd): Promise<Part> {
  const giveUpAt = Date.now() + startTimeoutMs;
  while (Date.now() < giveUpAt) {
    const tether = await connectTo(settings.socketPath);
    if (tether) return joinServer(tether, onEnd);
    const lock = takeLock(lockFile);
    if (lock) return serve(settings, lock, onEnd);
    // Another process holds the lock but doesn't answer yet: it is starting or stopping.
    await sleep(100);
  }
  throw new Error(`another process holds ${lockFile} but does not answer; end it and start again`);
}

function joinServer(tether: Socket, onEnd: OnEnd): Part {
  const ended = () => onEnd(null);
  tether.once('close', ended);
  tether.unref();
  return {
    leave: async () => {
      tether.off('close', ended);
      tether.destroy();
    },
  };
}

/** Null when nobody listens: no such file, or a socket left behind by a killed process. */
function connectTo(socketPath: string): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = connect(socketPath);
    socket.once('connect', () => done(socket));
    socket.on('error', () => done(null)); // after the connect, 'close' follows and tells
  });
}

async function serve(settings: EmbeddedSettings, lock: ClusterLock, onEnd: OnEnd): Promise<Part> {
  const thread = new Worker(new URL('./embedded-server.ts', import.meta.url), { workerData: settings });
  const exited = new Promise<void>((done) => thread.once('exit', () => done()));
  exited.then(() => lock.release());
  await new Promise<void>((ready, fail) => {
    thread.once('message', () => ready());
    thread.once('error', fail);
    exited.then(() => fail(new Error('its thread ended while starting')));
  });
  let failure = 'its thread ended';
  thread.on('error', (error) => {
    failure = error instanceof Error ? error.message : String(error);
  });
  let leaving = false;
  exited.then(() => leaving || onEnd(failure));
  thread.unref();
  return {
    leave: async () => {
      leaving = true;
      thread.ref();
      thread.postMessage('close');
      await exited;
    },
  };
}

/** The data directory itself, or a private folder of its own where a socket's path may be long enough. */
async function socketFolder(root: string): Promise<string> {
  if (Buffer.byteLength(join(root, socketName)) <= longestSocketPath) return root;
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const folder = join(tmpdir(), `lookalike-${name}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = await lstat(folder);
  // Anyone may make folders there, and whoever owns this one could serve us a database of theirs.
  if (uid !== process.getuid?.() || (mode & 0o077) !== 0) {
    throw new Error(`${folder} belongs to someone else; remove it, or choose a shorter DATA_DIR`);
  }
  return folder;
}
