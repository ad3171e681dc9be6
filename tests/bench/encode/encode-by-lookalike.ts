// Photos and texts to vectors as the embed worker and the API have it.
import { decodePhoto, decodeTensor } from '../../../clip/decode-photo.ts';
import { loadEncoder } from '../../../clip/encoder.ts';
import { createMicroBatcher } from '../../../clip/micro-batches.ts';
import { contend } from './encode-task.ts';

// What the embed worker uses: photos in flight, and photos per encoder run.
const inFlight = 24;
const batchSize = 8;

contend(async ({ folder, cores }) => {
  const encoder = await loadEncoder(folder, { threads: cores });
  const { preprocessing } = encoder;
  const tensorOf = async (one: Buffer) => (await decodeTensor(one, preprocessing)).pixels;

  async function embedAll(bytes: Buffer[], decode: (one: Buffer) => Promise<Float32Array>) {
    const batcher = createMicroBatcher<Float32Array, Float32Array>({
      run: (batch) => encoder.embedPixels(batch),
      maxSize: batchSize,
      maxWaitMs: 10,
    });
    const vectors: Float32Array[] = Array.from({ length: bytes.length });
    const queue = bytes.entries();
    const pull = async () => {
      for (const [i, one] of queue) vectors[i] = await batcher.add(await decode(one));
    };
    await Promise.all(Array.from({ length: inFlight }, pull));
    await batcher.close();
    return vectors;
  }

  return {
    photos: {
      'with thumbnail and looks': (bytes) =>
        embedAll(bytes, async (one) => (await decodePhoto(one, preprocessing)).pixels),
      'vector alone': (bytes) => embedAll(bytes, tensorOf),
    },
    async bare(bytes) {
      const tensors = await Promise.all(bytes.map(tensorOf));
      return { 'vector alone': () => encoder.embedPixels(tensors) };
    },
    embedTexts: async (texts) => (await encoder.embedTexts(texts)).map(({ vector }) => vector),
  };
});
