// Downloads a model's files from the hub into its folder: resumable, checked, safe beside other processes.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { BadDownload } from './download-errors.ts';
import { type DownloadTiming, downloadFile } from './download-file.ts';
import { withLock } from './download-lock.ts';
import { isModelComplete, sizeOf } from './model-folder.ts';
import { type Dtype, type ModelFile, type ModelSpec, modelFiles } from './models.ts';

export { BadDownload, HubUnreachable } from './download-errors.ts';

export interface DownloadOptions {
  /** Where the model belongs. Files appear there whole and checked; parts grow in `<folder>.part` beside it. */
  folder: string;
  dtype: Dtype;
  /** The hub, such as https://huggingface.co. */
  endpoint: string;
  token?: string | undefined;
  /** Called at most ten times a second, and once at the end. */
  onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
  signal?: AbortSignal | undefined;
  timing?: Partial<DownloadTiming>;
}

const defaultTiming: DownloadTiming = { connectTimeoutMs: 4_000, stallTimeoutMs: 30_000, backoffMs: 500 };

/**
 * Downloads what is missing of a model; nothing when it is complete. Stopped at any moment, the next call goes on.
 * Throws `HubUnreachable` (within about 4 s when there is no network) or `BadDownload`, naming the file.
 */
export async function downloadModel(spec: ModelSpec, options: DownloadOptions): Promise<void> {
  const { folder, dtype, signal } = options;
  if (await isModelComplete(spec, folder, dtype)) return;
  const { hub } = spec;
  if (!hub) throw new BadDownload(`${spec.id} ships with Lookalike but ${folder} is incomplete; restore it.`);
  const partFolder = `${folder}.part`;
  const files = modelFiles(spec, dtype);
  const progress = createProgress(files, options);
  const contact = { hasAnswered: false };
  const onWait = async () => {
    for (const file of files) {
      const size =
        (await sizeOf(path.join(folder, file.path))) ?? (await sizeOf(path.join(partFolder, file.path)));
      progress(file, size ?? 0);
    }
  };
  await withLock(
    path.join(path.dirname(folder), `.${path.basename(folder)}.lock`),
    { signal, onWait },
    async () => {
      for (const file of files) {
        const target = path.join(folder, file.path);
        if ((await sizeOf(target)) !== file.bytes) {
          await downloadFile({
            url: fileUrl(options.endpoint, hub, file),
            target,
            part: path.join(partFolder, file.path),
            bytes: file.bytes,
            sha256: file.sha256,
            token: options.token,
            signal,
            onProgress: (doneBytes) => progress(file, doneBytes),
            timing: { ...defaultTiming, ...options.timing },
            hub: contact,
          });
        }
        progress(file, file.bytes);
      }
      await rm(partFolder, { recursive: true, force: true });
    },
  );
}

function fileUrl(
  endpoint: string,
  { repo, revision }: { repo: string; revision: string },
  file: ModelFile,
): URL {
  return new URL(`${endpoint.replace(/\/+$/, '')}/${repo}/resolve/${revision}/${file.path}`);
}

function createProgress(files: readonly ModelFile[], { onProgress }: DownloadOptions) {
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const done = new Map<ModelFile, number>();
  let nextAtMs = 0;
  return (file: ModelFile, doneBytes: number) => {
    done.set(file, doneBytes);
    const sum = [...done.values()].reduce((total, bytes) => total + bytes, 0);
    if (performance.now() < nextAtMs && sum < totalBytes) return;
    nextAtMs = performance.now() + 100;
    onProgress?.(sum, totalBytes);
  };
}
