// The log: pino's JSON lines, to standard output for services, to a file where a person watches progress bars.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

/** For `serve` and `work`: one JSON object per line on standard output. */
export const createServiceLogger = (config: Config): Logger => pino({ level: config.logLevel });

/**
 * For commands that show progress: the same lines, appended to `lookalike.log` in the data directory.
 *
 * @throws {Error} in one sentence, when that directory can't be made or written
 */
export function createFileLogger(config: Config): Logger {
  const file = join(config.dataDir, 'lookalike.log');
  try {
    mkdirSync(config.dataDir, { recursive: true });
    // Synchronous: a line must be there when the process is killed right after it.
    return pino({ level: config.logLevel }, pino.destination({ dest: file, sync: true }));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`DATA_DIR is ${config.dataDir}, where nothing can be stored (${why}): set another one.`, {
      cause,
    });
  }
}
