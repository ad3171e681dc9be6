// Which models of the registry are complete on this machine.
import { isModelComplete, modelFolder } from '../../clip/model-folder.ts';
import { findModel, offeredDtypes } from '../../clip/models.ts';
import type { ModelFiles } from '../api/api-models.ts';
import type { Config } from '../config.ts';

export function modelFilesOf({ modelDir }: Pick<Config, 'modelDir'>): ModelFiles {
  return {
    async isOnDisk(modelId) {
      const spec = findModel(modelId);
      const [dtype = 'fp32'] = offeredDtypes(spec);
      return isModelComplete(spec, modelFolder(spec, modelDir), dtype);
    },
  };
}
