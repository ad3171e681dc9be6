// `lookalike model check [ID]`: which variant of a model's files can be trusted on this catalogue, and is quickest here.
import type { Queryable } from '../../../catalog/database/database.ts';
import { storeModelCheck } from '../../../catalog/photos/model-checks.ts';
import { activeModel } from '../../../catalog/photos/models.ts';
import { spaceId } from '../../../clip/preparation.ts';
import type { Dtype } from '../../../clip/registry/model-spec.ts';
import { checkVariants, recommend, type VariantFiles } from '../../models/check-variants.ts';
import { variantFiles } from '../../models/variant-files.ts';
import { openMigrated } from '../../start/open-migrated.ts';
import { activeName, printReport, samplePictures, sampleTitles } from '../model-report.ts';
import { type CommandContext, CommandFailed } from '../run-command.ts';

export interface CheckOptions {
  photos: number;
  json?: boolean;
}

export async function modelCheck(
  { config, progress, signal, print }: CommandContext,
  name: string | undefined,
  options: CheckOptions,
): Promise<void> {
  const database = await openMigrated(config);
  const db = database.pool;
  try {
    const model = name ?? (await activeName(db));
    const variants = await variantsOf(db, model, config.modelDir);
    const pictures = await samplePictures(db, options.photos);
    const bar = progress.start(`Checking ${model}`, 'photos and texts');
    const material = { pictures, texts: await sampleTitles(db) };
    const report = await checkVariants(variants, material, {
      signal,
      onProgress: (done, total) => bar.update(done, total),
    });
    bar.finish();
    const recommended = recommend(report);
    await storeModelCheck(db, model, { recommended, report });
    if (options.json) return print(JSON.stringify({ model, recommended, ...report }));
    printReport(print, report, ({ dtype }) => dtype);
    print('');
    print(adviceOn(model, recommended, (await activeModel(db))?.id));
  } finally {
    await database.close();
  }
}

async function variantsOf(db: Queryable, model: string, modelDir: string): Promise<VariantFiles[]> {
  const variants = await variantFiles(db, model, { modelDir });
  if (!variants)
    throw new CommandFailed(
      `There is no model "${model}" with files of several precisions; see \`lookalike model list\`.`,
    );
  if (variants[0]?.dtype !== 'fp32')
    throw new CommandFailed(
      `Full precision is what the others are measured against, and it is not here: \`lookalike model pull ${model} --all\`.`,
    );
  return variants;
}

function adviceOn(model: string, recommended: Dtype, active: string | undefined): string {
  const id = spaceId(model, { dtype: recommended });
  const how = id === active ? 'It answers already.' : `\`lookalike model use ${id}\` switches to it.`;
  return `Recommended here: ${recommended}. ${how} CLIP_DTYPE=auto follows this recommendation.`;
}
