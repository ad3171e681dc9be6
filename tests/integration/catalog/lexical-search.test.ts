// Words that name products: codes, brands, titles, typos, scripts, and text meant to do harm.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchByWords } from '../../../catalog/lexical/lexical-search.ts';
import { fillMissingWords } from '../../../catalog/lexical/product-words.ts';
import { refreshTerms } from '../../../catalog/lexical/terms.ts';
import { type ProductInput, upsertProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, productInput } from './stock.ts';

let db: TestDatabase;
let shopId: number;
const names = new Map<number, string>();

const taps: [name: string, changes: Partial<ProductInput>][] = [
  [
    'goose',
    { title: 'Nordlys Gooseneck Kitchen Tap, Chrome', brand: 'Fjordhus', sku: 'TB-86285CAD', price: 80 },
  ],
  ['lever', { title: 'Nordlys Lever Basin Tap, Gold', brand: 'Fjordhus', mpn: 'FJ.4711/b', price: 90 }],
  ['other goose', { title: 'Arc Gooseneck Tap, Brass', brand: 'Merrow', gtin: '04006381333931' }],
  ['bath', { title: 'Lido Bath Filler, Chrome', brand: 'Everyday Bath Co.', sku: 'EB 100' }],
  ['bath mat', { title: 'Bath Mat', brand: 'Merrow', category: ['Textiles'] }],
  ['umlaut', { title: 'Spültischarmatur Größe M', brand: 'Brück & Søn' }],
  ['cyrillic', { title: 'Смеситель для кухни золотой', brand: 'Водолей' }],
  ['japanese', { title: '金色の水栓 キッチン用', brand: '東京水栓' }],
  ['variant', { title: 'Plain Spout', brand: null, variants: [variant('VAR-77-XL')] }],
  ['maker', { title: 'Grohe 31368-DC0 Essence', brand: 'Grohe', sku: 'G1' }],
  ...Array.from({ length: 40 }, (_, i): [string, Partial<ProductInput>] => [
    `plain ${i}`,
    { title: `Plain Tap Model ${i}`, brand: 'Acme', sku: `A-${1000 + i}` },
  ]),
];

function variant(sku: string): NonNullable<ProductInput['variants']>[number] {
  const unknown = { name: null, gtin: null, price: null, regularPrice: null, availability: null };
  return { ...unknown, options: {}, sku, photoUrl: null, url: null };
}

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  for (const [name, changes] of taps) {
    const { id } = await upsertProduct(db.pool, productInput(shopId, encodeURIComponent(name), changes));
    names.set(id, name);
  }
  await refreshTerms(db.pool);
});
afterAll(() => db?.drop());

async function find(text: string, more: Partial<Parameters<typeof searchByWords>[1]> = {}) {
  const { hits, corrections } = await searchByWords(db.pool, { text, filters: {}, limit: 20, ...more });
  return { hits, corrections, names: hits.map(({ productId }) => names.get(productId)) };
}

describe('a code', () => {
  test.each([
    ['TB-86285CAD', 'goose', 'sku'],
    ['tb86285cad', 'goose', 'sku'],
    ['TB 86285 CAD', 'goose', 'sku'],
    ['chrome tap tb-86285cad please', 'goose', 'sku'],
    ['fj4711b', 'lever', 'mpn'],
    ['4006381333931', 'other goose', 'gtin'],
    ['0 4006381 333931', 'other goose', 'gtin'],
    ['eb100', 'bath', 'sku'],
    ['var77xl', 'variant', 'sku'],
  ])('%s names one product, first', async (text, name, by) => {
    const { hits, names } = await find(text);
    expect(names[0]).toBe(name);
    expect(hits[0]).toMatchObject({ isExact: true, score: 1 });
    expect(hits[0]?.by).toContain(by);
    expect(hits.filter(({ isExact }) => isExact)).toHaveLength(1);
  });

  test("a maker's number in a title finds it, without being an exact code", async () => {
    const { hits, names } = await find('31368DC0');
    expect(names).toEqual(['maker']);
    expect(hits[0]).toMatchObject({ isExact: false, by: ['model'] });
  });

  test('one digit off is another code, not a typo', async () => {
    expect((await find('TB-86286CAD')).names).toEqual([]);
  });
});

describe('words', () => {
  test('a brand and a shape: both first, then one of them', async () => {
    const { hits, names } = await find('Fjordhus gooseneck');
    expect(names).toEqual(['goose', 'lever', 'other goose']);
    expect(hits.map(({ by }) => by)).toEqual([['brand', 'words'], ['brand'], ['words']]);
    expect(hits[0]?.score).toBe(1);
  });

  test('typos in both still find it, and say what they were taken for', async () => {
    const { names, corrections } = await find('Fjordhuss goosneck');
    expect(names[0]).toBe('goose');
    expect(corrections).toEqual([
      { from: 'fjordhuss', to: 'fjordhus' },
      { from: 'goosneck', to: 'gooseneck' },
    ]);
  });

  test('the beginning of a word finds it', async () => {
    expect((await find('goosen')).names.toSorted()).toEqual(['goose', 'other goose']);
  });

  test.each([
    ['bruck son', 'umlaut'],
    ['BRÜCK & SØN', 'umlaut'],
    ['spultischarmatur', 'umlaut'],
    ['groesse grosse', 'umlaut'],
    ['смеситель', 'cyrillic'],
    ['СМИСИТЕЛЬ', 'cyrillic'],
    ['水栓', 'japanese'],
    ['キッチン', 'japanese'],
    ['ｇｏｏｓｅｎｅｃｋ fjordhus', 'goose'],
  ])('%s finds it in its script, without accents', async (text, name) => {
    expect((await find(text)).names[0]).toBe(name);
  });

  test('a brand of several words is named only by all of them', async () => {
    const whole = await find('everyday bath co chrome');
    expect(whole.names[0]).toBe('bath');
    expect(whole.hits[0]?.by).toContain('brand');
    const part = await find('bath');
    expect(part.hits.every(({ by }) => by.join() === 'words')).toBe(true);
  });

  test('words of most products name none, unless they are asked for', async () => {
    expect((await find('plain tap')).names).toEqual([]);
    expect((await find('plain tap', { commonToo: true })).names).toHaveLength(20);
  });

  test('filters hold', async () => {
    expect((await find('fjordhus', { filters: { maxPrice: 85 } })).names).toEqual(['goose']);
    expect((await find('TB-86285CAD', { filters: { minPrice: 85 } })).names).toEqual([]);
  });
});

test('a changed title is found by its new words only', async () => {
  const input = productInput(shopId, 'changing', { title: 'Zinnober Spout', brand: null });
  const { id } = await upsertProduct(db.pool, input);
  expect((await find('zinnober')).hits.map(({ productId }) => productId)).toEqual([id]);
  await upsertProduct(db.pool, { ...input, title: 'Karmesin Spout' });
  expect((await find('zinnober')).hits).toEqual([]);
  expect((await find('karmesin')).hits.map(({ productId }) => productId)).toEqual([id]);
});

test('products stored by an earlier version are given their words', async () => {
  const { rows } = await db.pool.query<{ id: number }>(
    `insert into products (shop_id, url, title, available) values ($1, 'http://taps.test/old', 'Ultramarine Spout', true)
     returning id`,
    [shopId],
  );
  expect((await find('ultramarine')).hits).toEqual([]);
  expect(await fillMissingWords(db.pool)).toBe(1);
  expect(await fillMissingWords(db.pool)).toBe(0);
  expect((await find('ultramarine')).hits.map(({ productId }) => productId)).toEqual([rows[0]?.id]);
});

test('the vocabulary is counted again only when there is something new', async () => {
  await refreshTerms(db.pool);
  expect(await refreshTerms(db.pool)).toBe(false);
  await upsertProduct(
    db.pool,
    productInput(shopId, 'newest', { title: 'Vermillion Spout', brand: 'Neuhaus' }),
  );
  expect(await refreshTerms(db.pool)).toBe(true);
  expect((await find('vermilion')).corrections).toEqual([{ from: 'vermilion', to: 'vermillion' }]);
});

describe('hostile text', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({
      unit: fc.constantFrom(
        "'",
        '"',
        '\\',
        '&',
        '|',
        '!',
        ':',
        '*',
        '(',
        ')',
        '<->',
        '%',
        '_',
        '\0',
        ' ',
        'a',
        '1',
        '/',
        'ß',
        '\ud800',
      ),
      maxLength: 200,
    }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
  );

  test('finds nothing or something, and never fails', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, fc.boolean(), async (text, commonToo) => {
        const { hits } = await searchByWords(db.pool, { text, filters: {}, limit: 5, commonToo });
        for (const { score } of hits) expect(score).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['a thousand words', 'gold tap '.repeat(500)],
    ['a thousand different words', Array.from({ length: 1000 }, (_, i) => `wort${i}`).join(' ')],
    ['one endless word', 'a'.repeat(100_000)],
    ['tsquery operators', "gooseneck & !'tap' | <-> (chrome:*) :* ***"],
    ['SQL', "'; drop table products; --"],
    ['combining marks', `go${'\u0301'.repeat(5000)}ld`],
  ])('%s does no harm', async (_, text) => {
    await expect(find(text)).resolves.toBeDefined();
  });
});

test('product texts of any kind can be stored and found by what they hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (wild) => {
      const input = productInput(shopId, 'wild', {
        title: `Wildfang ${wild}`,
        brand: wild,
        sku: wild,
        mpn: wild,
      });
      const { id } = await upsertProduct(db.pool, input);
      const { hits } = await searchByWords(db.pool, { text: 'wildfang', filters: {}, limit: 5 });
      expect(hits.map(({ productId }) => productId)).toEqual([id]);
    }),
    { numRuns: 60 },
  );
});

test('no lookup of a word has to read what was added last: indexes keep no list of it', async () => {
  const { rows } = await db.pool.query<{ index: string; pages: number }>(`
    select indexname as index, gin_clean_pending_list(indexname::regclass)::int as pages
    from pg_indexes
    where tablename in ('terms', 'product_words') and indexdef like '%USING gin%'`);
  expect(rows.map(({ index }) => index)).toContain('terms_key_idx');
  expect(rows.filter(({ pages }) => pages > 0)).toEqual([]);
});
