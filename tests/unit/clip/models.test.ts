import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isModelComplete, starterFolder } from '../../../clip/model-folder.ts';
import { findModel, modelFiles, models } from '../../../clip/models.ts';

describe('the model registry', () => {
  it('names the known ids when asked for an unknown one', () => {
    expect(() => findModel('clip-vit-large')).toThrow(/"clip-vit-large".*starter, clip-vit-base-patch32/);
  });

  it('names the precisions on offer when asked for another', () => {
    expect(() => modelFiles(findModel('starter'), 'fp16')).toThrow(/not offered as fp16.*fp32/);
  });

  it('states a full digest and a size for every file, each path once', () => {
    for (const model of models) {
      const files = [...model.files, ...Object.values(model.weights).flat()];
      expect(new Set(files.map((file) => file.path)).size).toBe(files.length);
      for (const file of files) {
        expect(file.sha256, file.path).toMatch(/^[0-9a-f]{64}$/);
        expect(file.bytes).toBeGreaterThan(0);
      }
    }
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
