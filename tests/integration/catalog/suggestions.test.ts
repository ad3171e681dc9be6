// Suggestions while typing, popular queries that show nobody's own, and feedback without a sender.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  dropOldFeedback,
  type Feedback,
  readFeedback,
  storeFeedback,
} from '../../../catalog/feedback/feedback.ts';
import {
  countQueries,
  dropOldQueries,
  normalQuery,
  popularQueries,
} from '../../../catalog/feedback/popular-queries.ts';
import { suggest } from '../../../catalog/lexical/suggestions.ts';
import { refreshTerms } from '../../../catalog/lexical/terms.ts';
import { type ProductInput, upsertProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, productInput } from './stock.ts';

let db: TestDatabase;
let productId: number;

beforeAll(async () => {
  db = await createTestDatabase();
  const shopId = await addShop(db.pool);
  const otherShop = await addShop(db.pool, 'Sinks');
  const add = async (shop: number, name: string, changes: Partial<ProductInput>) =>
    (await upsertProduct(db.pool, productInput(shop, name, changes))).id;
  productId = await add(shopId, 'a', {
    title: 'Nordlys Gooseneck Tap, Gold',
    brand: 'Goldberg & Söhne',
    sku: 'GB-4711',
  });
  await add(shopId, 'b', {
    title: 'Lido Lever Tap, Gold',
    brand: 'Fjordhus',
    category: ['Bathroom', 'Basin taps'],
  });
  await add(shopId, 'c', {
    title: 'Lido Lever Tap, Chrome',
    brand: 'fjordhus',
    category: ['Bathroom', 'Basin taps'],
  });
  await add(otherShop, 'd', { title: 'Gooseneck Sink', brand: 'Fjordhus', category: ['Goods', 'Sinks'] });
  await refreshTerms(db.pool);
});
afterAll(() => db?.drop());

const ask = async (text: string, more: { shop?: string; limit?: number } = {}) => {
  const all = await suggest(db.pool, { text, shop: more.shop ?? null, limit: more.limit ?? 8 });
  return all.map(({ type, label, count }) =>
    count === null ? `${type} ${label}` : `${type} ${label} (${count})`,
  );
};

describe('suggestions', () => {
  test('brands, categories and products that begin like the text', async () => {
    expect(await ask('go')).toEqual([
      'brand Goldberg & Söhne (1)',
      'category Goods (1)',
      'product Nordlys Gooseneck Tap, Gold',
      'product Lido Lever Tap, Gold',
      'product Gooseneck Sink',
    ]);
  });

  test('a brand counts all its products, however it is spelt, in one shop or in all', async () => {
    expect(await ask('FJORD')).toContain('brand Fjordhus (3)');
    expect(await ask('fjord', { shop: 'sinks' })).toEqual(['brand Fjordhus (1)', 'product Gooseneck Sink']);
  });

  test('a later word of a name counts as its beginning', async () => {
    expect(await ask('sohne')).toContain('brand Goldberg & Söhne (1)');
    expect(await ask('taps')).toContain('category Basin taps (2)');
  });

  test.each([
    ['fjodhus', 'brand Fjordhus (3)'],
    ['fjordhuss', 'brand Fjordhus (3)'],
    ['fjordus', 'brand Fjordhus (3)'],
    ['goosneck', 'product Gooseneck Sink'],
    ['lido levr', 'product Lido Lever Tap, Gold'],
  ])('%s is understood', async (text, expected) => {
    expect(await ask(text)).toContain(expected);
  });

  test('a code is found by its beginning', async () => {
    expect(await ask('gb-47')).toEqual(['product Nordlys Gooseneck Tap, Gold']);
    expect(await ask('gb 4711')).toEqual(['product Nordlys Gooseneck Tap, Gold']);
  });

  test('no more than asked for, and nothing for nothing', async () => {
    expect(await ask('go', { limit: 2 })).toHaveLength(2);
    for (const text of ['', '   ', '---', '%', "'"]) expect(await ask(text)).toEqual([]);
  });

  test('any text is answered', async () => {
    const wild = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom("'", '\\', '%', '_', '&', '|', ':', '*', '(', '\0', ' ', 'g', '4'),
        maxLength: 40,
      }),
    );
    await fc.assert(
      fc.asyncProperty(wild, fc.option(wild, { nil: null }), async (text, shop) => {
        const shopName = shop?.replaceAll('\0', '').toWellFormed() ?? null;
        expect((await suggest(db.pool, { text, shop: shopName, limit: 5 })).length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 150 },
    );
  });
});

describe('popular queries', () => {
  const count = (text: string, searches: number, shop: string | null = null) =>
    countQueries(db.pool, [{ text: normalQuery(text) ?? '', shop, searches }]);
  const age = (days: number) =>
    db.pool.query(`update popular_queries set day = day - $1::int where day = current_date`, [days]);
  const popular = async (start: string, shop: string | null = null) =>
    (await popularQueries(db.pool, { start, shop, limit: 5 })).map(
      ({ text, searches }) => `${text} ${searches}`,
    );

  test('one is shown after several days and searches, not before', async () => {
    await count('Gold  Gooseneck', 20);
    expect(await popular('gold')).toEqual([]);
    await age(2);
    await count('gold gooseneck', 1);
    await age(1);
    expect(await popular('gold')).toEqual([]);
    await count('GOLD gooseneck!', 3);
    expect(await popular('gold')).toEqual(['gold gooseneck 24']);
    expect(await ask('gold')).toContain('query gold gooseneck (24)');
  });

  test('words that no product has are never stored', async () => {
    await count('gold for jane doe', 9);
    await count('jane@doe.example', 9);
    const { rows } = await db.pool.query("select text from popular_queries where text like '%jane%'");
    expect(rows).toEqual([]);
  });

  test('those of one shop are kept apart', async () => {
    for (let day = 1; day <= 3; day++) {
      await count('lever', 3, 'Sinks');
      await count('lever', 3, 'No such shop');
      await age(day * 5);
    }
    expect(await popular('lev', 'sinks')).toEqual(['lever 9']);
    expect(await popular('lev', 'taps')).toEqual([]);
  });

  test('a text longer than a query that others would ask is none', () => {
    expect(normalQuery('one two three four five six seven eight')).not.toBeNull();
    expect(normalQuery('one two three four five six seven eight nine')).toBeNull();
    expect(normalQuery('x')).toBeNull();
    expect(normalQuery('…')).toBeNull();
  });

  test('old ones are dropped', async () => {
    expect(await dropOldQueries(db.pool, 180)).toBe(0);
    await db.pool.query(`insert into popular_queries values ('lever', 0, current_date - 181, 5)`);
    expect(await dropOldQueries(db.pool, 180)).toBe(1);
  });
});

describe('feedback', () => {
  const click = (changes: Partial<Feedback> = {}): Feedback => ({
    kind: 'click',
    query: { text: 'gold purple' },
    productId,
    position: 3,
    model: 'starter',
    ...changes,
  });
  const all = () => Array.fromAsync(readFeedback(db.pool));

  test('what is stored comes out again, with no time finer than an hour', async () => {
    expect(await storeFeedback(db.pool, click())).toBe(true);
    expect(
      await storeFeedback(db.pool, click({ kind: 'dislike', query: { productId: 7 }, position: null })),
    ).toBe(true);
    expect(await storeFeedback(db.pool, click({ productId: 999_999 }))).toBe(false);
    const stored = await all();
    expect(stored).toMatchObject([
      click(),
      click({ kind: 'dislike', query: { productId: 7 }, position: null }),
    ]);
    for (const { at } of stored) expect(at.getTime() % 3_600_000).toBe(0);
  });

  test('more than one batch comes out whole, and what is old is dropped', async () => {
    await db.pool.query(`
      insert into feedback (kind, query_text, product_id, model, at)
      select 'click', 'many', 1, 'starter', now() - interval '181 days' from generate_series(1, 2500)`);
    expect(await all()).toHaveLength(2502);
    expect(await dropOldFeedback(db.pool, 180)).toBe(2500);
    expect(await all()).toHaveLength(2);
  });
});
