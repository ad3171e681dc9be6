// Downloads a model's files from the hub into its folder: resumable, checked, safe beside other processes.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Consent, requireConsent } from './consent.ts';
import { BadDownload } from './download-errors.ts';
import { type DownloadTiming, downloadFile } from './download-file.ts';
import { withLock } from './download-lock.ts';
import { isModelComplete, isWhole, sizeOf } from './model-folder.ts';
import { modelFiles } from './models.ts';
import type { Dtype, HubFile, ModelFile, ModelSpec } from './registry/model-spec.ts';

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
  /** What whoever wants the model has agreed to; default: nothing. */
  consent?: Consent;
  timing?: Partial<DownloadTiming>;
}

export interface UnverifiedFile {
  path: string;
  /** Of what came. */
  sha256: string;
}

const defaultTiming: DownloadTiming = { connectTimeoutMs: 4_000, stallTimeoutMs: 30_000, backoffMs: 500 };

/**
 * Downloads what is missing of a model; nothing when it is complete. Stopped at any moment, the next call goes on.
 * Throws `NeedsConsent` before anything is fetched, `HubUnreachable` (within about 4 s when there is no network) or
 * `BadDownload`, naming the file.
 *
 * @returns the digests of files that could not be compared with a published one
 */
export async function downloadModel(spec: ModelSpec, options: DownloadOptions): Promise<UnverifiedFile[]> {
  const { folder, dtype, signal } = options;
  if (await isModelComplete(spec, folder, dtype)) return [];
  const { source } = spec;
  if (source.kind === 'shipped')
    throw new BadDownload(`${spec.id} ships with Lookalike but ${folder} is incomplete; restore it.`);
  requireConsent(spec, dtype, options.consent ?? {});
  const unverified: UnverifiedFile[] = [];
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
        if (!isWhole(await sizeOf(target), file.bytes)) {
          const sha256 = await downloadFile({
            url: fileUrl(options.endpoint, file.from ?? { ...source, path: file.path }),
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
          if (file.sha256 === null) unverified.push({ path: file.path, sha256 });
        }
        progress(file, (await sizeOf(target)) ?? 0);
      }
      await rm(partFolder, { recursive: true, force: true });
    },
  );
  return unverified;
}

function fileUrl(endpoint: string, { repo, revision, path: name }: HubFile): URL {
  return new URL(`${endpoint.replace(/\/+$/, '')}/${repo}/resolve/${revision}/${name}`);
}

function createProgress(files: readonly ModelFile[], { onProgress }: DownloadOptions) {
  const stated = files.reduce((sum, file) => sum + (file.bytes ?? file.shownBytes ?? 0), 0);
  const done = new Map<ModelFile, number>();
  let nextAtMs = 0;
  return (file: ModelFile, doneBytes: number) => {
    done.set(file, doneBytes);
    const sum = [...done.values()].reduce((total, bytes) => total + bytes, 0);
    const totalBytes = Math.max(stated, sum);
    if (performance.now() < nextAtMs && sum < totalBytes) return;
    nextAtMs = performance.now() + 100;
    onProgress?.(sum, totalBytes);
  };
}
