// Several `lookalike work` processes on one database and one queue, each kept on a core of its own while there are any.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../../catalog/database/database.ts';
import { listWorkers } from '../../../catalog/queue/worker-processes.ts';
import type { Queues } from '../../../workers/queues.ts';
import { usageOf } from '../process-usage.ts';
import { pinnedTo } from '../run-pinned.ts';

export interface WorkerProcesses {
  /** What those that live have used so far. NaN where there is no /proc. */
  cpuSeconds(): number;
  /** As the machine would: no word, nothing given back. @returns its process id */
  killOne(): number;
  stop(): Promise<void>;
}

interface Setup {
  database: Database;
  queueUrl: string;
  model: string;
  count: number;
}

const program = join(import.meta.dirname, '../../../apps/cli/main.ts');

/** Resolves when all of them take jobs. @throws when one ends before */
export async function startWorkerProcesses(setup: Setup): Promise<WorkerProcesses> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lookalike-bench-workers-'));
  const children = Array.from({ length: setup.count }, (_, i) => startOne(i, dataDir, setup));
  const stop = async () => {
    await Promise.all(children.map(stopOne));
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    while ((await listWorkers(setup.database.pool)).length < setup.count) {
      if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('A worker process ended.');
      await setTimeout(100);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    cpuSeconds: () => children.reduce((sum, { pid }) => sum + usageOf(pid ?? 0).cpuSeconds, 0),
    killOne() {
      const victim = children.pop();
      if (victim?.pid === undefined) throw new Error('There is no process to kill.');
      victim.kill('SIGKILL');
      return victim.pid;
    },
    stop,
  };
}

/** @returns seconds until none of the jobs that the dead process held is in its name any more */
export async function untilTakenUp({ embed }: Queues, pid: number): Promise<number> {
  const killedAt = performance.now();
  const held = async () =>
    (await embed.getActive()).filter(({ processedBy }) => processedBy?.split('/')[1] === String(pid));
  while ((await held()).length > 0) await setTimeout(200);
  return (performance.now() - killedAt) / 1000;
}

function startOne(i: number, dataDir: string, { database, queueUrl, model }: Setup): ChildProcess {
  const [command = '', ...args] = [
    // Else the threads that decode photos use the other cores, and one process is worth more than one.
    ...pinnedTo(String(i % availableParallelism())),
    process.execPath,
    program,
    'work',
    '--threads',
    '1',
  ];
  return spawn(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database.connectionString,
      QUEUE_URL: queueUrl,
      MODEL: model,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'silent',
    },
  });
}

async function stopOne(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
