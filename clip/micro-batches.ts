// Gathers single items into batches: an encoder embeds eight photos together faster than one after the other.

export interface MicroBatcherOptions<In, Out> {
  /** Handles a batch; must give one result per item, in order. */
  run(batch: In[]): Promise<Out[]>;
  /** Most items of one batch. */
  maxSize: number;
  /** How long the first item of an unfilled batch waits for company. */
  maxWaitMs: number;
  /** Most items that may wait. `add` rejects beyond it. Default 1024. */
  maxQueued?: number;
}

export interface MicroBatcher<In, Out> {
  /** Resolves with the item's own result, or rejects with its own error. */
  add(item: In): Promise<Out>;
  /** Runs what still waits, then refuses new items. */
  close(): Promise<void>;
}

interface Waiting<In, Out> {
  item: In;
  resolve(result: Out): void;
  reject(error: unknown): void;
}

// A second full batch may queue behind the running one, so that the encoder never waits for us in between.
const maxRunning = 2;

/**
 * Makes a batcher. A full batch starts at once; a part-filled one starts `maxWaitMs` after its first item came, but
 * never while another runs: it fills up meanwhile. When a batch fails, its items are tried again one by one, so an
 * item only ever fails by its own fault.
 */
export function createMicroBatcher<In, Out>(options: MicroBatcherOptions<In, Out>): MicroBatcher<In, Out> {
  const { run, maxSize, maxWaitMs, maxQueued = 1024 } = options;
  const queue: Waiting<In, Out>[] = [];
  const running = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const start = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    const batch = settleBatch(run, queue.splice(0, maxSize)).finally(() => {
      running.delete(batch);
      schedule();
    });
    running.add(batch);
  };
  const schedule = () => {
    while (queue.length >= maxSize && running.size < maxRunning) start();
    if (queue.length === 0 || running.size > 0) return;
    if (closed) start();
    else timer ??= setTimeout(start, maxWaitMs);
  };

  return {
    add(item) {
      if (closed) return Promise.reject(new Error('The batcher is closed; no more items are taken.'));
      if (queue.length >= maxQueued) {
        return Promise.reject(new Error(`${queue.length} items wait already; add fewer at a time.`));
      }
      return new Promise<Out>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        schedule();
      });
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      timer = null;
      schedule();
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function settleBatch<In, Out>(
  run: (batch: In[]) => Promise<Out[]>,
  batch: Waiting<In, Out>[],
): Promise<void> {
  try {
    const results = await runExactly(run, batch);
    for (const [i, waiting] of batch.entries()) waiting.resolve(results[i] as Out); // lengths agree: runExactly checks
  } catch (error) {
    const [only] = batch;
    if (batch.length === 1) only?.reject(error);
    else for (const waiting of batch) await settleBatch(run, [waiting]);
  }
}

async function runExactly<In, Out>(
  run: (batch: In[]) => Promise<Out[]>,
  batch: Waiting<In, Out>[],
): Promise<Out[]> {
  const results = await run(batch.map(({ item }) => item));
  if (results.length === batch.length) return results;
  throw new Error(`A batch of ${batch.length} gave ${results.length} results.`);
}
