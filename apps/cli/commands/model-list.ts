// `lookalike model list`: the known models, which are on disk, and which the catalogue uses.
import { countEmbeddings } from '../../../catalog/photos/embeddings.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { isModelComplete, modelFolder } from '../../../clip/model-folder.ts';
import { modelFiles, models, offeredDtypes, withPrecision } from '../../../clip/models.ts';
import { openMigrated } from '../../start/open-parts.ts';
import type { CommandContext } from '../run-command.ts';

export async function modelList(
  { config, print }: CommandContext,
  options: { json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const active = await activeModel(database.pool);
    const variants = models.flatMap((model) =>
      offeredDtypes(model).map((dtype) => ({ dtype, spec: withPrecision(model, dtype) })),
    );
    const rows = await Promise.all(
      variants.map(async ({ dtype, spec }) => ({
        id: spec.id,
        dimension: spec.dimension,
        licence: spec.licence,
        megabytes: Math.round(modelFiles(spec, dtype).reduce((sum, file) => sum + file.bytes, 0) / 1e6),
        onDisk: await isModelComplete(spec, modelFolder(spec, config.modelDir), dtype),
        active: active?.id === spec.id,
        embedded: active?.id === spec.id ? await countEmbeddings(database.pool, spec.id) : 0,
      })),
    );
    if (options.json) return print(JSON.stringify(rows));
    for (const row of rows) {
      const state = [
        row.active ? `active, ${row.embedded} photos embedded` : '',
        row.onDisk ? 'on disk' : 'not downloaded',
      ];
      print(
        `${row.active ? '*' : ' '} ${row.id.padEnd(26)} ${String(row.megabytes).padStart(4)} MB  ${state.filter(Boolean).join(', ')}  (${row.licence})`,
      );
    }
  } finally {
    await database.close();
  }
}
