// However an answer is cut into pieces, only citations of known products come through.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCitations } from '../../../apps/ask/citations.ts';

function shown(pieces: readonly string[], known = [17, 23]) {
  const citations = createCitations(new Set(known));
  const text = pieces.map((piece) => citations.push(piece)).join('') + citations.end();
  return { text, cited: citations.cited, dropped: citations.dropped };
}

test.each([
  ['Take [17].', 'Take [17].', [17], 0],
  ['Take [99].', 'Take .', [], 1],
  ['Both [17, 23] fit.', 'Both [17][23] fit.', [17, 23], 0],
  ['Mixed [17; 99].', 'Mixed [17].', [17], 1],
  ['With a sign [#17].', 'With a sign [17].', [17], 0],
  ['No citation [see below] [', 'No citation [see below] [', [], 0],
  ['[17', '[17', [], 0],
  ['[[99]99]', '[?99]', [], 1],
  ['[[17]]', '[[17]]', [17], 0],
])('%s', (said, text, cited, dropped) => {
  expect(shown([said])).toEqual({ text, cited, dropped });
});

test('no cut of an answer changes it', () => {
  const part = fc.constantFrom(
    '[',
    ']',
    '17',
    '99',
    ', ',
    'gold ',
    '#',
    `[${'a'.repeat(70)}]`,
    '[17]',
    '[99]',
  );
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (parts, cuts) => {
      const whole = parts.join('');
      const pieces: string[] = [];
      for (let at = 0, i = 0; at < whole.length; i++) {
        const length = cuts[i % cuts.length] ?? 1;
        pieces.push(whole.slice(at, at + length));
        at += length;
      }
      expect(shown(pieces)).toEqual(shown([whole]));
      expect(shown(pieces).text).not.toMatch(/\[\s*99\s*\]/);
    }),
  );
});
