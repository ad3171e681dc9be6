// The model that runs in a visitor's browser: what there is to fetch, under addresses that name the bytes.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readModelConfig } from '../../clip/model-config.ts';
import { modelFolder, starterFolder } from '../../clip/model-folder.ts';
import { findModel, modelFiles } from '../../clip/models.ts';

// Small enough for a phone, and its licence lets everybody have it.
const browserModelId = 'starter';

const file = z
  .strictObject({
    url: z.string().meta({ description: 'On this host; never changes what it holds.' }),
    bytes: z.int(),
  })
  .meta({ id: 'BrowserModelFile' });

export const browserModelAnswer = z
  .strictObject({
    model: z.string(),
    inUse: z.boolean().meta({
      description: 'Whether the catalogue is searched under it: only then can its vectors be searched with.',
    }),
    licence: z.string(),
    dimension: z.int(),
    contextLength: z.int().meta({ description: 'Most tokens of a text, both ends included.' }),
    preprocessing: z
      .strictObject({
        size: z.int(),
        resizeTo: z.int(),
        fit: z.enum(['shortest-edge', 'squash']),
        kernel: z.enum(['cubic', 'linear']),
        rescale: z.number(),
        mean: z.tuple([z.number(), z.number(), z.number()]),
        std: z.tuple([z.number(), z.number(), z.number()]),
      })
      .meta({ description: 'What is done to a photo before the model sees it.' }),
    files: z.strictObject({ vision: file, text: file, tokenizer: file, tokenizerConfig: file }),
  })
  .meta({ id: 'BrowserModel' });

export type BrowserModel = z.infer<typeof browserModelAnswer>;

const paths = {
  vision: 'onnx/vision_model.onnx',
  text: 'onnx/text_model.onnx',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
} as const;

/** @param basePath of the API's addresses */
export async function describeBrowserModel(modelId: string, basePath: string): Promise<BrowserModel> {
  const spec = findModel(browserModelId);
  const { preprocessing, contextLength } = await readModelConfig(starterFolder);
  const { size, resizeTo, fit, kernel, rescale, mean, std } = preprocessing;
  const fileOf = (path: string) => {
    const { sha256, bytes } = fileAt(path);
    return { url: `${basePath}/api/browser-model/${sha256}`, bytes };
  };
  return {
    model: spec.id,
    inUse: modelId === spec.id,
    licence: spec.licence.name,
    dimension: spec.dimension,
    contextLength,
    preprocessing: { size, resizeTo, fit, kernel, rescale, mean: [...mean], std: [...std] },
    files: {
      vision: fileOf(paths.vision),
      text: fileOf(paths.text),
      tokenizer: fileOf(paths.tokenizer),
      tokenizerConfig: fileOf(paths.tokenizerConfig),
    },
  };
}

/** The bytes of one of its files; null for any other digest. */
export async function readBrowserModelFile(sha256: string): Promise<Buffer | null> {
  const known = Object.values(paths).map(fileAt);
  const found = known.find((one) => one.sha256 === sha256);
  return found ? readFile(join(modelFolder(findModel(browserModelId), ''), found.path)) : null;
}

function fileAt(path: string): { path: string; sha256: string; bytes: number } {
  const found = modelFiles(findModel(browserModelId), 'fp32').find((one) => one.path === path);
  if (!found?.sha256 || !found.bytes) throw new Error(`The registry knows no ${path} of ${browserModelId}.`);
  return { path, sha256: found.sha256, bytes: found.bytes };
}
