// The image half of an encoder: spreads photos over one or more threads in small batches.
import { stat } from 'node:fs/promises';
import { chunksOf } from './chunks.ts';
import { type ImageTower, startImageTower } from './image-tower.ts';

export interface PhotoEncoder {
  readonly dimension: number | null;
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
}

// A small model runs once per core on one thread each. Starter, CPU time per photo on a busy two-core machine:
// 14 ms on one thread against 30 ms on two (they spin while they wait for each other); 138 photos/s against 125 idle.
// A large one would need its memory once per core, so it runs once on all of them.
const smallModelBytes = 100 * 2 ** 20;
// Starter, one thread: batches of 1, 2, 4, 8 take 14.3, 14.1, 15.0, 17.3 ms per photo and 250, 300, 380, 550 MB.
const photosPerRun = { small: 2, large: 8 };

/** Starts the threads. Throws naming the file when it is missing or no image tower. */
export async function loadPhotoEncoder({ file, size, threads }: PhotoEncoderOptions): Promise<PhotoEncoder> {
  const { size: bytes } = await stat(file).catch((cause: unknown) => {
    throw new Error(`The model file ${file} can't be read; pull the model again.`, { cause });
  });
  const small = bytes <= smallModelBytes;
  const setup = { file, size, threads: small ? 1 : threads };
  const towers = await Promise.all(Array.from({ length: small ? threads : 1 }, () => startImageTower(setup)));
  const lanes = towers.map((tower) => ({ tower, pending: 0 }));
  const samples = 3 * size * size;

  const runChunk = async (chunk: Float32Array[]) => {
    const pixels = layOut(chunk, samples);
    const lane = lanes.reduce((best, other) => (other.pending < best.pending ? other : best));
    lane.pending++;
    try {
      return await lane.tower.run(pixels, chunk.length);
    } finally {
      lane.pending--;
    }
  };
  return {
    dimension: agreed(towers),
    async embed(batch) {
      const vectors = await Promise.all(
        chunksOf(batch, small ? photosPerRun.small : photosPerRun.large).map(runChunk),
      );
      return vectors.flat();
    },
    async close() {
      await Promise.all(towers.map((tower) => tower.close()));
    },
  };
}

function layOut(photos: Float32Array[], samples: number): Float32Array<ArrayBuffer> {
  const pixels = new Float32Array(photos.length * samples);
  for (const [i, photo] of photos.entries()) {
    if (photo.length !== samples) {
      throw new Error(`Photo ${i} of a batch has ${photo.length} samples; the model wants ${samples}.`);
    }
    pixels.set(photo, i * samples);
  }
  return pixels;
}

/** All threads run the same file, so the first speaks for all. */
function agreed([tower]: ImageTower[]): number | null {
  return tower?.dimension ?? null;
}
