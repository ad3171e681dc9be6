// A tower that runs in a worker thread of its own, so that the thread that serves requests stays free.
import { Worker } from 'node:worker_threads';
import type { Tower, TowerInput, TowerOptions, TowerOutput } from './tower.ts';

/** What the thread is started with. */
export interface TowerSetup extends TowerOptions {
  /** How much it gives way to other threads where the system lets threads differ: 0 not at all, 19 wholly. */
  niceness: number;
}
export type TowerRequest = { id: number; inputs: Record<string, TowerInput> } | 'close';
export type TowerReply =
  | { ready: Pick<Tower, 'inputNames' | 'dimension'> }
  | { failed: string }
  | { id: number; output: TowerOutput }
  | { id: number; error: string };

interface Waiter {
  resolve(output: TowerOutput): void;
  reject(error: Error): void;
}

/**
 * Starts the thread and waits until its model is loaded. What a run is fed is handed over and can't be used again.
 * Throws what went wrong there.
 */
export async function startTower(setup: TowerSetup): Promise<Tower> {
  const thread = new Worker(new URL('./tower-thread.ts', import.meta.url), { workerData: setup });
  const waiting = new Map<number, Waiter>();
  const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  let stopped: Error | null = null;
  const stop = (error: Error) => {
    stopped ??= error;
    for (const waiter of waiting.values()) waiter.reject(stopped);
    waiting.clear();
  };
  const known = await new Promise<Pick<Tower, 'inputNames' | 'dimension'>>((resolve, reject) => {
    const settle = (id: number, end: (waiter: Waiter) => void) => {
      const waiter = waiting.get(id);
      waiting.delete(id);
      if (waiter) end(waiter);
      // Idle, the thread must not keep a finished program alive.
      if (waiting.size === 0) thread.unref();
    };
    thread.on('message', (reply: TowerReply) => {
      if ('ready' in reply) resolve(reply.ready);
      else if ('failed' in reply) reject(new Error(reply.failed));
      else if ('output' in reply) settle(reply.id, (waiter) => waiter.resolve(reply.output));
      else settle(reply.id, (waiter) => waiter.reject(new Error(reply.error)));
    });
    thread.on('error', (cause) => {
      stop(new Error('The thread that embeds failed.', { cause }));
      reject(cause);
    });
    thread.once('exit', (code) => stop(new Error(`The thread that embeds ended (code ${code}).`)));
  });
  thread.unref();
  let lastId = 0;
  return {
    ...known,
    run(inputs) {
      if (stopped) return Promise.reject(stopped);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread.ref();
        const request: TowerRequest = { id, inputs };
        thread.postMessage(
          request,
          Object.values(inputs).map(({ data }) => data.buffer),
        );
      });
    },
    async close() {
      thread.ref();
      const request: TowerRequest = 'close';
      thread.postMessage(request);
      await exited;
    },
  };
}
