// The files of the registry's models on this machine.
import { isModelComplete, modelFolder } from '../../clip/model-folder.ts';
import { findModel, offeredDtypes } from '../../clip/models.ts';

export interface ModelFiles {
  /** Whether a model of the registry is complete on disk. */
  isOnDisk(modelId: string): Promise<boolean>;
}

export function modelFilesIn(modelDir: string): ModelFiles {
  return {
    async isOnDisk(modelId) {
      const spec = findModel(modelId);
      const dtype = offeredDtypes(spec).find((one) => modelId.endsWith(`-${one}`)) ?? 'fp32';
      return isModelComplete(spec, modelFolder(spec, modelDir), dtype);
    },
  };
}
