// Cuts a stream of bytes into lines of text, at line feeds alone.
import type { Readable } from 'node:stream';

/** A line; its text is null where it is longer than is taken. */
export type TextLine = string | null;

/**
 * Node's readline ends a line at U+2028 and U+2029, too, which JSON may hold unescaped.
 *
 * @param options.longest in UTF-16 units; what is longer is passed over without being held
 */
export async function* textLines(
  stream: Readable,
  { longest }: { longest: number },
): AsyncIterable<TextLine> {
  const decoder = new TextDecoder();
  let begun = '';
  let isTooLong = false;
  for await (const chunk of stream) {
    const pieces = decoder.decode(toBytes(chunk), { stream: true }).split('\n');
    for (const [i, piece] of pieces.entries()) {
      if (i > 0) {
        yield isTooLong ? null : begun;
        begun = '';
        isTooLong = false;
      }
      isTooLong ||= begun.length + piece.length > longest;
      begun = isTooLong ? '' : begun + piece;
    }
  }
  begun += decoder.decode();
  if (isTooLong) yield null;
  else if (begun !== '') yield begun;
}

/** A stream made from an iterable gives what it was made from. */
function toBytes(chunk: unknown): Uint8Array {
  return typeof chunk === 'string' ? new TextEncoder().encode(chunk) : (chunk as Uint8Array);
}
