// `lookalike model pull ID`: downloads a model, going on where an earlier download stopped.
import { join } from 'node:path';
import { downloadModel } from '../../../clip/download-model.ts';
import { isModelComplete } from '../../../clip/model-folder.ts';
import { findModel } from '../../../clip/models.ts';
import type { CommandContext } from '../run-command.ts';

export async function modelPull(
  { config, progress, signal, print }: CommandContext,
  id: string,
): Promise<void> {
  const spec = findModel(id);
  if (!spec.hub) return print(`${id} ships with Lookalike: there is nothing to download.`);
  const folder = join(config.modelDir, spec.id);
  if (await isModelComplete(spec, folder, config.clipDtype)) return print(`${id} is already in ${folder}.`);
  const bar = progress.start(`Downloading ${id}`, 'MB');
  await downloadModel(spec, {
    folder,
    dtype: config.clipDtype,
    endpoint: config.hfEndpoint,
    token: config.hfToken,
    signal,
    onProgress: (done, total) => bar.update(Math.round(done / 1e6), Math.round(total / 1e6)),
  });
  bar.finish();
  print(`${id} is in ${folder}.`);
}
