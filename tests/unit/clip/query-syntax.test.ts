// The one-line syntax of composed queries: what is read as what, and that text which is no syntax stays text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadQuery } from '../../../clip/compose/bad-query.ts';
import { isComposed, parseQuery } from '../../../clip/compose/query-syntax.ts';

const text = (words: string, weight = 1) => ({ text: words, weight });
const like = (productId: number, weight = 1) => ({ productId, weight });

describe('a query line', () => {
  it.each([
    ['gold purple', [text('gold purple')]],
    ['gold  purple ', [text('gold  purple')]],
    ['gold:1 modern:0.5 -"two handles"', [text('gold'), text('modern', 0.5), text('two handles', -1)]],
    ['like:17 -chrome +"matte black"', [like(17), text('chrome', -1), text('matte black')]],
    ['like:17:0.5 unlike:3:2 -like:4', [like(17, 0.5), like(3, -2), like(4, -1)]],
    [
      'matte black tap -chrome wall mounted',
      [text('matte black tap'), text('chrome', -1), text('wall mounted')],
    ],
    ['“two handles”:2', [text('two handles', 2)]],
    ['"gold" tap', [text('gold'), text('tap')]],
    ['-gold:.5 tap', [text('gold', -0.5), text('tap')]],
    ['or:2 розовый:3', [text('or', 2), text('розовый', 3)]],
    ['-gold:0', [text('gold', -0)]],
  ])('%s is read', (line, parts) => {
    expect(parseQuery(line)).toEqual(parts);
    expect(isComposed(parseQuery(line))).toBe(parts.length > 1 || !/^gold +purple ?$/.test(line));
  });

  it.each([
    'pull-down stainless-steel tap',
    '16:9 television at 12:30',
    'AB-12:3 and K-6:2',
    'RAL:9005',
    'https://taps.example:8080/a?b=1',
    '-20% off',
    'gold - purple -- tap',
    '6" spout and 19 " rack',
    'tap: gold',
    'like: gold',
    'likes:gold like:me',
    "l'eau d'or",
    'C++ c# a+b',
    'under 49.90',
  ])('%s is text as it stands', (line) => {
    expect(parseQuery(line)).toEqual([text(line)]);
    expect(isComposed(parseQuery(line))).toBe(false);
  });

  it.each([
    ['tap "gold', 'this quote is not closed', 5],
    ['tap "" gold', 'nothing between these quotes', 5],
    ['gold:11', 'from 0 to 10', 6],
    ['gold:100', 'go into quotes|goes into quotes', 6],
    ['gold:-1', 'the minus goes before the word', 6],
    ['"two handles":x', 'a weight is a number', 15],
    ['like:0', 'the id of a product', 1],
    ['like:99999999999999999999', 'the id of a product', 1],
    ['like:1:9999', 'from 0 to 10', 8],
    [Array(11).fill('+a b').join(' '), '22 parts, and at most 20', 1],
  ])('%s is refused, saying where', (line, what, position) => {
    const error = catchBadQuery(line);
    expect(error.reason).toMatch(new RegExp(what));
    expect(error.position).toBe(position);
  });

  const word = fc.stringMatching(/^[a-z]{1,8}$/).filter((one) => !/^(un)?like$/.test(one));
  const weight = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100);
  const part = fc.record({
    words: fc.array(word, { minLength: 1, maxLength: 3 }),
    weight,
    minus: fc.boolean(),
  });

  it('gives back the parts that were written', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (parts) => {
        const line = parts.map(
          ({ words, weight: w, minus }) => `${minus ? '-' : ''}"${words.join(' ')}":${w}`,
        );
        expect(parseQuery(line.join(' '))).toEqual(
          parts.map(({ words, weight: w, minus }) => text(words.join(' '), minus ? -w : w)),
        );
      }),
    );
  });

  it('any line is read or refused as BadQuery with a place inside it, in bounded parts', () => {
    const wild = fc.string({ unit: fc.constantFrom(...'ab :"“”-+.19lik'), maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(wild, fc.string({ unit: 'binary' })), (line) => {
        try {
          const parts = parseQuery(line);
          expect(parts.length).toBeLessThanOrEqual(20);
          for (const one of parts) {
            expect(Math.abs(one.weight)).toBeLessThanOrEqual(10);
            if ('text' in one) expect(one.text.trim()).not.toBe('');
          }
        } catch (error) {
          if (!(error instanceof BadQuery)) throw error;
          expect(error.position).toBeLessThanOrEqual(line.length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('words alone are never changed', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        expect(parseQuery(words.join(' '))).toEqual([text(words.join(' '))]);
      }),
    );
  });
});

function catchBadQuery(line: string): BadQuery {
  try {
    parseQuery(line);
  } catch (error) {
    if (error instanceof BadQuery) return error;
    throw error;
  }
  throw new Error(`${line} was read`);
}
