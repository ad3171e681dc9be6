// Undoes a response body's content encoding as it streams, and never lets more than the cap through.
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { GiveUp, RetryLater } from './fetch-errors.ts';

export interface BodyLimits {
  /** For error messages. */
  url: string;
  /** For the bytes after each step of decompression; those on the wire are counted where they are read. */
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
  // RFC 9659: no window over 8 MB, or each answer could ask for 128 MB of memory.
  zstd: () => zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: 23 } }),
};

/** What to say in Accept-Encoding. */
export const acceptedEncodings = 'gzip, br, deflate, zstd';

/**
 * @param contentEncoding the header's value, or null
 * @throws GiveUp when the body is over the cap or can't be decoded, RetryLater when it ends too soon
 */
export async function* decodeBody(
  wire: AsyncGenerator<Buffer>,
  contentEncoding: string | null,
  limits: BodyLimits,
): AsyncGenerator<Buffer> {
  const encodings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== '' && encoding !== 'identity');
  try {
    if (encodings.length === 0) yield* wire;
    else yield* decodeStacked(wire, encodings, limits);
  } catch (error) {
    // Decoders say no more than that they were stopped.
    throw limits.signal.aborted ? limits.signal.reason : asBodyError(error, encodings, limits);
  } finally {
    // Also when it was left before its first chunk, or could not be decoded: the connection must not wait.
    await wire.return(undefined);
  }
}

export async function collectBody(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const collected: Buffer[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return collected.length === 1 && collected[0] ? collected[0] : Buffer.concat(collected);
}

async function* decodeStacked(
  wire: AsyncGenerator<Buffer>,
  encodings: string[],
  limits: BodyLimits,
): AsyncGenerator<Buffer> {
  // Two codings do occur (a proxy compressing again); more are only ever an attack on the reader.
  if (encodings.length > 2) throw undecodable(encodings, limits);
  const first = await wire.next();
  // An empty body is sent with a Content-Encoding now and then; no decoder would take it.
  if (first.done) return;
  let decoded = startingWith(first.value, wire);
  for (const [index, encoding] of encodings.toReversed().entries()) {
    const create = decoders[encoding];
    if (create === undefined) throw undecodable(encodings, limits);
    decoded = decodeBy(create(index === 0 ? first.value : Buffer.of(8)), decoded, limits.signal);
    decoded = capped(decoded, limits);
  }
  yield* decoded;
}

async function* startingWith(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function* capped(source: AsyncIterable<Buffer>, limits: BodyLimits): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limits.maxBytes) throw tooLarge(limits);
    yield chunk;
  }
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
    return new RetryLater(message, limits.url, { reason: 'body cut short', cause: error });
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
