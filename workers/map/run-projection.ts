// Runs a projection in a thread of its own: it takes 9 s of a core for 5,000 products, in which searches must not wait.
import { Worker } from 'node:worker_threads';
import type { Matrix } from './principal-components.ts';
import type { Projection } from './projection.ts';

export type ProjectionReply = { share: number } | { projection: Projection };

export interface ProjectionRun {
  vectors: Matrix;
  seed: number;
  onProgress?: ((share: number) => void) | undefined;
  /** Ends the thread at once. */
  signal?: AbortSignal | undefined;
}

// A bound, not a need: the vectors and most else are typed arrays outside the heap.
const heapMb = 1024;

/** The vectors are handed over: they are empty afterwards. Rejects when it was stopped. */
export function runProjection({ vectors, seed, onProgress, signal }: ProjectionRun): Promise<Projection> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(stopped());
    const worker = new Worker(new URL('./project-thread.ts', import.meta.url), {
      name: 'map projection',
      workerData: { vectors, seed },
      transferList: [vectors.values.buffer as ArrayBuffer], // never shared: it is allocated for this
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (reply: ProjectionReply) => {
      if ('share' in reply) onProgress?.(reply.share);
      else resolve(reply.projection);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      // Nothing happens here when the projection has come already.
      reject(stopped());
    });
  });
}

const stopped = () => new Error('The map was not drawn: drawing it was stopped.');
