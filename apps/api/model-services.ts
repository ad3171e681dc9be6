// What routes about models need beyond the model in use; not every process has it.
import type { Encoder } from '../../clip/encoder.ts';
import type { ModelFiles } from '../models/model-files.ts';
import type { ApiModels } from './api-models.ts';
import { Problem } from './problems.ts';
import type { ApiServices } from './services.ts';

/** @throws Problem model_unavailable where the model is fixed */
export function switching({ models, modelFiles }: Pick<ApiServices, 'models' | 'modelFiles'>): {
  models: ApiModels;
  files: ModelFiles;
} {
  if (models && modelFiles) return { models, files: modelFiles };
  throw new Problem('model_unavailable', 'This process has one model only and can not switch.');
}

/** @throws Problem model_unavailable */
export async function borrowModel(
  services: Pick<ApiServices, 'models' | 'modelFiles'>,
  id: string,
): Promise<{ encoder: Encoder; release(): void }> {
  const { models } = switching(services);
  try {
    return await models.borrow(id);
  } catch (cause) {
    throw new Problem('model_unavailable', `The model ${id} can not be loaded here; the log says why.`, {
      cause,
    });
  }
}
