// The same with @huggingface/transformers, as its documentation has it for CLIP, batches of 1 and of 8.
import { basename, dirname } from 'node:path';
import {
  AutoProcessor,
  AutoTokenizer,
  CLIPTextModelWithProjection,
  CLIPVisionModelWithProjection,
  cat,
  env,
  RawImage,
  type Tensor,
} from '@huggingface/transformers';
import { chunksOf } from '../../../clip/chunks.ts';
import { contend } from './encode-task.ts';

contend(async ({ folder, precision, cores }) => {
  env.allowRemoteModels = false;
  env.localModelPath = dirname(folder);
  const name = basename(folder);
  const dtype = precision === 'int8' ? 'q8' : 'fp32';
  const options = { dtype, session_options: { intraOpNumThreads: cores } } as const;
  const processor = await AutoProcessor.from_pretrained(name, {});
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const vision = await CLIPVisionModelWithProjection.from_pretrained(name, options);
  const text = await CLIPTextModelWithProjection.from_pretrained(name, options);

  async function prepare(bytes: Buffer[]): Promise<Tensor> {
    const images = await Promise.all(
      bytes.map((one) => RawImage.fromBlob(new Blob([new Uint8Array(one)], { type: 'image/jpeg' }))),
    );
    return (await processor(images)).pixel_values;
  }

  async function embedPrepared(pixel_values: Tensor): Promise<Float32Array[]> {
    const { image_embeds } = await vision({ pixel_values });
    return image_embeds
      .normalize()
      .tolist()
      .map((row: number[]) => Float32Array.from(row));
  }

  const inBatchesOf = (size: number) => async (bytes: Buffer[]) => {
    const vectors: Float32Array[] = [];
    let next: Promise<Tensor> | undefined;
    const batches = chunksOf(bytes, size);
    for (const i of batches.keys()) {
      const now = await (next ?? prepare(batches[i] ?? []));
      // More than its documentation does: the next batch is decoded while this one is embedded.
      const following = batches[i + 1];
      next = following && prepare(following);
      vectors.push(...(await embedPrepared(now)));
    }
    return vectors;
  };

  return {
    photos: { 'batches of 8': inBatchesOf(8), 'batches of 1': inBatchesOf(1) },
    async bare(bytes) {
      const tensors: Tensor[] = [];
      for (const batch of chunksOf(bytes, 1)) tensors.push(await prepare(batch));
      const eights = chunksOf(tensors, 8).map((batch) => cat(batch, 0));
      const all = async (batches: Tensor[]) => {
        const vectors: Float32Array[] = [];
        for (const batch of batches) vectors.push(...(await embedPrepared(batch)));
        return vectors;
      };
      return { 'batches of 8': () => all(eights), 'batches of 1': () => all(tensors) };
    },
    async embedTexts(texts) {
      const vectors: Float32Array[] = [];
      for (const batch of chunksOf(texts, 8)) {
        const { text_embeds } = await text(tokenizer(batch, { padding: true, truncation: true }));
        vectors.push(
          ...text_embeds
            .normalize()
            .tolist()
            .map((row: number[]) => Float32Array.from(row)),
        );
      }
      return vectors;
    },
  };
});
