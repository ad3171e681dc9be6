// Names in a question are those that the catalogue has; what is no name stays a word to look for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { catalogueWordsFor } from '../../../apps/ask/catalogue-words.ts';
import { readQuestion } from '../../../apps/ask/read-question.ts';
import { filtersOf } from '../../../apps/ask/understood.ts';
import type { NamedTerm } from '../../../catalog/lexical/named-terms.ts';

const term = (kind: NamedTerm['kind'], key: string, products: number, label = key): NamedTerm => ({
  kind,
  key,
  label,
  products,
});
const catalogue: Awaited<ReturnType<typeof catalogueWordsFor>> = {
  terms: [
    term('category', 'taps', 300, 'Taps'),
    term('category', 'kitchen taps', 120, 'Kitchen taps'),
    term('brand', 'brass and sons', 20, 'Brass & Sons'),
    term('brand', 'fjordhus', 47, 'Fjordhus'),
    term('word', 'fjordhus', 47),
    term('brand', 'bridge', 5, 'Bridge'),
    term('word', 'bridge', 60),
    term('brand', 'gold', 9, 'Gold'),
  ],
  shops: ['The Tap House', 'Taps'],
  currencies: ['USD'],
};
const read = (question: string) => readQuestion(question, catalogue);

describe('a question', () => {
  test('as in the documents', () => {
    expect(read('which matte black kitchen taps are under $150 and pull down?')).toEqual({
      words: 'matte black kitchen taps pull down',
      without: [],
      minPrice: null,
      maxPrice: 150,
      currency: 'USD',
      colours: ['matte black'],
      brands: [],
      category: 'Kitchen taps',
      shop: null,
      available: false,
      sort: 'relevance',
    });
  });

  test('names the longest category, in the singular too', () => {
    expect(read('a kitchen tap').category).toBe('Kitchen taps');
    expect(read('any tap').category).toBe('Taps');
    expect(read('a lamp').category).toBeNull();
  });

  test('names a brand, but no ordinary word that happens to be one', () => {
    expect(read('something by FJORDHUS')).toMatchObject({ brands: ['Fjordhus'], words: '' });
    expect(read('brass and sons basin')).toMatchObject({ brands: ['Brass & Sons'], words: 'basin' });
    expect(read('a bridge faucet')).toMatchObject({ brands: [], words: 'bridge faucet' });
    expect(read('a faucet by Bridge').brands).toEqual(['Bridge']);
    expect(read('gold faucet')).toMatchObject({ brands: [], colours: ['gold'] });
  });

  test('names a shop', () => {
    expect(read('chrome faucets at the tap house').shop).toBe('The Tap House');
    expect(read('chrome taps').shop).toBeNull();
  });

  test('says what it must not be', () => {
    expect(read('faucets, but not chrome or gold')).toMatchObject({
      without: ['chrome', 'gold'],
      words: 'faucets',
      colours: [],
    });
    expect(read('a faucet without cross handles in white')).toMatchObject({
      without: ['cross handles'],
      colours: ['white'],
    });
    expect(read('nothing too expensive, no lever').without).toEqual(['lever']);
  });

  test('asks for an order, or for what is there', () => {
    expect(read('the cheapest faucet').sort).toBe('price');
    expect(read('the most expensive faucet').sort).toBe('-price');
    expect(read('your newest faucets').sort).toBe('newest');
    expect(read('faucets in stock').available).toBe(true);
    expect(read('faucets that are out of stock').available).toBe(false);
  });

  test('in German', () => {
    expect(read('Welche goldenen Küchenarmaturen gibt es unter 200 € ohne Griffe auf Lager?')).toMatchObject({
      colours: ['gold'],
      maxPrice: 200,
      currency: 'EUR',
      available: true,
      words: 'gold küchenarmaturen',
    });
  });

  test('of whatever characters is understood somehow, and its filters are sound', () => {
    const words = fc.constantFrom(
      'under',
      '$',
      '150',
      'not',
      'or',
      'kitchen',
      'taps',
      '-',
      'between',
      'and',
      '€',
      '1.5e9',
      '\0',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(words).map((all) => all.join(' ')),
    );
    fc.assert(
      fc.property(text, (question) => {
        const understood = read(question);
        const { minPrice, maxPrice } = filtersOf(understood);
        if (minPrice !== undefined) expect(minPrice).toBeGreaterThanOrEqual(0);
        if (maxPrice !== undefined) expect(maxPrice).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
