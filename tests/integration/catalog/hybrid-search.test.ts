// Looks and words fused: what comes first, what it says, and pages that neither repeat nor skip.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshTerms } from '../../../catalog/lexical/terms.ts';
import { fromVectorText } from '../../../catalog/photos/vectors.ts';
import { upsertProduct } from '../../../catalog/products/products.ts';
import { InvalidCursor } from '../../../catalog/search/cursors.ts';
import { type ModeOptions, searchInMode } from '../../../catalog/search/hybrid-search.ts';
import { searchByVector } from '../../../catalog/search/search.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import {
  addEmbedded,
  addShop,
  attachTestImage,
  clusteredVectors,
  direction,
  fillCatalog,
  model,
  productInput,
  randomNumbers,
  sha256Of,
} from './stock.ts';

let db: TestDatabase;
let shopId: number;
let named: { far: number; near: number; photoless: number };

const options = {
  model,
  filters: {},
  sort: 'relevance',
  limit: 24,
  cursor: null,
  text: 'Zefiro',
  vector: direction(0),
  mode: 'hybrid',
} satisfies ModeOptions;

const products = 320;

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  const vectors = clusteredVectors(randomNumbers(1), 8);
  await fillCatalog(db.pool, { shopId, products, dimension: 8, vectors });
  const zefiro = (name: string) =>
    productInput(shopId, name, { title: `Zefiro ${name}`, brand: 'Zefiro', sku: `Z-100${name.length}` });
  named = {
    far: await addEmbedded(db.pool, zefiro('far'), [direction(180)]),
    near: await addEmbedded(db.pool, zefiro('near'), [direction(1)]),
    photoless: (await upsertProduct(db.pool, { ...zefiro('photoless'), photoUrls: [] })).id,
  };
  await refreshTerms(db.pool);
}, 120_000);
afterAll(() => db?.drop());

const idsOf = (page: { hits: { product: { id: number } }[] }) => page.hits.map(({ product }) => product.id);

describe('the order', () => {
  test('what is named and looks like it comes first; what is only named is found as well', async () => {
    const ids = idsOf(await searchInMode(db.pool, options));
    expect(ids[0]).toBe(named.near);
    expect(ids).toContain(named.far);
    expect(ids).toContain(named.photoless);
  });

  test('a code puts its product first, whatever it looks like', async () => {
    expect(idsOf(await searchInMode(db.pool, { ...options, text: 'z 1003' }))[0]).toBe(named.far);
  });

  test('words that name nothing leave the order of looks as it is', async () => {
    for (const text of ['gold purple', 'tap', '???']) {
      const hybrid = await searchInMode(db.pool, { ...options, text, limit: 100 });
      const visual = await searchByVector(db.pool, { ...options, limit: 100 });
      expect(idsOf(hybrid)).toEqual(idsOf(visual));
    }
  });

  test('every hit with an embedded photo has its cosine similarity, the others have none', async () => {
    const { hits } = await searchInMode(db.pool, { ...options, mode: 'text' });
    const scores = new Map(hits.map(({ product, score }) => [product.id, score]));
    expect(scores.get(named.far)).toBeCloseTo(-1, 2);
    expect(scores.get(named.near)).toBeCloseTo(1, 2);
    expect(scores.get(named.photoless)).toBeNull();
    expect(hits).toHaveLength(3);
  });

  test('words alone do not look at looks: a text of one common word finds its products', async () => {
    const { hits } = await searchInMode(db.pool, { ...options, mode: 'text', text: 'tap' });
    expect(hits).toHaveLength(24);
  });

  test('facets of words alone count what the words found, in any order', async () => {
    for (const more of [{}, { sort: 'price' }, { diversity: 0.5 }] as const) {
      const asked = {
        ...options,
        ...more,
        mode: 'text',
        facets: true,
        filters: { brand: 'Zefiro' },
      } as const;
      const { facets } = await searchInMode(db.pool, asked);
      expect(facets?.counted).toBe(3);
      expect(facets?.brand).toEqual([{ value: 'Zefiro', count: 3 }]);
    }
  });

  test('what is named is no loose match, however little it looks like it', async () => {
    const { hits } = await searchInMode(db.pool, { ...options, cutoff: 0.999 });
    const matches = new Map(hits.map(({ product, match }) => [product.id, match]));
    expect([named.near, named.far, named.photoless].map((id) => matches.get(id))).toEqual([
      'good',
      'good',
      'good',
    ]);
    expect(hits.some(({ match }) => match === 'loose')).toBe(true);
  });

  test('of two with one picture the one whose code was typed stands for both', async () => {
    const twins = [];
    for (const sku of ['TWIN-1001', 'TWIN-2002']) {
      const input = productInput(shopId, sku, { title: `Plain ${sku}`, sku });
      twins.push(await addEmbedded(db.pool, input, [direction(2)]));
    }
    await db.pool.query('update embeddings_test_model set look_id = 77 where product_id = any($1)', [twins]);
    for (const [i, text] of ['twin 1001', 'twin-2002'].entries()) {
      const { hits } = await searchInMode(db.pool, { ...options, text, limit: 100 });
      expect(hits[0]?.product.id).toBe(twins[i]);
      expect(hits[0]?.offers.items.map(({ id }) => id)).toEqual([twins[1 - i]]);
      expect(idsOf({ hits })).not.toContain(twins[1 - i]);
    }
    await db.pool.query('delete from products where id = any($1)', [twins]);
    await db.pool.query('delete from embeddings_test_model where product_id = any($1)', [twins]);
  });

  test('what is found by its words is shown by a photo that the filters let through', async () => {
    const input = productInput(shopId, 'coloured', { title: 'Qurioso', brand: 'Qurioso' });
    const id = await addEmbedded(db.pool, input, [direction(0), direction(170)]);
    const { rows } = await db.pool.query<{ id: number; sha256: string }>(
      'select id, image_sha256 as sha256 from photos where product_id = $1 order by position',
      [id],
    );
    await db.pool.query("update embeddings_test_model set colour_names = '{purple}' where photo_id = $1", [
      rows[1]?.id,
    ]);
    const asked = {
      ...options,
      mode: 'text',
      text: 'Qurioso',
      filters: { colourNames: ['purple'] },
    } as const;
    const { hits } = await searchInMode(db.pool, asked);
    expect(hits.map(({ product }) => product.image)).toEqual([`/images/${rows[1]?.sha256}.webp`]);
    expect(hits[0]?.score).toBeCloseTo(Math.cos((170 * Math.PI) / 180), 2);
    await db.pool.query('delete from products where id = $1', [id]);
  });

  test('what is found by its words before its photo is embedded shows the photo all the same', async () => {
    const input = productInput(shopId, 'unembedded', { title: 'Quickly stored', sku: 'QS-4711' });
    const { id } = await upsertProduct(db.pool, input);
    const { rows } = await db.pool.query<{ id: number }>('select id from photos where product_id = $1', [id]);
    const photoId = rows[0]?.id ?? 0;
    await attachTestImage(db.pool, photoId);
    const { hits } = await searchInMode(db.pool, { ...options, text: 'QS-4711' });
    expect(hits[0]).toMatchObject({
      score: null,
      product: { id, image: `/images/${sha256Of(photoId)}.webp` },
    });
    await db.pool.query('delete from products where id = $1', [id]);
  });

  test('explain says where each hit was found', async () => {
    const { hits, explain } = await searchInMode(db.pool, { ...options, explain: true });
    const found = new Map(hits.map((hit) => [hit.product.id, hit.found]));
    expect(found.get(named.near)).toMatchObject({ words: 1, by: ['brand'] });
    expect(found.get(named.near)?.visual).toBeGreaterThan(0);
    expect(found.get(named.photoless)).toEqual({ visual: null, words: 1, by: ['brand'] });
    expect(explain?.strategy).toBe('exact');
  });
});

async function allPages(more: Partial<ModeOptions> = {}, between = async () => {}): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await searchInMode(db.pool, { ...options, ...more, cursor });
    ids.push(...idsOf(page));
    cursor = page.nextCursor;
    if (cursor) expect(page.hits).toHaveLength(more.limit ?? options.limit);
    await between();
  } while (cursor);
  return ids;
}

describe('pages', () => {
  test.each([24, 100])('of %i go through the whole catalogue, each product once', async (limit) => {
    const ids = await allPages({ limit });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(products + 3);
  });

  test('show a look once, though its name brings one product of it forward and its likeness another', async () => {
    const ids = await allPages({ limit: 60 });
    const late = ids.at(-2) ?? 0;
    const { rows } = await db.pool.query<{ vector: string }>(
      `update embeddings_test_model set look_id = 4242 where product_id = $1 returning embedding::text as vector`,
      [late],
    );
    const vector = fromVectorText(rows[0]?.vector ?? '').map(
      (x, i) => x + (i === 2 ? 0.01 : 0) - (i === 0 ? 0.01 : 0),
    );
    const length = Math.hypot(...vector);
    const twin = await addEmbedded(
      db.pool,
      productInput(shopId, 'late twin', { title: 'Zefiro twin', brand: 'Zefiro' }),
      [vector.map((x) => x / length)],
    );
    await db.pool.query('update embeddings_test_model set look_id = 4242 where product_id = $1', [twin]);
    const withTwin = await allPages({ limit: 60 });
    expect(withTwin).toContain(twin);
    expect(withTwin).not.toContain(late);
    expect(withTwin).toHaveLength(ids.length);
    await db.pool.query('update embeddings_test_model set look_id = null where product_id = $1', [late]);
    await db.pool.query('delete from products where id = $1', [twin]);
  });

  test('neither repeat nor skip while products are added in front', async () => {
    const before = await allPages({ limit: 60 });
    let n = 0;
    const during = await allPages({ limit: 60 }, async () => {
      n++;
      await addEmbedded(
        db.pool,
        productInput(shopId, `new ${n}`, { title: `Zefiro new ${n}`, brand: 'Zefiro' }),
        [direction(0)],
      );
    });
    expect(new Set(during).size).toBe(during.length);
    const known = new Set(before);
    expect(during.filter((id) => known.has(id)).toSorted()).toEqual([...before].toSorted());
  });

  test('sorted by price hold the relevant ones only, cheapest first', async () => {
    const page = await searchInMode(db.pool, { ...options, sort: 'price', limit: 100 });
    const prices = page.hits.map(({ product }) => product.price?.amount ?? Number.POSITIVE_INFINITY);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    const ids = await allPages({ sort: 'price', limit: 30 });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeLessThan(260);
    expect(ids).toContain(named.far);
  });

  test('a cursor of another text, mode or filter is refused', async () => {
    const { nextCursor: cursor } = await searchInMode(db.pool, options);
    for (const other of [{ text: 'Other' }, { mode: 'text' }, { filters: { maxPrice: 9 } }] as const) {
      await expect(searchInMode(db.pool, { ...options, ...other, cursor })).rejects.toThrow(InvalidCursor);
    }
  });
});
