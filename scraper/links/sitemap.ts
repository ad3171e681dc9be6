// Reads a sitemap as it arrives, plain or gzipped, in batches: memory stays flat whatever its size.
import { Readable } from 'node:stream';
import zlib from 'node:zlib';
import { createSitemapParser, type SitemapEntry } from './sitemap-parser.ts';

export type { SitemapEntry };

/** The protocol's own limits: https://www.sitemaps.org/protocol.html */
const mostEntries = 50_000;
const mostBytes = 52_428_800;

const batchEntries = 1000;
const chunkBytes = 64 * 1024;

/**
 * Batches of at most 1000 entries in file order, 50,000 in all; of a broken, cut off or endless file what
 * stands before the damage. gzip is known by its first bytes, not by a name or type.
 * @throws what `chunks` threw, after the entries that stood before: who reads a shop must know that more was to come
 */
export async function* readSitemap(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SitemapEntry[]> {
  const arriving = rememberingFailure(chunks);
  const parser = createSitemapParser();
  const decoder = new TextDecoder('utf-8');
  let count = 0;
  let waiting: SitemapEntry[] = [];

  function* takeBatches(isEnd: boolean): Generator<SitemapEntry[]> {
    waiting.push(...parser.take());
    while (count < mostEntries && waiting.length >= (isEnd ? 1 : batchEntries)) {
      const batch = waiting.slice(0, Math.min(batchEntries, mostEntries - count));
      waiting = waiting.slice(batchEntries);
      count += batch.length;
      yield batch;
    }
  }

  try {
    for await (const chunk of slices(gunzipped(arriving.chunks))) {
      const isReadable = parser.write(decoder.decode(chunk, { stream: true }));
      yield* takeBatches(false);
      if (count >= mostEntries || !isReadable) break;
    }
  } catch {
    // Damage in the gzip itself ends the file here; what the connection did is thrown below.
  }
  parser.end();
  yield* takeBatches(true);
  if (arriving.failure() !== null) throw arriving.failure();
}

/** As `readSitemap`, for a body that is there already. */
export function readWholeSitemap(body: Buffer): SitemapEntry[] {
  const parser = createSitemapParser();
  const decoder = new TextDecoder('utf-8');
  const entries: SitemapEntry[] = [];
  const plain = gunzipWhole(body);
  for (let start = 0; start < plain.length && entries.length < mostEntries; start += chunkBytes) {
    const isReadable = parser.write(
      decoder.decode(plain.subarray(start, start + chunkBytes), { stream: true }),
    );
    entries.push(...parser.take());
    if (!isReadable) break;
  }
  parser.end();
  return [...entries, ...parser.take()].slice(0, mostEntries);
}

function rememberingFailure(chunks: AsyncIterable<Uint8Array>) {
  let failed: unknown = null;
  async function* remember() {
    try {
      yield* chunks;
    } catch (error) {
      // Ends quietly here, so that a decompressor still gives what it has.
      failed = error;
    }
  }
  return { chunks: remember(), failure: () => failed };
}

async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await readHead(iterator);
  const whole = startingWith(head, iterator);
  if (!isGzip(head)) {
    yield* whole;
    return;
  }
  const gunzip = zlib.createGunzip({ finishFlush: zlib.constants.Z_SYNC_FLUSH });
  const source = Readable.from(whole);
  try {
    for await (const chunk of source.pipe(gunzip)) yield chunk;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** The first two bytes at least, unless there are fewer: a slow server may send them one by one. */
async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  while (bytes < 2) {
    const { done, value } = await iterator.next();
    if (done) break;
    pieces.push(value);
    bytes += value.length;
  }
  return Buffer.concat(pieces);
}

async function* startingWith(head: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    // Whoever stops early must not leave the connection hanging.
    await rest.return?.();
  }
}

/** Pieces small enough that one of them never makes more than a few batches; the file ends at its cap. */
async function* slices(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += chunkBytes) {
      const piece = chunk.subarray(start, start + chunkBytes);
      bytes += piece.length;
      if (bytes > mostBytes) return;
      yield piece;
    }
  }
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

function gunzipWhole(body: Buffer): Buffer {
  if (!isGzip(body)) return body.subarray(0, mostBytes);
  try {
    const whatThereIs = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
    return zlib.gunzipSync(body, { maxOutputLength: mostBytes, ...whatThereIs });
  } catch {
    // Not gzip after all, or larger than a sitemap may be: nothing in it can be used.
    return Buffer.alloc(0);
  }
}
