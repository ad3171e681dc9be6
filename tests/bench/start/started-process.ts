// One `npm start` in a process of its own: when it first answers, and what it takes of the machine.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Usage, usageOf } from '../process-usage.ts';

export interface StartedProcess {
  readonly origin: string;
  /** Seconds from the start until `path` is answered as wanted. */
  until(path: string, isWanted: (answer: Response) => Promise<boolean> | boolean): Promise<number>;
  /** Seconds from the start until it says so on standard output. */
  ready(): Promise<number>;
  usage(): Usage;
  close(): Promise<void>;
}

const program = join(import.meta.dirname, '../../../apps/cli/main.ts');
const lookEveryMs = 10;

/** @param settings of the environment */
export async function startProcess(settings: Record<string, string>): Promise<StartedProcess> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, 'up'], {
    env: { ...process.env, MODEL: 'starter', ...settings, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seconds = () => (performance.now() - startedAt) / 1000;
  const said = untilReady(child, seconds);
  said.catch(() => {}); // met by whoever waits for it
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    async until(path, isWanted) {
      for (;;) {
        if (child.exitCode !== null) await said;
        const answer = await fetch(`${origin}${path}`).catch(() => null); // it does not listen yet
        if (answer?.ok && (await isWanted(answer))) return seconds();
        await setTimeout(lookEveryMs);
      }
    },
    ready: () => said,
    usage: () => usageOf(child.pid ?? 0),
    async close() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** @throws with what it wrote when it ends before */
function untilReady(child: ChildProcess, seconds: () => number): Promise<number> {
  return new Promise((resolve, reject) => {
    let written = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data) => {
        written += data;
        if (written.includes('is ready:')) resolve(seconds());
      });
    }
    child.once('exit', (code) => reject(new Error(`It ended with code ${code}: ${written}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
