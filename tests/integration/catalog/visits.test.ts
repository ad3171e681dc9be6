// Visits to pages: products, links, bodies and ends are stored together or not at all.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addKnownPages,
  addListedPages,
  addPages,
  addStoredPages,
  claimPages,
  type FrontierLink,
  type FrontierPage,
  forgetUnlisted,
  remaining,
} from '../../../catalog/crawls/frontier.ts';
import { sumRun } from '../../../catalog/crawls/run-counts.ts';
import { finishRun, isDoorDone, type Run, runChanges, startRun } from '../../../catalog/crawls/runs.ts';
import { readStoredPage } from '../../../catalog/crawls/stored-pages.ts';
import { storeVisits, type Visit } from '../../../catalog/crawls/visits.ts';
import { getProduct } from '../../../catalog/products/products.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, productInput } from './stock.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

function link(path: string, changes: Partial<FrontierLink> = {}): FrontierLink {
  const url = `http://taps.test/${path}`;
  return { url, kind: 'page', lastModified: null, likelyProduct: false, group: '/', ...changes };
}

const frontierOf = (run: Run) => ({ runId: run.id, shopId: run.shopId });

async function nextRun(shopId: number, before?: Run): Promise<Run> {
  if (before) await finishRun(db.pool, before.id, { outcome: 'done', reason: null });
  return (await startRun(db.pool, { shopId, mode: 'incremental', startedBy: 'a test' })).run;
}

async function claimed(run: Run, links: FrontierLink[]): Promise<FrontierPage[]> {
  await addPages(db.pool, frontierOf(run), links);
  return claimPages(db.pool, run.id, 100);
}

const store = (run: Run, visits: Visit[], isVisit = true) =>
  storeVisits(db.pool, visits, { ...frontierOf(run), isVisit });

const bodyOf = (text: string) => ({
  fetchedAt: new Date('2026-03-01T12:00:00Z'),
  url: 'http://taps.test/answered',
  contentType: 'text/html',
  charset: 'utf-8',
  body: Buffer.from(text),
});

function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`there is no item ${index}`);
  return item;
}

test('a batch of visits stores products, links and bodies, and adds up to the counts of the run', async () => {
  const shopId = await addShop(db.pool, 'Batch');
  const run = await nextRun(shopId);
  const pages = await claimed(run, [link('p/a'), link('p/b'), link('list'), link('lost'), link('broken')]);
  const [a, b, list, lost, broken] = pages.map((page) => ({ page }));
  await store(run, [
    { ...at([a], 0), outcome: 'read', products: [productInput(shopId, 'a')], bytes: 10, body: bodyOf('one') },
    {
      ...at([b], 0),
      outcome: 'read',
      products: [productInput(shopId, 'b')],
      bytes: 20,
      body: bodyOf('three'),
    },
    { ...at([list], 0), outcome: 'read', links: [link('p/a'), link('p/c')], bytes: 30 },
    { ...at([lost], 0), outcome: 'missing', reason: 'not found' },
    { ...at([broken], 0), outcome: 'failed', reason: 'timeout', bytes: 5 },
  ] as Visit[]);
  expect(await sumRun(db.pool, run.id)).toEqual({
    counts: {
      pages: 5,
      products: 2,
      newProducts: 2,
      changedProducts: 0,
      changedPrices: 0,
      unchanged: 0,
      photos: 2,
      failed: 2,
      skipped: 0,
    },
    failures: { 'not found': 1, timeout: 1 },
    bytes: 65,
    pagesRead: 3,
  });
  expect(await readStoredPage(db.pool, at(pages, 1).id)).toEqual(bodyOf('three'));
  expect(await readStoredPage(db.pool, at(pages, 2).id)).toBeNull();
  expect(await remaining(db.pool, run.id)).toBe(1);
});

test('two pages of one product make one product, and its own page has the last word', async () => {
  const shopId = await addShop(db.pool, 'Twins');
  const run = await nextRun(shopId);
  const [own, aside, late] = await claimed(run, [link('p/twin'), link('p/twin?ref=1'), link('p/twin?ref=2')]);
  const product = (price: number) => [productInput(shopId, 'twin', { price })];
  const results = await store(run, [
    { page: aside as FrontierPage, outcome: 'read', products: product(1) },
    { page: own as FrontierPage, outcome: 'read', products: product(2) },
  ]);
  expect(results.map(({ products, newProducts }) => [products, newProducts])).toEqual([
    [1, 1],
    [0, 0],
  ]);
  await store(run, [{ page: late as FrontierPage, outcome: 'read', products: product(3) }]);
  const { rows } = await db.pool.query('select id, price from products where shop_id = $1', [shopId]);
  expect(rows).toEqual([{ id: expect.any(Number), price: 2 }]);
  expect((await getProduct(db.pool, rows[0].id))?.priceHistory).toHaveLength(1);
});

test('a page that can not be stored takes the whole transaction with it', async () => {
  const shopId = await addShop(db.pool, 'Broken');
  const run = await nextRun(shopId);
  const pages = await claimed(run, [link('p/good'), link('p/bad')]);
  const bad = productInput(shopId, 'bad', { availability: 'sold' as 'in_stock' }); // not one of the four
  const visits: Visit[] = [
    { page: at(pages, 0), outcome: 'read', products: [productInput(shopId, 'good')], links: [link('more')] },
    { page: at(pages, 1), outcome: 'read', products: [bad], body: bodyOf('bad') },
  ];
  await expect(store(run, visits)).rejects.toThrow(/availability/);
  const { rows } = await db.pool.query('select from products where shop_id = $1', [shopId]);
  expect(rows).toHaveLength(0);
  expect(await readStoredPage(db.pool, at(pages, 1).id)).toBeNull();
  expect(await remaining(db.pool, run.id)).toBe(2);
});

test('an unchanged page says that its product was seen; products nobody met are visited by their pages', async () => {
  const shopId = await addShop(db.pool, 'Seen');
  const first = await nextRun(shopId);
  const pages = await claimed(first, [link('p/met'), link('p/unmet'), link('p/gone')]);
  const visits = pages.map((page): Visit => {
    const name = page.url.split('/').at(-1) ?? '';
    return { page, outcome: 'read', products: [productInput(shopId, `seen-${name}`)] };
  });
  await store(first, visits);
  await db.pool.query(`update products set gone_at = now() where url like '%seen-gone'`);

  const second = await nextRun(shopId, first);
  const [met] = await claimed(second, [link('p/met')]);
  const [result] = await store(second, [
    { page: at([met], 0) as FrontierPage, outcome: 'unchanged', knownProductId: met?.productId ?? null },
  ]);
  expect(result).toMatchObject({ products: 1, newProducts: 0, changedProducts: 0 });
  expect(await addKnownPages(db.pool, frontierOf(second))).toBe(1);
  const [unmet] = await claimPages(db.pool, second.id, 9);
  expect(unmet?.url).toBe('http://taps.test/p/unmet');
  expect(await addKnownPages(db.pool, frontierOf(second))).toBe(0);
});

test('an unchanged sitemap leads to the pages it named, with their dates, and to none that it has dropped', async () => {
  const shopId = await addShop(db.pool, 'Mapped');
  const first = await nextRun(shopId);
  const [sitemap] = await claimed(first, [link('sitemap.xml', { kind: 'sitemap' })]);
  const listedIn = sitemap?.id ?? 0;
  expect(sitemap?.isRemembered).toBe(false);
  const listed = (path: string) => link(path, { listedIn, lastModified: '2026-01-01' });
  await addPages(db.pool, frontierOf(first), [listed('p/1'), listed('p/2'), link('elsewhere')]);
  await store(first, [{ page: sitemap as FrontierPage, outcome: 'read', etag: '"1"' }]);

  const second = await nextRun(shopId, first);
  const [again] = await claimed(second, [link('sitemap.xml', { kind: 'sitemap' })]);
  expect(again).toMatchObject({ isRemembered: true, etag: '"1"' });
  expect(await addListedPages(db.pool, frontierOf(second), listedIn)).toBe(2);
  const pages = await claimPages(db.pool, second.id, 9);
  expect(pages.map(({ url, sitemapLastModified }) => [url.slice(-3), sitemapLastModified])).toEqual([
    ['p/1', '2026-01-01'],
    ['p/2', '2026-01-01'],
  ]);

  const third = await nextRun(shopId, second);
  await addPages(db.pool, frontierOf(third), [listed('p/2')]);
  await forgetUnlisted(db.pool, third.id, listedIn);
  const fourth = await nextRun(shopId, third);
  expect(await addListedPages(db.pool, frontierOf(fourth), listedIn)).toBe(1);
});

test("a door's products need no visit, and older bodies of their pages go", async () => {
  const shopId = await addShop(db.pool, 'Door');
  const first = await nextRun(shopId);
  const [page] = await claimed(first, [link('p/one')]);
  const one = productInput(shopId, 'one');
  await store(first, [{ page: page as FrontierPage, outcome: 'read', products: [one], body: bodyOf('old') }]);

  const second = await nextRun(shopId, first);
  const [door] = await claimed(second, [link('products.json', { kind: 'door' })]);
  const products = [one, productInput(shopId, 'two')];
  const [result] = await store(second, [
    { page: door as FrontierPage, outcome: 'read', products, body: bodyOf('{}'), isDoorDone: true },
  ]);
  expect(result).toMatchObject({ products: 2, newProducts: 1 });
  expect(await addPages(db.pool, frontierOf(second), [link('p/one'), link('p/two')])).toBe(0);
  expect(await addKnownPages(db.pool, frontierOf(second))).toBe(0);
  expect(await readStoredPage(db.pool, page?.id ?? 0)).toBeNull();
  expect(await isDoorDone(db.pool, second.id)).toBe(true);
  expect((await sumRun(db.pool, second.id)).counts).toMatchObject({ pages: 1, products: 2 });

  const third = await nextRun(shopId, second);
  expect(await addStoredPages(db.pool, frontierOf(third))).toBe(1);
});

test('reading a stored page again changes the product, and nothing that only a visit can know', async () => {
  const shopId = await addShop(db.pool, 'Again');
  const first = await nextRun(shopId);
  const [page] = await claimed(first, [link('p/again')]);
  const visit = { page: page as FrontierPage, outcome: 'read', etag: '"1"', contentHash: 'h' } as const;
  await store(first, [{ ...visit, products: [productInput(shopId, 'again')], body: bodyOf('x') }]);
  const { rows } = await db.pool.query('select id from products where shop_id = $1', [shopId]);
  const productId = rows[0].id;
  await db.pool.query('update products set gone_at = now() where id = $1', [productId]);
  const facts = 'select etag, content_hash, visited_at, product_id from pages where id = $1';
  const before = await db.pool.query(facts, [page?.id]);

  const second = await nextRun(shopId, first);
  await addStoredPages(db.pool, frontierOf(second));
  const [stored] = await claimPages(db.pool, second.id, 9);
  const changed = [productInput(shopId, 'again', { price: 5, title: 'Better read' })];
  const fetchedAt = bodyOf('').fetchedAt;
  const [result] = await store(
    second,
    [{ page: stored as FrontierPage, outcome: 'read', products: changed, at: fetchedAt }],
    false,
  );
  expect(result).toMatchObject({ products: 1, changedProducts: 1, changedPrices: 1 });
  expect((await db.pool.query(facts, [page?.id])).rows).toEqual(before.rows);
  const detail = await getProduct(db.pool, productId);
  expect(detail).toMatchObject({ title: 'Better read', goneAt: expect.any(Date) });
  expect(detail?.priceHistory.at(-1)).toEqual({ amount: 5, currency: 'USD', at: fetchedAt });
  expect(await runChanges(db.pool, second.id, { kind: 'price', limit: 9 })).toEqual([
    {
      position: expect.any(Number),
      productId,
      title: 'Better read',
      url: 'http://taps.test/p/again',
      image: null,
      thumbHash: null,
      direction: 'down',
      at: fetchedAt,
      price: { amount: 5, currency: 'USD' },
      previousPrice: { amount: 100, currency: 'USD' },
    },
  ]);
  expect(
    (await runChanges(db.pool, first.id, { kind: 'new', limit: 9 })).map((one) => one.productId),
  ).toEqual([productId]);
});
