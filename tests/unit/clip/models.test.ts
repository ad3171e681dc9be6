import { describe, expect, it } from 'vitest';
import { findModelFaults, isModelComplete, starterFolder } from '../../../clip/model-folder.ts';
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
    for (const { hub } of models) if (hub) expect(hub.revision).toMatch(/^[0-9a-f]{40}$/);
  });

  it('describes the shipped starter byte for byte', async () => {
    expect(await isModelComplete(findModel('starter'), starterFolder, 'fp32')).toBe(true);
    expect(await findModelFaults(findModel('starter'), starterFolder, 'fp32')).toEqual([]);
  });

  it('says which files of a model are missing', async () => {
    const clip = findModel('clip-vit-base-patch32');
    expect(await isModelComplete(clip, starterFolder, 'fp32')).toBe(false);
    const faults = await findModelFaults(clip, starterFolder, 'fp16');
    expect(faults).toContainEqual(expect.stringMatching(/vision_model_fp16\.onnx is missing/));
    expect(faults).toContainEqual(expect.stringMatching(/config\.json has 1352 bytes instead of 4524/));
  });
});
