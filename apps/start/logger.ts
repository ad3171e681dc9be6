// The log: pino's JSON lines, to standard output for services, to a file where a person watches progress bars.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';

/** For `serve` and `work`: one JSON object per line on standard output. */
export const createServiceLogger = (config: Config): Logger => pino({ level: config.logLevel });

/** For commands that show progress: the same lines, appended to `lookalike.log` in the data directory. */
export function createFileLogger(config: Config): Logger {
  mkdirSync(config.dataDir, { recursive: true });
  const file = join(config.dataDir, 'lookalike.log');
  // Synchronous: a line must be there when the process is killed right after it.
  return pino({ level: config.logLevel }, pino.destination({ dest: file, sync: true }));
}
