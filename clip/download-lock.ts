// Lets only one process at a time download a model; the others wait and find it done.
import { type FileHandle, mkdir, open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// The holder touches its lock every 2 s. Silent for five times that, it is dead, even if another host holds it.
const heartbeatMs = 2_000;
const staleMs = 10_000;
const pollMs = 250;

export interface LockOptions {
  signal: AbortSignal | undefined;
  /** Called now and then while another process holds the lock. */
  onWait(): Promise<void>;
}

/** Runs `work` while holding `file` as a lock, waiting for whoever holds it. A killed holder's lock is taken over. */
export async function withLock<Value>(
  file: string,
  options: LockOptions,
  work: () => Promise<Value>,
): Promise<Value> {
  await mkdir(path.dirname(file), { recursive: true });
  let lock = await tryLock(file);
  while (!lock) {
    if (await isStale(file)) await rm(file, { force: true });
    else {
      await options.onWait();
      await sleep(pollMs, undefined, options.signal ? { signal: options.signal } : {});
    }
    lock = await tryLock(file);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    // A missed beat does no harm; losing the lock for good would only make two processes fetch the same bytes.
    utimes(file, now, now).catch(() => {});
  }, heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await lock.close();
    await rm(file, { force: true });
  }
}

async function tryLock(file: string): Promise<FileHandle | null> {
  try {
    const lock = await open(file, 'wx');
    await lock.write(JSON.stringify({ host: hostname(), pid: process.pid }));
    return lock;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, text] = await Promise.all([stat(file), readFile(file, 'utf8')]);
    if (Date.now() - mtimeMs > staleMs) return true;
    const { host, pid } = JSON.parse(text || '{}') as { host?: string; pid?: number }; // written by tryLock
    return host === hostname() && pid !== undefined && !isAlive(pid);
  } catch {
    // Gone or half written a moment ago: look again.
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, but a live one.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
