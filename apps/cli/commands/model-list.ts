// `lookalike model list`: the known models, which are on disk, which have vectors, and which answers.

import { type KnownModel, knownModels } from '../../models/known-models.ts';
import { modelFilesIn } from '../../models/model-files.ts';
import { bytesText } from '../../start/amounts.ts';
import { openMigrated } from '../../start/open-parts.ts';
import type { CommandContext } from '../run-command.ts';

export async function modelList(
  { config, print }: CommandContext,
  options: { json?: boolean },
): Promise<void> {
  const database = await openMigrated(config);
  try {
    const known = await knownModels(database.pool, modelFilesIn(config.modelDir));
    if (options.json) return print(JSON.stringify(known));
    for (const model of known) print(lineOf(model));
  } finally {
    await database.close();
  }
}

function lineOf({
  id,
  active,
  vectors,
  vectorBytes,
  fileBytes,
  onDisk,
  folder,
  licence,
}: KnownModel): string {
  const size = fileBytes === null ? '' : bytesText(fileBytes);
  const state = [
    active ? 'active' : '',
    vectors > 0 ? `${vectors} vectors (${bytesText(vectorBytes)})` : '',
    folder ?? (onDisk ? 'on disk' : 'not downloaded'),
  ];
  const ending = licence ? `  (${licence})` : '';
  return `${active ? '*' : ' '} ${id.padEnd(26)} ${size.padStart(7)}  ${state.filter(Boolean).join(', ')}${ending}`;
}
