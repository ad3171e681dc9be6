import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textLines } from '../../../workers/text-lines.ts';

async function linesOf(chunks: readonly (string | Uint8Array)[], longest = 1000) {
  const lines: (string | null)[] = [];
  for await (const line of textLines(Readable.from(chunks), { longest })) lines.push(line);
  return lines;
}

describe('lines of a stream', () => {
  test('are the same wherever its bytes are cut, and end at line feeds alone', async () => {
    const line = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\u2028', '\u2029', '\r', '"', '\u{1f6bf}'),
        fc.string({ unit: 'binary' }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1 }),
        fc.integer({ min: 1, max: 7 }),
        async (lines, size) => {
          const wanted = lines.map((text) => text.replaceAll('\n', '').toWellFormed());
          const bytes = new TextEncoder().encode(`${wanted.join('\n')}\n`);
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
            bytes.subarray(i * size, (i + 1) * size),
          );
          // The decoder takes a byte order mark off the very first line.
          expect(await linesOf(chunks)).toEqual(
            wanted.map((text, i) => (i === 0 ? text.replace(/^\uFEFF/, '') : text)),
          );
        },
      ),
    );
  });

  test('that are too long are told as such, and those around them come', async () => {
    expect(await linesOf(['ab\nabc', 'def\nx', 'y\nabcd'], 3)).toEqual(['ab', null, 'xy', null]);
  });

  test('the last one needs no end', async () => {
    expect(await linesOf(['one\ntwo'])).toEqual(['one', 'two']);
    expect(await linesOf(['one\n'])).toEqual(['one']);
    expect(await linesOf([])).toEqual([]);
  });
});
