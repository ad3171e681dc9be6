import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readModelConfig } from '../../../clip/model-config.ts';
import { starterFolder } from '../../../clip/model-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lookalike-model-'));
  for (const file of ['config', 'preprocessor_config', 'tokenizer', 'tokenizer_config']) {
    await cp(path.join(starterFolder, `${file}.json`), path.join(folder, `${file}.json`));
  }
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function change(file: string, changes: Record<string, unknown>): Promise<void> {
  const name = path.join(folder, file);
  const value = JSON.parse(await readFile(name, 'utf8'));
  await writeFile(name, JSON.stringify({ ...value, ...changes }));
}

describe('reading a model folder', () => {
  it('takes size, resizing, normalisation and context from the files', async () => {
    await change('preprocessor_config.json', {
      size: { shortest_edge: 256 },
      crop_size: 192,
      resample: 2,
      image_mean: [0.5, 0.4, 0.3],
    });
    await change('config.json', { vision_config: { image_size: 192 }, projection_dim: 640 });
    await change('tokenizer_config.json', { model_max_length: 64 });
    const config = await readModelConfig(folder);
    expect(config).toMatchObject({ dimension: 640, contextLength: 64 });
    expect(config.preprocessing).toMatchObject({
      size: 192,
      resizeTo: 256,
      fit: 'shortest-edge',
      kernel: 'linear',
      mean: [0.5, 0.4, 0.3],
    });
  });

  it('squashes where the files give a height and a width', async () => {
    await change('preprocessor_config.json', {
      size: { height: 224, width: 224 },
      do_center_crop: false,
      crop_size: undefined,
    });
    expect((await readModelConfig(folder)).preprocessing).toMatchObject({
      size: 224,
      resizeTo: 224,
      fit: 'squash',
    });
  });

  it('ignores a length limit that stands for "none"', async () => {
    await change('tokenizer_config.json', { model_max_length: 1e30 });
    expect((await readModelConfig(folder)).contextLength).toBe(77);
  });

  it.each([
    ['preprocessor_config.json', { image_mean: [0.5, 0.5] }, /preprocessor_config\.json: field image_mean/],
    ['preprocessor_config.json', { image_std: [0.5, 0, 0.5] }, /field image_std: must be above 0/],
    ['preprocessor_config.json', { resample: 1 }, /field resample/],
    ['preprocessor_config.json', { do_resize: false }, /field do_resize/],
    [
      'preprocessor_config.json',
      { crop_size: { height: 224, width: 200 } },
      /field crop_size: must be square/,
    ],
    ['preprocessor_config.json', { crop_size: 256 }, /crop_size 256 is larger than size 224/],
    ['preprocessor_config.json', { do_center_crop: false }, /needs do_center_crop and crop_size/],
    ['config.json', { vision_config: { image_size: 336 } }, /224 px but config\.json says.*336/],
    ['config.json', { projection_dim: 'many' }, /config\.json: field projection_dim/],
    ['tokenizer.json', { added_tokens: null }, /tokenizer\.json: field added_tokens/],
  ])('names the file and the field when %s says %j', async (file, changes, message) => {
    await change(file, changes);
    await expect(readModelConfig(folder)).rejects.toThrow(message);
  });

  it('says so when no file states a context length', async () => {
    await change('config.json', { text_config: {} });
    await change('tokenizer_config.json', { model_max_length: undefined });
    await expect(readModelConfig(folder)).rejects.toThrow(/max_position_embeddings is missing/);
  });

  it('names a file that is missing or is not JSON', async () => {
    await writeFile(path.join(folder, 'config.json'), '<html>');
    await expect(readModelConfig(folder)).rejects.toThrow(/config\.json: .*JSON/);
    await rm(path.join(folder, 'config.json'));
    await expect(readModelConfig(folder)).rejects.toThrow(/config\.json: ENOENT/);
  });
});
