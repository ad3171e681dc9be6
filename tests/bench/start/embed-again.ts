// Embeds the same photos again and again, and tells after each pass what memory is in use: `embed-again.ts PHOTOS PASSES`.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { decodePhoto } from '../../../clip/decode-photo.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import { createMicroBatcher } from '../../../clip/micro-batches.ts';
import { starterFolder } from '../../../clip/model-folder.ts';
import { benchPhotos } from '../bench-photos.ts';

export interface Pass {
  photosPerSecond: number;
  /** MB, after the garbage is collected. */
  heap: number;
  rss: number;
}

const [photos = 0, passes = 0] = process.argv.slice(2).map(Number);
const mostFiles = 400;
// What the embed worker uses.
const inFlight = 24;
const batchSize = 8;
const settleMs = 1_000;

const { files } = await benchPhotos(Math.min(photos, mostFiles));
const encoder = await loadEncoder(starterFolder, { modelId: 'starter', parts: ['vision'] });
const batcher = createMicroBatcher<Float32Array, Float32Array>({
  run: (batch) => encoder.embedPixels(batch),
  maxSize: batchSize,
  maxWaitMs: 10,
});
const done: Pass[] = [];
for (let pass = 0; pass < passes; pass++) done.push(await embedAll());
process.send?.(done);
process.once('disconnect', () => process.exit());

async function embedAll(): Promise<Pass> {
  const startedAt = performance.now();
  let next = 0;
  const pull = async () => {
    for (let i = next++; i < photos; i = next++) {
      const bytes = await readFile(files[i % files.length] ?? '');
      const vector = await batcher.add((await decodePhoto(bytes, encoder.preprocessing)).pixels);
      if (vector.length !== encoder.dimension) throw new Error(`${files[i]} gave ${vector.length} numbers.`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, pull));
  const photosPerSecond = photos / ((performance.now() - startedAt) / 1000);
  await setTimeout(settleMs);
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { photosPerSecond, heap: heapUsed / 1e6, rss: rss / 1e6 };
}
