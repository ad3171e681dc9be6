// The image half of an encoder: spreads photos over one or more threads in small batches.
import { chunksOf } from './chunks.ts';
import { openImageThreads } from './image-threads.ts';
import type { TowerInput } from './tower.ts';
import { isSmallTower } from './tower-size.ts';
import { unitVectors } from './unit-vectors.ts';

/** How photos are spread. */
export interface PhotoRuns {
  /** Runs at a time, each with the model loaded once more. */
  atOnce: number;
  /** Threads of each. */
  threads: number;
  photos: number;
}

export interface PhotoEncoder {
  readonly dimension: number | null;
  readonly runs: PhotoRuns;
  /** [3 * size * size] tensors in, unit vectors out, in order. */
  embed(batch: Float32Array[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface PhotoEncoderOptions {
  /** The .onnx file. */
  file: string;
  /** Side of a photo in pixels. */
  size: number;
  /** Cores to use. */
  threads: number;
  /** One photo a run: what a dynamically quantised graph gives depends on what else is in the batch. */
  alone: boolean;
  /** It cuts photos into patches: a transformer, not a convolution net. */
  hasPatches: boolean;
}

// One thread, ms per photo in batches of 1, 2, 4, 8. Starter, a convolution net: 14.3, 14.1, 15.0, 17.3, with 250, 300, 380 and
// 550 MB. ViT-B/32 in int8: 34.6, 33.3, 30.6, 30.3. Large towers run on all cores at once, which have more to share.
const photosPerRun = { convolutions: 1, patches: 4, large: 8 };

// Photos can wait, searches can't. Starter, a busy two-core machine, a search every 20 ms: p50 / p90 went from 97 / 837
// to 54 / 116 ms with 5. Of 10 searches hardly gain more (40 / 72), and other programs leave photos little.
const niceness = 5;

/**
 * Starts the threads. A small model is loaded once per core and runs on one thread each: CPU time per photo of the
 * starter on a busy two-core machine is 14 ms on one thread against 30 ms on two, which spin while they wait for each
 * other (idle: 138 photos/s against 125). A large one would need its memory once per core, so it is loaded once.
 * Throws naming the file when it is missing or no image tower.
 */
export async function loadPhotoEncoder(options: PhotoEncoderOptions): Promise<PhotoEncoder> {
  const { file, size, threads, alone, hasPatches } = options;
  const small = await isSmallTower(file);
  const outputs = ['image_embeds', 'pooler_output'];
  const smallRuns = photosPerRun[hasPatches ? 'patches' : 'convolutions'];
  const runs: PhotoRuns = {
    atOnce: small ? threads : 1,
    threads: small ? 1 : threads,
    photos: alone ? 1 : small ? smallRuns : photosPerRun.large,
  };
  const images = await openImageThreads({ file, outputs, threads: runs.threads, niceness }, runs.atOnce);
  return {
    dimension: images.dimension,
    runs,
    embed: (batch) =>
      images.use(async (run) => {
        const chunks = chunksOf(batch, runs.photos);
        const results: Float32Array[][] = Array.from({ length: chunks.length });
        const queue = chunks.entries();
        // Two copies under way per thread keep it busy; a copy of a whole large batch would double its memory.
        const pulls = Array.from({ length: images.count * 2 }, async () => {
          for (const [i, chunk] of queue) results[i] = unitVectors(await run(photosInput(chunk, size)), file);
        });
        await Promise.all(pulls);
        return results.flat();
      }),
    close: () => images.close(),
  };
}

/** @param size side of a photo in pixels. @returns [photos, 3, size, size] */
export function photosInput(photos: readonly Float32Array[], size: number): TowerInput {
  const samples = 3 * size * size;
  const data = new Float32Array(photos.length * samples);
  for (const [i, photo] of photos.entries()) {
    if (photo.length !== samples) {
      throw new Error(`Photo ${i} of a batch has ${photo.length} samples; the model wants ${samples}.`);
    }
    data.set(photo, i * samples);
  }
  return { type: 'float32', data, dims: [photos.length, 3, size, size] };
}
