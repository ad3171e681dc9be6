// Decides which model to run with: the wanted one, downloaded if need be, or the starter when the hub can't be reached.
import { downloadModel, HubUnreachable } from './download-model.ts';
import { isModelComplete, modelFolder, starterFolder } from './model-folder.ts';
import { findModel, offeredDtypes, withPrecision } from './models.ts';
import type { Dtype, ModelSpec } from './registry/model-spec.ts';

export interface ModelChoice {
  /** Its id is the encoder's and what is recorded with vectors. */
  spec: ModelSpec;
  folder: string;
  /** The precision to load; the starter has only fp32, whatever was asked. */
  dtype: Dtype;
  /** One plain line for whoever started the program, when this is not what was asked for. */
  notice: string | null;
}

export interface ChooseModelOptions {
  /** A model id; see `models`. */
  wanted: string;
  /** Folder that holds a folder per downloaded model. */
  modelDir: string;
  dtype: Dtype;
  endpoint: string;
  token?: string | undefined;
  onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Gives a model that is complete on disk. The starter, and a model that is there already, touch no network. Falls back
 * to the starter within about 4 s when the hub can't be reached. Throws on an unknown id, a precision that the
 * model is not offered in, `NeedsConsent` and `BadDownload`.
 */
export async function chooseModel(options: ChooseModelOptions): Promise<ModelChoice> {
  const found = findModel(options.wanted);
  if (found.source.kind === 'shipped') {
    const ignored = options.dtype === 'fp32' ? null : options.dtype;
    const notice =
      ignored && `The ${found.id} model comes in fp32 only, so CLIP_DTYPE=${ignored} is not used.`;
    return { spec: found, folder: starterFolder, dtype: 'fp32', notice };
  }
  // An id that names a precision ("...-q8", as recorded with vectors) settles it.
  const dtype = offeredDtypes(found).find((one) => found.id.endsWith(`-${one}`)) ?? options.dtype;
  const spec = withPrecision(found, dtype);
  const folder = modelFolder(spec, options.modelDir);
  if (await isModelComplete(spec, folder, dtype)) return { spec, folder, dtype, notice: null };
  try {
    await downloadModel(spec, { ...options, folder, dtype });
    return { spec, folder, dtype, notice: null };
  } catch (error) {
    if (!(error instanceof HubUnreachable)) throw error;
    const reason = error.message.replace(/\.$/, '');
    const notice = `Using the small starter model: ${spec.id} is not on disk and could not be downloaded (${reason}).`;
    return { spec: findModel('starter'), folder: starterFolder, dtype: 'fp32', notice };
  }
}
