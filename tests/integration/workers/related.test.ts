// Lists of related products: what a search would answer, kept so while products come, change and go.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { activateModel, registerModel } from '../../../catalog/photos/models.ts';
import { exportRelated } from '../../../catalog/related/export-related.ts';
import { databaseClock, storeLists } from '../../../catalog/related/related-lists.ts';
import { searchByProduct } from '../../../catalog/search/search-by-product.ts';
import { keepRelated } from '../../../workers/related/keep-related.ts';
import { refreshRelated } from '../../../workers/related/refresh-related.ts';
import {
  addEmbedded,
  addShop,
  clusteredVectors,
  fillCatalog,
  model,
  productInput,
  randomNumbers,
} from '../catalog/stock.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';

const dimension = 16;
const top = 6;

let db: TestDatabase;
let shopId: number;
let added = 0;
const vectors = clusteredVectors(randomNumbers(7), dimension, 8);

beforeAll(async () => {
  db = await createTestDatabase();
  shopId = await addShop(db.pool);
  await fillCatalog(db.pool, { shopId, products: 130, dimension, vectors });
  await activateModel(db.pool, model);
  for (let i = 0; i < 20; i++) await add(2 + (i % 2));
  // Every tenth product is the picture of the one after it, too.
  await db.pool.query(`
    insert into looks (id) overriding system value select 900000 + n from generate_series(0, 40) as n;
    update embeddings_test_model set look_id = 900000 + product_id / 10 where product_id % 10 in (0, 1)`);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.pool.query('delete from related');
});

const add = (photos: number) =>
  addEmbedded(
    db.pool,
    productInput(shopId, `tap-${++added}`),
    Array.from({ length: photos }, () => vectors()),
  );
const refresh = (signal?: AbortSignal) => refreshRelated({ db: db.pool, model, top, signal });

async function ask(productId: number, asked: { precomputed: boolean; limit?: number; maxPrice?: number }) {
  const { precomputed, limit = top, maxPrice } = asked;
  const page = await searchByProduct(db.pool, {
    model,
    productId,
    filters: { maxPrice },
    sort: 'relevance',
    limit,
    cursor: null,
    explain: true,
    precomputed,
  });
  if (!page) throw new Error(`no product ${productId}`);
  return page;
}

async function presentIds(): Promise<number[]> {
  const { rows } = await db.pool.query<{ id: number }>(
    'select distinct product_id as id from embeddings_test_model where not gone and not placeholder order by 1',
  );
  return rows.map(({ id }) => id);
}

async function expectAllAsSearched() {
  for (const id of (await presentIds()).filter((_, i) => i % 4 === 0)) {
    const [stored, searched] = [await ask(id, { precomputed: true }), await ask(id, { precomputed: false })];
    expect(stored.explain?.strategy).toBe('precomputed');
    expect(stored.hits).toEqual(searched.hits);
    expect(stored.nextCursor === null).toBe(searched.nextCursor === null);
  }
}

test('every list answers what a search does, and the page after it goes on', async () => {
  expect(await refresh()).toEqual({ made: 150, dropped: 0 });
  await expectAllAsSearched();
  expect(await refresh()).toEqual({ made: 0, dropped: 0 });

  const [id = 0] = await presentIds();
  const first = await ask(id, { precomputed: true });
  const options = { model, productId: id, filters: {}, sort: 'relevance', limit: top } as const;
  const second = await searchByProduct(db.pool, { ...options, cursor: first.nextCursor, precomputed: true });
  const both = await ask(id, { precomputed: false, limit: 2 * top });
  expect([...first.hits, ...(second?.hits ?? [])]).toEqual(both.hits);
});

test('what a list is not for is searched for, and explain says why', async () => {
  await refresh();
  const [id = 0] = await presentIds();
  expect((await ask(id, { precomputed: true, limit: 50 })).explain?.reason).toMatch(
    /not precomputed: its list is right for the first 6/,
  );
  expect((await ask(id, { precomputed: true, maxPrice: 500 })).explain?.reason).toMatch(/without filters/);
  const another = await add(1);
  expect((await ask(another, { precomputed: true })).explain?.reason).toMatch(/has no list yet/);
});

test('stopped half-way it goes on with the rest', async () => {
  const stopping = new AbortController();
  const cut = refreshRelated({
    db: db.pool,
    model,
    top,
    signal: stopping.signal,
    onProgress: (step) => step === 'comparing' && stopping.abort(),
  });
  await expect(cut).rejects.toThrow();
  const { made } = await refresh();
  expect(made).toBe((await presentIds()).length - 128);
  await expectAllAsSearched();
});

test('products that come, change and go change the lists that they belong to, and only these', async () => {
  await refresh();
  const [gone, deleted, hidden, changed] = await presentIds();
  await db.pool.query('update products set gone_at = now() where id = $1', [gone]);
  await db.pool.query('update embeddings_test_model set gone = true where product_id = $1', [gone]);
  await db.pool.query('delete from products where id = $1', [deleted]);
  await db.pool.query('update embeddings_test_model set placeholder = true where product_id = $1', [hidden]);
  await db.pool.query(
    `update embeddings_test_model set added_at = now(), embedding =
       (select embedding from embeddings_test_model where product_id = $2 limit 1) where product_id = $1`,
    [changed, (await presentIds()).at(-1)],
  );
  await add(2);
  const present = (await presentIds()).length;
  const { made, dropped } = await refresh();
  expect(dropped).toBe(3);
  expect(made).toBeGreaterThan(4);
  expect(made).toBeLessThan(present);
  await expectAllAsSearched();

  await db.pool.query('update products set gone_at = null where id = $1', [gone]);
  await db.pool.query('update embeddings_test_model set gone = false where product_id = $1', [gone]);
  expect((await refresh()).made).toBeGreaterThan(0);
  await expectAllAsSearched();
});

test('a reading that began earlier and ends later changes nothing', async () => {
  const asOf = await databaseClock(db.pool);
  await refresh();
  const [productId = 0] = await presentIds();
  const old = { productId, photoId: 1, photosKey: 0, neighbourIds: [], reach: null };
  await storeLists(db.pool, { model, top, asOf, lists: [old] });
  expect(await refresh()).toEqual({ made: 0, dropped: 0 });
});

test('all lists can be written out', async () => {
  await refresh();
  const lines = [];
  for await (const line of exportRelated(db.pool, { model, top })) lines.push(line);
  expect(lines.map(({ id }) => id)).toEqual(await presentIds());
  const searched = await ask(lines[0]?.id ?? 0, { precomputed: false });
  expect(lines[0]?.related.map(({ id }) => id)).toEqual(searched.hits.map(({ product }) => product.id));
});

test('upkeep keeps what was asked for once, under whichever model is active', async () => {
  const { signal } = new AbortController();
  expect(await keepRelated({ db: db.pool, signal })).toEqual({ made: 0, dropped: 0 });
  await refresh();
  await add(1);
  expect((await keepRelated({ db: db.pool, signal })).made).toBeGreaterThan(0);
  await registerModel(db.pool, { id: 'second', dimension });
  await db.pool.query(`
    insert into embeddings_second (photo_id, image_sha256, product_id, shop_id, category_keys, available, embedding)
    select photo_id, image_sha256, product_id, shop_id, category_keys, available, embedding
    from embeddings_test_model where product_id in (select id from products order by id limit 20)`);
  await activateModel(db.pool, 'second');
  try {
    // All others have no vector under it yet: a catalogue being read is not compared again and again.
    expect(await keepRelated({ db: db.pool, signal })).toEqual({ made: 0, dropped: 0 });
    await db.pool.query('delete from products where id not in (select product_id from embeddings_second)');
    expect(await keepRelated({ db: db.pool, signal })).toEqual({ made: 20, dropped: 0 });
  } finally {
    await activateModel(db.pool, model);
  }
});
