// Reads a response body off the wire: counted, capped, and no slower than the clock allows.
import type { Dispatcher } from 'undici';
import { tooLarge } from './capped-body.ts';
import type { NetworkClock } from './network-clock.ts';
import { readHeader } from './response-head.ts';

/** Bytes received for one call, over all its attempts and redirects. */
export interface Traffic {
  bytes: number;
}

interface WireOptions {
  url: string;
  maxBytes: number;
  clock: NetworkClock;
  traffic: Traffic;
}

/** @throws GiveUp over the cap, RetryLater when the server is too slow, and whatever the connection throws */
export async function* readWire(
  response: Dispatcher.ResponseData,
  { url, maxBytes, clock, traffic }: WireOptions,
): AsyncGenerator<Buffer> {
  const iterator: AsyncIterator<Buffer> = response.body[Symbol.asyncIterator]();
  let bytes = 0;
  try {
    if (Number(readHeader(response, 'content-length')) > maxBytes) throw tooLarge({ url, maxBytes });
    while (true) {
      const { value, done } = await clock.waitForBody(url, bytes, iterator.next());
      if (done) return;
      bytes += value.length;
      traffic.bytes += value.length;
      if (bytes > maxBytes) throw tooLarge({ url, maxBytes });
      yield value;
    }
  } finally {
    // Does nothing to a body that was read to its end; the connection of any other is of no more use.
    response.body.destroy();
  }
}

/** Reads on to the end, so that the connection can be used again, unless the body is longer than an ordinary error page. */
export async function discardBody(
  response: Dispatcher.ResponseData,
  options: Omit<WireOptions, 'maxBytes'>,
): Promise<void> {
  try {
    for await (const _ of readWire(response, { ...options, maxBytes: 64 * 1024 }));
  } catch (error) {
    // A body nobody wants is no reason to fail, unless time is up.
    if (options.clock.signal.aborted) throw error;
  }
}

/** About what the head took on the wire; undici does not say exactly. */
export function headBytes(response: Dispatcher.ResponseData): number {
  const lines = Object.entries(response.headers).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => name.length + one.length + 4),
  );
  return lines.reduce((sum, length) => sum + length, 19);
}
