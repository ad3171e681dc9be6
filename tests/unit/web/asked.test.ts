// What is asked for survives the way through an address, whatever stands in it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Asked,
  askedAddress,
  isAsked,
  isWebAddress,
  nothingAsked,
  readAsked,
  readLine,
  writeLine,
} from '../../../apps/web/src/address/asked.ts';
import {
  countParts,
  nudged,
  without,
  withProduct,
  withText,
  withWords,
} from '../../../apps/web/src/address/asked-changes.ts';
import { parseQuery } from '../../../clip/compose/query-syntax.ts';

const read = (address: string): Asked => readAsked(new URL(address, 'http://shop').searchParams);
const asked = (line: string): Asked => ({ ...readLine(line), photo: null });
const kept = 'file:a1b2c3d4e5f60718';

const weight = fc.constantFrom(0.25, 0.5, 1, 1.5, 2, 10);
const signedWeight = fc.tuple(weight, fc.constantFrom(1, -1)).map(([size, sign]) => size * sign);
// Words, syntax, quotes, marks and anything else that can be typed.
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.stringMatching(/^[a-z":+\- “”'’0-9*]{1,20}$/),
  fc.constantFrom(
    'like',
    'unlike',
    'like:12',
    'gold:2',
    '-chrome',
    '"',
    '6" pipe',
    '+',
    'AB-12:3',
    'https://a.b/c',
  ),
);
const crop = fc
  .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }))
  .chain(([left, top]) =>
    fc.record({
      left: fc.constant(left / 1000),
      top: fc.constant(top / 1000),
      width: fc.integer({ min: 40, max: 1000 - left }).map((n) => n / 1000),
      height: fc.integer({ min: 40, max: 1000 - top }).map((n) => n / 1000),
    }),
  );
const anyAsked: fc.Arbitrary<Asked> = fc.record({
  texts: fc.array(fc.record({ text, weight: signedWeight }), { maxLength: 6 }),
  products: fc.uniqueArray(
    fc.record({ productId: fc.integer({ min: 1, max: 1e15 - 1 }), weight: signedWeight }),
    {
      maxLength: 6,
      selector: ({ productId }) => productId,
    },
  ),
  photo: fc.option(
    fc.record({
      source: fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constant(kept)),
      weight,
      crop: fc.option(crop),
    }),
  ),
});

describe('an address', () => {
  test('says what is asked for in a line that people can read', () => {
    const all = read('/?q=tap+-chrome:0.5+like:12+unlike:30&photo=https://a.b/c.jpg&crop=0.1,0.2,0.5,0.6');
    expect(all).toEqual({
      texts: [
        { text: 'tap', weight: 1 },
        { text: 'chrome', weight: -0.5 },
      ],
      products: [
        { productId: 12, weight: 1 },
        { productId: 30, weight: -1 },
      ],
      photo: {
        source: 'https://a.b/c.jpg',
        weight: 1,
        crop: { left: 0.1, top: 0.2, width: 0.5, height: 0.6 },
      },
    });
    expect(askedAddress(all)).toBe(
      '/?q=tap+-chrome:0.5+like:12+unlike:30&photo=https://a.b/c.jpg&crop=0.1,0.2,0.5,0.6',
    );
  });

  test('gives back whatever was asked for', () => {
    fc.assert(
      fc.property(anyAsked, (wanted) => {
        // Texts are tidied when they are typed: see the next test for those that are not.
        const tidied = wanted.texts.flatMap(({ text, weight }) =>
          withText(nothingAsked, text, 1).texts.map((part) => ({ ...part, weight })),
        );
        const texts = [...new Map(tidied.map((part) => [part.text, part])).values()];
        const unique = { ...wanted, texts };
        expect(read(askedAddress(unique))).toEqual(unique);
      }),
      { numRuns: 2000 },
    );
  });

  test('of any kind is read, and then always the same way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.webQueryParameters(), (line, rest) => {
        const params = new URLSearchParams(rest);
        params.set('q', line);
        const once = readAsked(params);
        expect(read(askedAddress(once))).toEqual(once);
      }),
      { numRuns: 2000 },
    );
  });

  test('has a line that the API can read', () => {
    fc.assert(
      fc.property(anyAsked, (wanted) => {
        const line = writeLine(readLine(writeLine(wanted)));
        expect(() => parseQuery(line)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    'photo=javascript:alert(1)',
    'photo=data:image/png;base64,AAAA',
    'photo=file:///etc/passwd',
    'photo=file:../../x',
    'photo=/images/x.webp',
    `photo=/images/${'a1'.repeat(32)}.webp`,
    'photo=//evil.example/x.jpg',
    `photo=https://a.b/${'x'.repeat(2001)}`,
    'photo=',
    'crop=0,0,1,1',
    'q=',
    'q=%20%20',
    'q=gold:0',
  ])('with %s alone asks for nothing', (part) => {
    expect(isAsked(read(`/?${part}`))).toBe(false);
  });

  test.each([
    '0,0,2,1',
    '0.5,0,0.6,1',
    '0,0,0,1',
    '0,0,0.01,1',
    '-0.1,0,1,1',
    'a,b,c,d',
    '0,0,1',
    '1e-1,0,1,1',
  ])('with the crop %s shows the whole photo', (crop) => {
    expect(read(`/?photo=${kept}&crop=${crop}`).photo).toEqual({ source: kept, weight: 1, crop: null });
  });

  test('whose syntax is wrong is one phrase', () => {
    expect(asked('gold:11').texts).toEqual([{ text: 'gold:11', weight: 1 }]);
    expect(asked('"two handles').texts).toEqual([{ text: '"two handles', weight: 1 }]);
  });

  test('says a word that looks like syntax in quotes', () => {
    const literal = { ...nothingAsked, texts: [{ text: 'like:12', weight: 1 }] };
    expect(askedAddress(literal)).toBe('/?q=%22like:12%22');
    expect(read(askedAddress(literal))).toEqual(literal);
  });
});

describe('changing one part', () => {
  const all = asked('gold -chrome like:12');

  test('leaves the others', () => {
    expect(writeLine(withText(all, 'two handles', -1))).toBe('gold -chrome -"two handles" like:12');
    expect(writeLine(withText(all, 'chrome', 1))).toBe('gold +chrome like:12');
    expect(writeLine(withProduct(all, 7, -1))).toBe('gold -chrome like:12 unlike:7');
    expect(writeLine(withProduct(all, 12, -1))).toBe('gold -chrome unlike:12');
    expect(writeLine(without(all, { kind: 'text', text: 'gold' }))).toBe('-chrome like:12');
    expect(writeLine(without(all, { kind: 'product', productId: 12 }))).toBe('gold -chrome');
  });

  test('goes up and down in steps, and stays on its side', () => {
    const chrome = { kind: 'text', text: 'chrome' } as const;
    expect(writeLine(nudged(all, chrome, -1))).toBe('gold -chrome:0.5 like:12');
    expect(writeLine(nudged(nudged(all, chrome, -1), chrome, 1))).toBe('gold -chrome like:12');
    let least = all;
    for (let i = 0; i < 10; i++) least = nudged(least, chrome, -1);
    expect(writeLine(least)).toBe('gold -chrome:0.25 like:12');
  });

  test('to other words keeps the products; one typed again has the weight that was typed', () => {
    expect(writeLine(withWords(all, 'silver'))).toBe('silver like:12');
    expect(writeLine(withWords(all, 'silver like:12:2 like:13'))).toBe('silver like:12:2 like:13');
    expect(writeLine(withWords(all, ''))).toBe('like:12');
  });

  test('is not possible beyond what the API takes', () => {
    let many = nothingAsked;
    for (let id = 1; id < 30; id++) many = withProduct(many, id, 1);
    expect(countParts(many)).toBe(20);
    expect(withText(many, 'gold', 1)).toEqual(many);
  });
});

test('an address on the web is told from words about one', () => {
  expect(isWebAddress('https://shop.example/tap.jpg?w=1')).toBe(true);
  expect(isWebAddress('see https://shop.example/tap.jpg')).toBe(false);
  expect(isWebAddress('gold tap')).toBe(false);
});
