// Downloads one file, mostly of known size and sha256: goes on where it was cut, and moves it into place only when it is right.
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BadDownload, DownloadCut, HubUnreachable } from './download-errors.ts';
import { requestFile } from './hub-request.ts';
import { sizeOf } from './model-folder.ts';

export interface FileDownload {
  url: URL;
  /** Where the checked file ends up. */
  target: string;
  /** Where it grows; kept when the download stops, so that the next one goes on. */
  part: string;
  /** Null: as many as the hub says. */
  bytes: number | null;
  /** Null: whatever comes. */
  sha256: string | null;
  token: string | undefined;
  signal: AbortSignal | undefined;
  /** Called with how much of this file is there. */
  onProgress(doneBytes: number): void;
  timing: DownloadTiming;
  /** Shared by the files of a model: until the hub has answered once, a failed connection is not retried. */
  hub: { hasAnswered: boolean };
}

export interface DownloadTiming {
  /** For the answer to the very first request: decides how soon a closed network is noticed. */
  connectTimeoutMs: number;
  /** Longest silence once the hub has answered. */
  stallTimeoutMs: number;
  /** Wait before the first retry; doubles each time. */
  backoffMs: number;
}

// Tries in a row without a single new byte. 0.5 + 1 + 2 s of waiting at most: a dead hub is noticed within seconds.
const maxFruitlessTries = 4;
const maxWaitMs = 30_000;

/**
 * Downloads one file. Throws `HubUnreachable` when the hub can't be reached at all, or not any more;
 * `BadDownload` when it serves something else than what was pinned, after one fresh try.
 *
 * @returns the sha256 of what came
 */
export async function downloadFile(download: FileDownload): Promise<string> {
  await mkdir(path.dirname(download.part), { recursive: true });
  for (let tries = 1; ; tries++) {
    const sum = await fetchAll(download);
    if (download.sha256 === null || sum === download.sha256) return moveIn(download, sum);
    await rm(download.part, { force: true });
    if (tries === 2) {
      throw new BadDownload(
        `${download.url} has sha256 ${sum} instead of ${download.sha256}, twice; it was not kept. Check HF_ENDPOINT.`,
      );
    }
  }
}

async function moveIn({ part, target }: FileDownload, sha256: string): Promise<string> {
  await mkdir(path.dirname(target), { recursive: true });
  await rename(part, target);
  return sha256;
}

/** Fills the part file, over as many requests as it takes, and returns its sha256. */
async function fetchAll(download: FileDownload): Promise<string> {
  const { part, signal, timing, hub } = download;
  let bytes = download.bytes;
  let etag: string | null = null;
  let furthest = (await sizeOf(part)) ?? 0;
  let fruitless = 0;
  for (;;) {
    const file = await open(part, 'a+');
    try {
      const known: number = bytes ?? (await askSize(download));
      bytes = known;
      const have = await rewindIfTooLong(file, known);
      if (have.length === known) return have.hash.digest('hex');
      const response = await ask(download, have.length, etag);
      etag = strongEtag(response);
      await appendBody(response, file, have, { ...download, bytes: known });
      await file.sync();
      return have.hash.digest('hex');
    } catch (error) {
      if (!(error instanceof DownloadCut)) throw error;
      const reached = (await sizeOf(part)) ?? 0;
      fruitless = reached > furthest ? 0 : fruitless + 1;
      furthest = Math.max(furthest, reached);
      const firstContactFailed = !hub.hasAnswered && error.cause !== undefined;
      if (firstContactFailed || fruitless >= maxFruitlessTries) {
        if (reached === 0) await rm(part, { force: true });
        const kept =
          reached > 0
            ? ` ${reached} of ${bytes ?? 'its'} bytes are kept; the next try goes on from there.`
            : '';
        throw new HubUnreachable(`${error.message}.${kept}`, { cause: error });
      }
      const waitMs = error.retryAfterMs ?? timing.backoffMs * 2 ** Math.max(0, fruitless - 1);
      await sleep(
        Math.min(waitMs, maxWaitMs) * (0.75 + Math.random() / 2),
        undefined,
        signal ? { signal } : {},
      );
    } finally {
      await file.close();
    }
  }
}

async function ask(download: FileDownload, offset: number, etag: string | null): Promise<Response> {
  const { url, token, timing, hub, signal } = download;
  const timeoutMs = hub.hasAnswered ? timing.stallTimeoutMs : timing.connectTimeoutMs;
  const response = await requestFile({ url, offset, etag, token, timeoutMs, signal });
  hub.hasAnswered = true;
  return response;
}

async function askSize(download: FileDownload): Promise<number> {
  const response = await ask(download, 0, null);
  await response.body?.cancel();
  const length = response.headers.get('content-length');
  if (length === null)
    throw new BadDownload(`${download.url} does not say how long it is; check HF_ENDPOINT.`);
  return Number(length);
}

type SizedDownload = FileDownload & { bytes: number };

interface Arrived {
  length: number;
  hash: Hash;
}

/** Hashes what an earlier try left; something longer than the file can't be its beginning and is dropped. */
async function rewindIfTooLong(file: FileHandle, bytes: number): Promise<Arrived> {
  const { size } = await file.stat();
  if (size > bytes) {
    await file.truncate(0);
    return { length: 0, hash: createHash('sha256') };
  }
  const hash = createHash('sha256');
  if (size > 0) {
    for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk);
  }
  return { length: size, hash };
}

async function appendBody(
  response: Response,
  file: FileHandle,
  have: Arrived,
  download: SizedDownload,
): Promise<void> {
  const { bytes, url } = download;
  if (response.status === 206) checkRange(response, have.length, download);
  else if (have.length > 0) {
    // The hub sends it whole: it does not do ranges, or the file has changed.
    await file.truncate(0);
    have.length = 0;
    have.hash = createHash('sha256');
  }
  const announced = response.headers.get('content-length');
  if (announced !== null && Number(announced) !== bytes - have.length) {
    await response.body?.cancel();
    throw new BadDownload(
      `${url} would be ${have.length + Number(announced)} bytes instead of ${bytes}; check HF_ENDPOINT.`,
    );
  }
  for await (const chunk of readBody(response, download)) {
    if (have.length + chunk.length > bytes) {
      throw new BadDownload(`${url} is longer than its ${bytes} bytes; check HF_ENDPOINT.`);
    }
    await file.appendFile(chunk);
    have.hash.update(chunk);
    have.length += chunk.length;
    download.onProgress(have.length);
  }
  if (have.length < bytes) throw new DownloadCut(`${url.host} ended the file early`);
}

function checkRange(response: Response, offset: number, { bytes, url }: SizedDownload): void {
  const range = response.headers.get('content-range');
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(range ?? '');
  if (Number(match?.[1]) !== offset || Number(match?.[2]) !== bytes) {
    throw new BadDownload(
      `${url} answers bytes ${offset}- of ${bytes} with the range "${range}"; check HF_ENDPOINT.`,
    );
  }
}

/** The chunks of a body; a broken connection or a long silence becomes `DownloadCut`. */
async function* readBody(
  response: Response,
  { url, signal, timing }: FileDownload,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const next = await withinSilence(reader.read(), timing.stallTimeoutMs, signal);
      if (next.done) return;
      yield next.value;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof BadDownload) throw cause;
    throw new DownloadCut(`${url.host} broke off`, { cause });
  } finally {
    // Whatever ended the loop, the connection must not linger; a broken one may refuse, which is as good.
    await reader.cancel().catch(() => {});
  }
}

async function withinSilence<Value>(
  work: Promise<Value>,
  limitMs: number,
  signal?: AbortSignal,
): Promise<Value> {
  signal?.throwIfAborted();
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => reject(new Error(`no data for ${limitMs / 1000} s`)), limitMs);
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function strongEtag(response: Response): string | null {
  const etag = response.headers.get('etag');
  return etag === null || etag.startsWith('W/') ? null : etag;
}
