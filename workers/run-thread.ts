// Runs one piece of heavy arithmetic in a thread of its own, so that searches need not wait for it.
import { parentPort, Worker, workerData } from 'node:worker_threads';

export interface ThreadRun {
  /** The file that calls `answerFromThread`. */
  file: URL;
  /** What it is called in a debugger, and in the error when it is stopped. */
  name: string;
  input: unknown;
  /** What of the input is handed over: it is empty here afterwards. */
  transfer: ArrayBuffer[];
  /** Told the share that is done, 0..1. */
  onProgress?: ((share: number) => void) | undefined;
  /** Ends the thread at once. */
  signal?: AbortSignal | undefined;
}

// A bound, not a need: vectors and most else are typed arrays outside the heap.
const heapMb = 1024;

type Reply<Result> = { share: number } | { result: Result };

/** Rejects when it was stopped. */
export function runThread<Result>(run: ThreadRun): Promise<Result> {
  const { file, name, input, transfer, onProgress, signal } = run;
  const stopped = () => new Error(`The ${name} was stopped.`);
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(stopped());
    const worker = new Worker(file, {
      name,
      workerData: input,
      transferList: transfer,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (reply: Reply<Result>) => {
      if ('share' in reply) onProgress?.(reply.share);
      else resolve(reply.result);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      // Nothing happens here when the result has come already.
      reject(stopped());
    });
  });
}

/** In the thread: does the work once, then the thread ends. */
export function answerFromThread<Input, Result>(
  work: (input: Input, onProgress: (share: number) => void) => Result,
): void {
  const say = (reply: Reply<Result>) => parentPort?.postMessage(reply);
  say({ result: work(workerData, (share) => say({ share })) });
}
