import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { embeddingsTable } from '../../../catalog/photos/models.ts';
import { consentQuestions } from '../../../clip/consent.ts';
import { isModelComplete, starterFolder } from '../../../clip/model-folder.ts';
import { findModel, findSpace, modelFiles, models, modelVariants } from '../../../clip/models.ts';
import type { Dtype } from '../../../clip/registry/model-spec.ts';

describe('the model registry', () => {
  it('names the known ids when asked for an unknown one', () => {
    expect(() => findModel('clip-vit-large')).toThrow(/"clip-vit-large".*starter, clip-vit-base-patch32/);
  });

  it('names the precisions on offer when asked for another', () => {
    expect(() => modelFiles(findModel('starter'), 'fp16')).toThrow(/not offered as fp16.*fp32/);
  });

  it('states for every file a full digest and a size, or that nobody has published one; each path once', () => {
    for (const model of models) {
      const files = [...model.files, ...Object.values(model.weights).flat()];
      expect(new Set(files.map((file) => file.path)).size).toBe(files.length);
      for (const { path, sha256, bytes } of files) {
        if (sha256 !== null) expect(sha256, path).toMatch(/^[0-9a-f]{64}$/);
        if (bytes !== null) expect(bytes, path).toBeGreaterThan(0);
      }
    }
  });

  it('lets every model and precision be a table of its own', () => {
    const tables = modelVariants().map(({ spec }) => embeddingsTable(spec.id));
    expect(new Set(tables).size).toBe(tables.length);
  });

  it('finds the model, the precision and the preparation that a space is named for', () => {
    expect(findSpace('siglip2-base-patch16-224-q8-p3')).toMatchObject({ dtype: 'q8', preparation: 3 });
    expect(findSpace('clip-vit-base-patch16')).toMatchObject({ dtype: 'fp32', preparation: 1 });
    expect(findSpace('marqo-ecommerce-embeddings-b')).toBeNull();
  });

  it('asks before a model that is not free for commercial use, or that nobody can verify', () => {
    const about = (id: string, dtype: Dtype) =>
      consentQuestions(findModel(id), dtype).map((question) => question.about);
    expect(about('clip-vit-base-patch32', 'fp32')).toEqual([]);
    expect(about('clip-vit-large-patch14', 'fp16')).toEqual([]);
    expect(about('clip-vit-b-32-multilingual-v1', 'fp32')).toEqual(['unverified']);
    expect(about('clip-vit-b-32-multilingual-v1-q8', 'q8')).toEqual([]);
    expect(about('mobileclip-s0', 'fp32')).toEqual(['licence', 'unverified']);
  });

  it('pins a full commit for every model on the hub', () => {
    for (const { source } of models)
      if (source.kind !== 'shipped') expect(source.revision).toMatch(/^[0-9a-f]{40}$/);
  });

  it('describes the shipped starter byte for byte', async () => {
    expect(await isModelComplete(findModel('starter'), starterFolder, 'fp32')).toBe(true);
    for (const { path, sha256 } of modelFiles(findModel('starter'), 'fp32')) {
      const bytes = await readFile(join(starterFolder, path));
      expect(createHash('sha256').update(bytes).digest('hex'), path).toBe(sha256);
    }
  });

  it('knows a folder that is not the model', async () => {
    expect(await isModelComplete(findModel('clip-vit-base-patch32'), starterFolder, 'fp32')).toBe(false);
  });
});
