// Runs the command line the way a user does: as a process, with nothing in the environment but what is given.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { type TestDatabase, testQueueUrl } from '../test-database.ts';

export interface CliEnd {
  /** Exit status; null when a signal ended it. */
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CliOptions {
  env?: Record<string, string>;
  cwd?: string;
  /** What standard input holds, default nothing; null leaves it open for the test to write to. */
  input?: string | null;
}

export interface RunningCli {
  child: ChildProcessWithoutNullStreams;
  ended: Promise<CliEnd>;
  /** Resolves at the first match on either output; fails when the process ends without one. */
  untilSays(pattern: RegExp): Promise<void>;
}

const main = fileURLToPath(new URL('../../../apps/cli/main.ts', import.meta.url));

export function startCli(args: string[], options: CliOptions = {}): RunningCli {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH ?? '', MODEL: 'starter', ...options.env },
    stdio: 'pipe',
  });
  child.stdin.on('error', () => {}); // the command may end without reading it
  if (options.input !== null) child.stdin.end(options.input ?? '');
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = [gather(child.stdout), gather(child.stderr)];
  return {
    child,
    ended: closed.then((status) => ({ status, stdout: stdout(), stderr: stderr() })),
    untilSays: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => (pattern.test(stdout()) || pattern.test(stderr())) && resolve();
        look();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        closed.then(() => reject(new Error(`It ended without saying ${pattern}: ${stderr()}`)));
      }),
  };
}

export const runCli = (args: string[], options?: CliOptions): Promise<CliEnd> =>
  startCli(args, options).ended;

/** Runs it, expects success, and gives the JSON on standard output, which must hold nothing else. */
export async function runForJson(args: string[], options?: CliOptions) {
  const { status, stdout, stderr } = await runCli([...args, '--json'], options);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

/**
 * The settings that make the command line use a test's database and queue.
 * @param folder holds the log where the database is a server
 */
export function settingsFor(database: TestDatabase, folder: string): Record<string, string> {
  const queueUrl = testQueueUrl();
  return {
    // The folder of the embedded database's socket is its data directory.
    ...(database.kind === 'embedded'
      ? { DATA_DIR: new URL(database.connectionString).searchParams.get('host') ?? '' }
      : { DATABASE_URL: database.connectionString, DATA_DIR: folder }),
    ...(queueUrl ? { QUEUE_URL: queueUrl } : {}),
  };
}

function gather(stream: Readable): () => string {
  let all = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    all += chunk;
  });
  return () => all;
}
