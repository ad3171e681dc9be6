// The models to measure with: the starter, and CLIP ViT-B/32, whose weights are made up where the real ones are not on disk.
import { loadConfig } from '../../../apps/config.ts';
import { isModelComplete, modelFolder, starterFolder } from '../../../clip/model-folder.ts';
import { clipVitBasePatch32 } from '../../../clip/registry/clip-vit-base-patch32.ts';
import { clipShapedModel } from '../models/clip-shaped-model.ts';

/** @param id `starter`, `base-patch32`, or `small` (under a megabyte) */
export async function benchModel(id: string): Promise<{ name: string; folder: string }> {
  if (id === 'starter') return { name: id, folder: starterFolder };
  if (id === 'small') return { name: id, folder: await clipShapedModel({ size: id }) };
  if (id !== 'base-patch32') throw new Error(`${id} is none of starter, base-patch32, small.`);
  const folder = modelFolder(clipVitBasePatch32, loadConfig().modelDir);
  if (await isModelComplete(clipVitBasePatch32, folder, 'fp32')) return { name: 'ViT-B/32', folder };
  return { name: 'ViT-B/32, random weights', folder: await clipShapedModel({ size: id }) };
}
