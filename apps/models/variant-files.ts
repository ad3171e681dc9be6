// The variants of a model whose files are on this machine: of the registry, or of a folder that the catalogue knows.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '../../catalog/database/database.ts';
import { listModels } from '../../catalog/photos/models.ts';
import { loadEncoder } from '../../clip/encoder.ts';
import { localDtypes } from '../../clip/local-model.ts';
import { isModelComplete, modelFolder } from '../../clip/model-folder.ts';
import { dtypeSuffixes, models, offeredDtypes, withPrecision } from '../../clip/models.ts';
import type { Dtype, ModelQuirks } from '../../clip/registry/model-spec.ts';
import type { VariantFiles } from './check-variants.ts';
import { nameOf } from './wanted-model.ts';

/** Full precision first. Null: there is no such model. */
export async function variantFiles(
  db: Queryable,
  model: string,
  { modelDir }: { modelDir: string },
): Promise<VariantFiles[] | null> {
  const home = await modelHome(db, model, { modelDir });
  return home && filesIn(home.folder, home.dtypes, { modelId: model, quirks: home.quirks });
}

export interface ModelHome {
  folder: string;
  /** The precisions whose files are there, the best first. */
  dtypes: Dtype[];
  /** What the registry says of it; undefined: its folder says all. */
  quirks: ModelQuirks | undefined;
}

/** Where the files of a model are on this machine. Null: there is no such model. */
export async function modelHome(
  db: Queryable,
  model: string,
  { modelDir }: { modelDir: string },
): Promise<ModelHome | null> {
  const spec = models.find(({ id, source }) => id === model && source.kind !== 'export');
  if (spec) {
    const folder = modelFolder(spec, modelDir);
    const there = await Promise.all(
      offeredDtypes(spec).map(async (dtype) =>
        (await isModelComplete(withPrecision(spec, dtype), folder, dtype)) ? [dtype] : [],
      ),
    );
    return { folder, dtypes: there.flat(), quirks: spec.quirks };
  }
  const known = (await listModels(db)).find(
    (listed) => listed.folder !== null && listed.dtype === 'fp32' && nameOf(listed) === model,
  );
  if (!known?.folder) return null;
  return { folder: known.folder, dtypes: await localDtypes(known.folder), quirks: undefined };
}

async function filesIn(
  folder: string,
  dtypes: readonly Dtype[],
  options: { modelId: string; quirks: ModelQuirks | undefined },
): Promise<VariantFiles[]> {
  return Promise.all(
    dtypes.map(async (dtype) => ({
      dtype,
      bytes: await towerBytes(folder, dtype),
      load: () => loadEncoder(folder, { ...options, dtype }),
    })),
  );
}

/** Of both towers. */
export async function towerBytes(folder: string, dtype: Dtype = 'fp32'): Promise<number> {
  const towers = ['vision_model', 'text_model'].map((tower) =>
    stat(join(folder, 'onnx', `${tower}${dtypeSuffixes[dtype]}.onnx`)),
  );
  return (await Promise.all(towers)).reduce((sum, { size }) => sum + size, 0);
}
