import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMicroBatcher } from '../../../clip/micro-batches.ts';

/** A batcher that doubles numbers and remembers its batches. */
function createDoubler(options: { maxSize: number; maxWaitMs: number; maxQueued?: number; workMs?: number }) {
  const batches: number[][] = [];
  const batcher = createMicroBatcher({
    ...options,
    async run(batch: number[]) {
      batches.push(batch);
      await sleep(options.workMs ?? 1);
      if (batch.includes(13)) throw new Error('13 is unlucky');
      return batch.map((item) => item * 2);
    },
  });
  return { batcher, batches };
}

describe('a micro-batcher', () => {
  it('gives every item its own result and runs a full batch at once', async () => {
    const { batcher, batches } = createDoubler({ maxSize: 3, maxWaitMs: 60_000 });
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map((item) => batcher.add(item)))).toEqual([
      2, 4, 6, 8, 10, 12,
    ]);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it('runs a part-filled batch after the wait', async () => {
    const { batcher, batches } = createDoubler({ maxSize: 8, maxWaitMs: 20 });
    const startMs = performance.now();
    expect(await Promise.all([batcher.add(1), batcher.add(2)])).toEqual([2, 4]);
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(18);
    expect(batches).toEqual([[1, 2]]);
  });

  it('fills the next batch while one runs', async () => {
    const { batcher, batches } = createDoubler({ maxSize: 4, maxWaitMs: 1, workMs: 50 });
    const first = batcher.add(1);
    await sleep(15);
    const rest = [2, 3].map((item) => batcher.add(item));
    await sleep(10);
    rest.push(batcher.add(4));
    await Promise.all([first, ...rest]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it('lets an item fail alone', async () => {
    const { batcher } = createDoubler({ maxSize: 3, maxWaitMs: 1 });
    const results = await Promise.allSettled([1, 13, 3].map((item) => batcher.add(item)));
    expect(results).toEqual([
      { status: 'fulfilled', value: 2 },
      { status: 'rejected', reason: new Error('13 is unlucky') },
      { status: 'fulfilled', value: 6 },
    ]);
    expect(await batcher.add(4)).toBe(8);
  });

  it('refuses items beyond its queue', async () => {
    const { batcher } = createDoubler({ maxSize: 8, maxWaitMs: 5, maxQueued: 2 });
    const taken = [batcher.add(1), batcher.add(2)];
    await expect(batcher.add(3)).rejects.toThrow(/2 items wait already/);
    expect(await Promise.all(taken)).toEqual([2, 4]);
  });

  it('finishes what waits when it is closed, and takes nothing more', async () => {
    const { batcher } = createDoubler({ maxSize: 2, maxWaitMs: 60_000 });
    const items = [1, 2, 3].map((item) => batcher.add(item));
    await batcher.close();
    expect(await Promise.all(items)).toEqual([2, 4, 6]);
    await expect(batcher.add(4)).rejects.toThrow(/closed/);
  });

  it('treats a batch with too few results as failed', async () => {
    const batcher = createMicroBatcher({ run: async (_: number[]) => [], maxSize: 2, maxWaitMs: 1 });
    await expect(batcher.add(1)).rejects.toThrow(/batch of 1 gave 0 results/);
  });
});
