// Reads a response body whole, undoing its content encoding, and never holds more than the cap.
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { GiveUp, RetryLater } from './fetch-errors.ts';

export interface BodyLimits {
  /** For error messages. */
  url: string;
  /** Applies to the bytes on the wire and to the bytes after decompression. */
  maxBytes: number;
  signal: AbortSignal;
}

const decoders: Record<string, (firstChunk: Buffer) => Transform> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  // The standard means a zlib stream; some servers send raw deflate under the same name.
  deflate: (firstChunk) =>
    ((firstChunk[0] ?? 0) & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw(),
  br: () => zlib.createBrotliDecompress(),
  zstd: () => zlib.createZstdDecompress(),
};

/** What to say in Accept-Encoding. */
export const acceptedEncodings = 'gzip, br, deflate, zstd';

/**
 * @param contentEncoding the header's value, or null
 * @throws GiveUp when the body is over the cap or can't be decoded, RetryLater when it ends too soon
 */
export async function readCappedBody(
  body: Readable,
  contentEncoding: string | null,
  limits: BodyLimits,
): Promise<Buffer> {
  const encodings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  const chunks = countedChunks(body, limits);
  if (encodings.length === 0) return await collect(chunks);
  const first = await chunks.next();
  // An empty body is sent with a Content-Encoding now and then; no decoder would take it.
  if (first.done) return Buffer.alloc(0);
  return await collectDecoded(first.value, chunks, encodings, limits);
}

async function* countedChunks(source: AsyncIterable<Buffer>, limits: BodyLimits): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw tooLarge(limits);
    yield chunk;
  }
}

async function collect(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function collectDecoded(
  first: Buffer,
  rest: AsyncIterable<Buffer>,
  encodings: string[],
  limits: BodyLimits,
): Promise<Buffer> {
  // Two codings do occur (a proxy compressing again); more are only ever an attack on the reader.
  if (encodings.length > 2) throw undecodable(encodings, limits);
  let decoded = startingWith(first, rest);
  for (const [index, encoding] of encodings.toReversed().entries()) {
    const create = decoders[encoding];
    if (create === undefined) throw undecodable(encodings, limits);
    decoded = decodeBy(create(index === 0 ? first : Buffer.of(8)), decoded, limits.signal);
    decoded = countedChunks(decoded, limits);
  }
  try {
    return await collect(decoded);
  } catch (error) {
    throw asBodyError(error, encodings, limits);
  }
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* decodeBy(
  decoder: Transform,
  source: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  const feeding = pipeline(source, decoder, { signal });
  // Its error destroys the decoder too, and so is thrown by the loop below.
  feeding.catch(() => {});
  yield* decoder;
  await feeding;
}

function asBodyError(error: unknown, encodings: string[], limits: BodyLimits): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR') {
    const message = `The ${encodings.join(', ')} body of ${limits.url} ended too soon; try again later.`;
    return new RetryLater(message, limits.url, { cause: error });
  }
  // The names that zlib, brotli and zstd errors begin with in Node.
  if (/^(Z_|ERR__|ZSTD_)/.test(code)) return undecodable(encodings, limits, error);
  return error;
}

/** The error for a body over the cap; also thrown on a Content-Length that announces one. */
export function tooLarge({ url, maxBytes }: Pick<BodyLimits, 'url' | 'maxBytes'>): GiveUp {
  return new GiveUp(`The body of ${url} is larger than the ${maxBytes} bytes allowed.`, url, {
    reason: 'too large',
  });
}

function undecodable(encodings: string[], { url }: BodyLimits, cause?: unknown): GiveUp {
  return new GiveUp(`The body of ${url} can't be decoded as ${encodings.join(', ')}.`, url, {
    reason: 'undecodable body',
    cause,
  });
}
