// Looks at the start of a stream without taking it.
import type { Readable } from 'node:stream';

/** The first bytes of a stream, which stay in it. */
export async function peek(stream: Readable): Promise<string> {
  for (;;) {
    const chunk: Buffer | string | null = stream.read();
    if (chunk !== null) {
      stream.unshift(chunk);
      return chunk.toString().replace(/^\uFEFF/, '');
    }
    if (stream.readableEnded || stream.destroyed) return '';
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error) => {
        stream.off('readable', settle).off('end', settle).off('error', settle);
        if (error instanceof Error) reject(error);
        else resolve();
      };
      stream.once('readable', settle).once('end', settle).once('error', settle);
    });
  }
}
