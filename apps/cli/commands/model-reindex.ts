// `lookalike model reindex`: builds the index of the active model's vectors anew, beside the one that answers meanwhile.
import { buildVectorIndex, vectorIndex } from '../../../catalog/photos/build-vector-index.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { nothingEmbedded } from '../results.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export async function modelReindex({ config, print }: CommandContext): Promise<void> {
  const database = await openMigrated(config);
  try {
    const model = await activeModel(database.pool);
    if (!model) throw new CommandFailed(nothingEmbedded);
    const startedAt = performance.now();
    await buildVectorIndex(database.pool, model.id, { anew: true });
    const index = await vectorIndex(database.pool, model.id);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print(
      `Built the index of ${model.id} anew in ${seconds} s, with ef_construction ${index?.efConstruction}.`,
    );
  } finally {
    await database.close();
  }
}
