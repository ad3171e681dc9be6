// Embeds texts and photos side by side, as items come: many at once, each bad photo for itself.
import { decodeTensor, UnusablePhoto } from '../../clip/decode-photo.ts';
import type { Encoder } from '../../clip/encoder.ts';
import { createMicroBatcher } from '../../clip/micro-batches.ts';

export interface EmbeddedItem {
  /** Unit length. */
  vector: Float32Array;
  /** The end of the text did not fit into the model's context. */
  truncated: boolean;
}

export interface ItemEmbedder {
  readonly modelId: string;
  /** Texts and bytes of photos, in order; a photo that can't be used is answered with why. */
  embed(contents: readonly (string | Uint8Array)[]): Promise<(EmbeddedItem | UnusablePhoto)[]>;
}

// A picture of 50 megapixels takes 150 MB while it is decoded; those of shops take a hundredth of it.
const decodedAtOnce = 8;

export function createItemEmbedder(encoder: Encoder): ItemEmbedder {
  const tower = createMicroBatcher<Float32Array, Float32Array>({
    run: (batch) => encoder.embedPixels(batch),
    maxSize: decodedAtOnce,
    maxWaitMs: 5,
  });
  const embedPhoto = async (bytes: Uint8Array): Promise<EmbeddedItem | UnusablePhoto> => {
    try {
      const { pixels } = await decodeTensor(bytes, encoder.preprocessing);
      return { vector: await tower.add(pixels), truncated: false };
    } catch (error) {
      if (error instanceof UnusablePhoto) return error;
      throw error;
    }
  };
  return {
    modelId: encoder.modelId,
    async embed(contents) {
      const results: (EmbeddedItem | UnusablePhoto)[] = Array.from({ length: contents.length });
      const texts = contents.flatMap((content, i) => (typeof content === 'string' ? [{ content, i }] : []));
      const embedded = await encoder.embedTexts(texts.map(({ content }) => content));
      for (const [n, { i }] of texts.entries()) {
        const text = embedded[n];
        if (text) results[i] = { vector: text.vector, truncated: text.truncated };
      }
      const photos = contents.flatMap((content, i) => (typeof content === 'string' ? [] : [{ content, i }]));
      const queue = photos.values();
      const pulls = Array.from({ length: decodedAtOnce }, async () => {
        for (const { content, i } of queue) results[i] = await embedPhoto(content);
      });
      await Promise.all(pulls);
      return results;
    },
  };
}
