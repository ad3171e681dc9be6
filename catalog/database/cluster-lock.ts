// Keeps two processes from opening one data directory, which would destroy it.
import { DatabaseSync } from 'node:sqlite';

export interface ClusterLock {
  release(): void;
}

/**
 * Null when another process, or another part of this one, holds it.
 *
 * Node itself offers no file lock, but SQLite takes one from the operating system. It ends with the process
 * however that ends, so a kill -9 leaves nothing to clean up, and there is no process id to guess about.
 */
export function takeLock(path: string): ClusterLock | null {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('pragma locking_mode = exclusive; begin exclusive');
    return { release: () => file.close() };
  } catch (error) {
    file.close();
    if (error instanceof Error && /locked/.test(error.message)) return null;
    throw error;
  }
}
