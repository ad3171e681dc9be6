// Whatever is asked, the search gives exactly what a plain search in memory gives, and its pages partition that.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerModel } from '../../../catalog/photos/models.ts';
import { addToCollection, createCollection } from '../../../catalog/products/collections.ts';
import { removeRate, setRate } from '../../../catalog/products/exchange-rates.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import {
  type Filters,
  type SearchPage,
  type SearchSort,
  searchByVector,
} from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { naiveSearch, readRows } from './naive-search.ts';
import { addEmbedded, addShop, direction, model, productInput, randomNumbers } from './stock.ts';

let db: TestDatabase;
let shops: number[];
const random = randomNumbers(11);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T; // never empty
// Few directions, so that many photos tie.
const anyVector = () => direction(10 * Math.floor(random() * 18));

beforeAll(async () => {
  db = await createTestDatabase();
  shops = [await addShop(db.pool, 'One'), await addShop(db.pool, 'Two')];
  await registerModel(db.pool, { id: model, dimension: 8 });
  const { id: board } = await createCollection(db.pool, 'Board');
  const ids: number[] = [];
  for (let i = 0; i < 70; i++) {
    const input = productInput(pick(shops), `p${i}`, {
      url: `http://any.test/${i}`,
      price: pick([null, 10, 10, 20, 30, 45]),
      currency: pick(['USD', 'USD', 'EUR', 'GBP']),
      brand: pick(['Acme', 'Brasso', null]),
      category: pick([['Bathroom', 'Taps'], ['Kitchen', 'Taps'], ['Bathroom']]),
      availability: pick(['in_stock', 'out_of_stock', null]),
    });
    ids.push(await addEmbedded(db.pool, input, Array.from({ length: pick([1, 1, 2, 3]) }, anyVector)));
    const photoUrls = await photosOf(ids.at(-1) ?? 0);
    if (i % 4 === 0) await upsertProduct(db.pool, { ...input, price: pick([5, 25, 60]), photoUrls });
  }
  await addToCollection(
    db.pool,
    board,
    ids.filter((_, i) => i % 3 === 0),
  );
  await db.pool.query(
    'insert into looks default values; insert into looks default values; insert into looks default values',
  );
  await db.pool.query(`
    update embeddings_test_model set
      look_id = case when photo_id % 2 = 0 then 1 + photo_id * 7 % 3 end,
      placeholder = photo_id % 13 = 0,
      colour_names = case photo_id % 4 when 0 then '{gold}'::text[] when 1 then '{gold,purple}' else '{}' end,
      colour_cells = array[photo_id % 5, photo_id % 3]::smallint[]`);
  await db.pool.query('update products set gone_at = now() where id % 17 = 0');
  await db.pool.query('update embeddings_test_model set gone = product_id % 17 = 0');
});
afterAll(() => db?.drop());

async function photosOf(productId: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ url: string }>(
    'select url from photos where product_id = $1 order by position',
    [productId],
  );
  return rows.map(({ url }) => url);
}

const anyPrice = fc.constantFrom(0, 5, 10, 20, 25, 45, 60);
const someFilters: fc.Arbitrary<Filters> = fc.record(
  {
    minPrice: anyPrice,
    maxPrice: anyPrice,
    belowPrice: anyPrice,
    currency: fc.constantFrom('USD', 'eur', 'GBP', 'SEK'),
    brand: fc.constantFrom<string | string[]>('acme', 'BRASSO', ['Acme', 'brasso'], 'nobody'),
    category: fc.constantFrom('taps', 'Bathroom', 'Bathroom > Taps', 'kitchen>taps', 'Sinks'),
    available: fc.boolean(),
    priceChanged: fc.constantFrom('any' as const, 'up' as const, 'down' as const),
    colourNames: fc.constantFrom(['gold'], ['purple', 'red']),
    colourCells: fc.constantFrom([0], [1, 4]),
    collection: fc.constant('Board'),
    shop: fc.constantFrom(1, 2),
    excludeProductIds: fc.constantFrom([1], [2, 3, 4]),
  },
  { requiredKeys: [] },
);
// Most of them at once match nothing, so only a few are kept.
const fewFilters = fc
  .tuple(someFilters, fc.uniqueArray(fc.nat(12), { maxLength: 3 }))
  .map(
    ([all, kept]) => Object.fromEntries(Object.entries(all).filter((_, i) => kept.includes(i))) as Filters,
  );
const anySort = fc.constantFrom<SearchSort>('relevance', 'price', '-price', 'newest');

async function allPages(
  options: { filters: Filters; sort: SearchSort; limit: number; vector: Float32Array },
  between: () => Promise<unknown> = async () => {},
) {
  const hits: SearchPage['hits'] = [];
  let cursor: string | null = null;
  do {
    const page: SearchPage = await searchByVector(db.pool, { ...options, model, cursor });
    // Only the last page may be short.
    if (page.nextCursor) expect(page.hits).toHaveLength(options.limit);
    hits.push(...page.hits);
    cursor = page.nextCursor;
    if (cursor) await between();
  } while (cursor);
  return hits.map(({ product, offers }) => ({
    productId: product.id,
    offers: offers.items.map(({ id }) => id).sort((a, b) => a - b),
    count: offers.count,
  }));
}

/** At most 20 offers are listed; the rest is only counted. */
function comparableHits(hits: Awaited<ReturnType<typeof allPages>>) {
  return hits.map(({ productId, offers, count }) => ({ productId, count, offers: count > 20 ? [] : offers }));
}

async function expectSameAsNaive(worth: Record<string, number>) {
  const everything = fc.record({
    filters: fewFilters,
    sort: anySort,
    limit: fc.integer({ min: 1, max: 40 }),
    degrees: fc.nat(17),
  });
  await fc.assert(
    fc.asyncProperty(everything, async ({ filters, sort, limit, degrees }) => {
      const vector = direction(10 * degrees);
      const wanted = naiveSearch(await readRows(db.pool, vector), { filters, sort, worth });
      const found = comparableHits(await allPages({ filters, sort, limit, vector }));
      expect(found).toEqual(comparableHits(wanted.map((hit) => ({ ...hit, count: hit.offers.length }))));
    }),
    { numRuns: 120, seed: 4 },
  );
}

test('any filters, sort and page size give what a plain search in memory gives', async () => {
  await expectSameAsNaive({});
});

test('with an exchange rate, too', async () => {
  await setRate(db.pool, { currency: 'EUR', rate: 2, base: 'USD' });
  await expectSameAsNaive({ USD: 1, EUR: 2 });
  await removeRate(db.pool, 'EUR');
});

test('pages partition the result while products are added between them', async () => {
  let added = 0;
  const everything = fc.record({
    filters: fewFilters,
    sort: anySort,
    limit: fc.integer({ min: 1, max: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(everything, async ({ filters, sort, limit }) => {
      const vector = anyVector();
      const whole = naiveSearch(await readRows(db.pool, vector), { filters, sort, worth: {} });
      const add = async () => {
        if (added >= 60) return;
        const input = productInput(pick(shops), `added${added++}`, { brand: pick(['Acme', 'Brasso']) });
        await addEmbedded(db.pool, input, [pick([vector, anyVector()])]);
      };
      const found = await allPages({ filters, sort, limit, vector }, add);
      expect(found.map(({ productId }) => productId)).toEqual(whole.map(({ productId }) => productId));
    }),
    { numRuns: 25, seed: 5 },
  );
});
