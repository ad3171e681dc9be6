// `lookalike model pull ID`: downloads a model, going on where an earlier download stopped.
import { downloadModel } from '../../../clip/download-model.ts';
import { isModelComplete, modelFolder } from '../../../clip/model-folder.ts';
import { findModel, offeredDtypes, withPrecision } from '../../../clip/models.ts';
import type { CommandContext } from '../run-command.ts';

export async function modelPull(
  { config, progress, signal, print }: CommandContext,
  id: string,
): Promise<void> {
  const found = findModel(id);
  if (!found.hub) return print(`${id} ships with Lookalike: there is nothing to download.`);
  // An id that names its precision (`…-q8`) settles it.
  const [only, ...others] = offeredDtypes(found);
  const dtype = only && others.length === 0 ? only : config.clipDtype;
  const spec = withPrecision(found, dtype);
  const folder = modelFolder(spec, config.modelDir);
  if (await isModelComplete(spec, folder, dtype)) return print(`${spec.id} is already in ${folder}.`);
  const bar = progress.start(`Downloading ${spec.id}`, 'MB');
  await downloadModel(spec, {
    folder,
    dtype,
    endpoint: config.hfEndpoint,
    token: config.hfToken,
    signal,
    onProgress: (done, total) => bar.update(Math.round(done / 1e6), Math.round(total / 1e6)),
  });
  bar.finish();
  print(`${spec.id} is in ${folder}.`);
}
