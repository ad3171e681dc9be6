// The models to measure with: the starter, and CLIP ViT-B/32, whose weights are made up where the real ones are not on disk;
// and what is quicker of each.
import { rmSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadConfig } from '../../../apps/config.ts';
import { settingsFiles } from '../../../clip/model-config.ts';
import { isModelComplete, modelFolder, sizeOf, starterFolder } from '../../../clip/model-folder.ts';
import { dtypeSuffixes } from '../../../clip/models.ts';
import { readOnnxFile, writeOnnxFile } from '../../../clip/onnx/onnx-file.ts';
import { quantiseFolder } from '../../../clip/quantise/quantise-folder.ts';
import { clipVitBasePatch32 } from '../../../clip/registry/clip-vit-base-patch32.ts';
import { benchPhotos } from '../bench-photos.ts';
import { clipShapedModel } from '../models/clip-shaped-model.ts';
import { quantiseDynamically } from '../models/quantise-dynamically.ts';
import { benchTexts } from './bench-texts.ts';

export interface BenchModel {
  name: string;
  folder: string;
}

/** @param id `starter`, `base-patch32`, or `small` (under a megabyte) */
export async function benchModel(id: string): Promise<BenchModel> {
  if (id === 'starter') return { name: id, folder: starterFolder };
  if (id === 'small') return { name: id, folder: await clipShapedModel({ size: id }) };
  if (id !== 'base-patch32') throw new Error(`${id} is none of starter, base-patch32, small.`);
  const folder = modelFolder(clipVitBasePatch32, loadConfig().modelDir);
  if (await isModelComplete(clipVitBasePatch32, folder, 'fp32')) return { name: 'ViT-B/32', folder };
  return { name: 'ViT-B/32, random weights', folder: await clipShapedModel({ size: id }) };
}

// Of each half of what `model quantise` takes.
const calibration = { photos: 100, texts: 100 };
const made = join(tmpdir(), 'lookalike-bench-models', `made-${process.pid}`);
process.once('exit', () => rmSync(made, { recursive: true, force: true }));

/** As `model quantise` makes it, from other photos and texts than are measured. Null: the starter, which has nothing to gain. */
export async function int8Folder({ folder }: BenchModel): Promise<string | null> {
  if (folder === starterFolder) return null;
  const { files } = await benchPhotos(calibration.photos);
  const quantised = await quantiseFolder({
    folder,
    modelId: basename(folder),
    into: made,
    pictures: await Promise.all(files.map((file) => readFile(file))),
    texts: benchTexts(2 * calibration.texts).slice(calibration.texts),
    threads: availableParallelism(),
  });
  return (await quantised.keep()).folder;
}

/** With the towers in dynamic int8, as the hub has them. Null: the starter, which has none. */
export async function dynamicFolder({ folder }: BenchModel): Promise<string | null> {
  if (folder === starterFolder) return null;
  const towers = ['vision_model', 'text_model'].map((tower) => `onnx/${tower}`);
  const published = await Promise.all(
    towers.map((tower) => sizeOf(join(folder, `${tower}${dtypeSuffixes.q8}.onnx`))),
  );
  if (!published.includes(null)) return folder;
  const into = join(made, `${basename(folder)}-dynamic`);
  await mkdir(join(into, 'onnx'), { recursive: true });
  for (const file of settingsFiles) await copyFile(join(folder, file), join(into, file));
  for (const tower of towers) {
    const fp32 = await readOnnxFile(join(folder, `${tower}.onnx`));
    await writeOnnxFile(join(into, `${tower}${dtypeSuffixes.q8}.onnx`), quantiseDynamically(fp32));
  }
  return into;
}
