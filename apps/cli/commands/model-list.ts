// `lookalike model list`: the known models, which are on disk, and which the catalogue uses.
import { join } from 'node:path';
import { countEmbeddings } from '../../../catalog/embeddings.ts';
import { activeModel } from '../../../catalog/models.ts';
import { isModelComplete, starterFolder } from '../../../clip/model-folder.ts';
import { modelFiles, models } from '../../../clip/models.ts';
import { openMigrated } from '../../start/open-parts.ts';
import type { CommandContext } from '../run-command.ts';

export async function modelList(
  { config, print }: CommandContext,
  options: { json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const active = await activeModel(database.pool);
    const rows = await Promise.all(
      models.map(async (spec) => {
        const folder = spec.hub ? join(config.modelDir, spec.id) : starterFolder;
        const dtype = spec.weights[config.clipDtype] ? config.clipDtype : 'fp32';
        const bytes = modelFiles(spec, dtype).reduce((sum, file) => sum + file.bytes, 0);
        return {
          id: spec.id,
          dimension: spec.dimension,
          licence: spec.licence,
          megabytes: Math.round(bytes / 1e6),
          onDisk: await isModelComplete(spec, folder, dtype),
          active: active?.id === spec.id,
          embedded: active?.id === spec.id ? await countEmbeddings(database.pool, spec.id) : 0,
        };
      }),
    );
    if (options.json) return print(JSON.stringify(rows));
    for (const row of rows) {
      const state = [
        row.active ? `active, ${row.embedded} photos embedded` : '',
        row.onDisk ? 'on disk' : 'not downloaded',
      ];
      print(
        `${row.active ? '*' : ' '} ${row.id.padEnd(24)} ${String(row.megabytes).padStart(4)} MB  ${state.filter(Boolean).join(', ')}  (${row.licence})`,
      );
    }
  } finally {
    await database.close();
  }
}
