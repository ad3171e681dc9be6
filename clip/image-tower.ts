// The image half of a model, run in a worker thread of its own so that the thread that serves requests stays free.
import { Worker } from 'node:worker_threads';

/** What the thread is started with. */
export interface ImageTowerSetup {
  file: string;
  threads: number;
  size: number;
}
export type ImageTowerRequest = { id: number; pixels: Float32Array; count: number } | 'close';
export type ImageTowerReply =
  | { ready: true; dimension: number | null }
  | { failed: string }
  | { id: number; vectors: Float32Array[] }
  | { id: number; error: string };

export interface ImageTower {
  readonly dimension: number | null;
  /** Embeds `count` pictures laid out as [count, 3, size, size]. `pixels` is handed over and can't be used again. */
  run(pixels: Float32Array<ArrayBuffer>, count: number): Promise<Float32Array[]>;
  close(): Promise<void>;
}

interface Waiter {
  resolve(vectors: Float32Array[]): void;
  reject(error: Error): void;
}

/** Starts the thread and waits until its model is loaded. Throws what went wrong there. */
export async function startImageTower(setup: ImageTowerSetup): Promise<ImageTower> {
  const thread = new Worker(new URL('./image-tower-thread.ts', import.meta.url), { workerData: setup });
  const waiting = new Map<number, Waiter>();
  const exited = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  let stopped: Error | null = null;
  const stop = (error: Error) => {
    stopped ??= error;
    for (const waiter of waiting.values()) waiter.reject(stopped);
    waiting.clear();
  };
  const dimension = await new Promise<number | null>((resolve, reject) => {
    const settle = (id: number, end: (waiter: Waiter) => void) => {
      const waiter = waiting.get(id);
      waiting.delete(id);
      if (waiter) end(waiter);
      // Idle, the thread must not keep a finished program alive.
      if (waiting.size === 0) thread.unref();
    };
    thread.on('message', (reply: ImageTowerReply) => {
      if ('ready' in reply) resolve(reply.dimension);
      else if ('failed' in reply) reject(new Error(reply.failed));
      else if ('vectors' in reply) settle(reply.id, (waiter) => waiter.resolve(reply.vectors));
      else settle(reply.id, (waiter) => waiter.reject(new Error(reply.error)));
    });
    thread.on('error', (cause) => {
      stop(new Error('The thread that embeds photos failed.', { cause }));
      reject(cause);
    });
    thread.once('exit', (code) => stop(new Error(`The thread that embeds photos ended (code ${code}).`)));
  });
  thread.unref();
  let lastId = 0;
  return {
    dimension,
    run(pixels, count) {
      if (stopped) return Promise.reject(stopped);
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread.ref();
        const request: ImageTowerRequest = { id, pixels, count };
        thread.postMessage(request, [pixels.buffer]);
      });
    },
    async close() {
      thread.ref();
      const request: ImageTowerRequest = 'close';
      thread.postMessage(request);
      await exited;
    },
  };
}
