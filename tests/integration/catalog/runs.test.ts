// Runs and their frontier: nothing is visited twice, and a killed run goes on where it stopped.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPages,
  claimPages,
  type FrontierLink,
  finishPage,
  pageFailures,
  releaseClaims,
  remaining,
} from '../../../catalog/frontier.ts';
import {
  finishRun,
  getRun,
  listRuns,
  startRun,
  unfinishedRuns,
  updateRunCounts,
} from '../../../catalog/runs.ts';
import { findShopByUrl, getShop, listShops, upsertShop } from '../../../catalog/shops.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop } from './stock.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db?.drop());

function link(path: string, changes: Partial<FrontierLink> = {}): FrontierLink {
  return {
    url: `http://taps.test/${path}`,
    kind: 'page',
    lastModified: null,
    likelyProduct: false,
    ...changes,
  };
}

async function freshRun(name: string) {
  const shopId = await addShop(db.pool, name);
  return { shopId, run: await startRun(db.pool, { shopId, mode: 'full' }) };
}

test('a shop is known by its base URL and takes its newest settings', async () => {
  const first = await upsertShop(db.pool, {
    baseUrl: 'http://one.test/',
    name: 'One',
    settings: { delayMs: 5 },
  });
  const second = await upsertShop(db.pool, {
    baseUrl: 'http://one.test/',
    name: 'Uno',
    settings: { maxPages: 9 },
  });
  expect(second).toEqual({
    id: first.id,
    baseUrl: 'http://one.test/',
    name: 'Uno',
    settings: { maxPages: 9 },
  });
  expect(await findShopByUrl(db.pool, 'http://one.test/')).toEqual(second);
  expect(await getShop(db.pool, first.id)).toEqual(second);
  expect(await findShopByUrl(db.pool, 'http://two.test/')).toBeNull();
  expect(await listShops(db.pool)).toContainEqual(second);
});

test('counts add up over restarts, and the first outcome stays', async () => {
  const { run } = await freshRun('Counted');
  await updateRunCounts(db.pool, run.id, { pages: 3, products: 2, newProducts: 2 });
  await updateRunCounts(db.pool, run.id, { pages: 1, failed: 1 });
  expect((await unfinishedRuns(db.pool)).map((one) => one.id)).toContain(run.id);
  await finishRun(db.pool, run.id, { outcome: 'stopped', reason: 'Ctrl-C' });
  await finishRun(db.pool, run.id, { outcome: 'done', reason: null });
  expect(await getRun(db.pool, run.id)).toMatchObject({
    outcome: 'stopped',
    reason: 'Ctrl-C',
    finishedAt: expect.any(Date),
    counts: { pages: 4, products: 2, photos: 0, newProducts: 2, changedPrices: 0, unchanged: 0, failed: 1 },
  });
  expect((await unfinishedRuns(db.pool)).map((one) => one.id)).not.toContain(run.id);
  expect((await listRuns(db.pool, { limit: 1 }))[0]?.id).toBe(run.id);
  expect(await getRun(db.pool, 999_999)).toBeNull();
});

test('sitemaps are taken first, then likely products, then the rest in the order they were met', async () => {
  const { run, shopId } = await freshRun('Ordered');
  await addPages(db.pool, run.id, shopId, [link('a'), link('b')]);
  await addPages(db.pool, run.id, shopId, [
    link('p', { likelyProduct: true }),
    link('sitemap.xml', { kind: 'sitemap' }),
  ]);
  const pages = await claimPages(db.pool, run.id, 10);
  expect(pages.map((page) => new URL(page.url).pathname)).toEqual(['/sitemap.xml', '/p', '/a', '/b']);
});

test('a page is new to a run once, however often it is linked', async () => {
  const { run, shopId } = await freshRun('Linked');
  expect(await addPages(db.pool, run.id, shopId, [link('x'), link('x'), link('y')])).toBe(2);
  expect(await addPages(db.pool, run.id, shopId, [link('x'), link('z')])).toBe(1);
  expect(await addPages(db.pool, run.id, shopId, [])).toBe(0);
  const [first] = await claimPages(db.pool, run.id, 1);
  await finishPage(db.pool, { runId: run.id, pageId: first?.id ?? 0, outcome: 'read' });
  expect(await addPages(db.pool, run.id, shopId, [link('x'), link('y'), link('z')])).toBe(0);
  expect(await remaining(db.pool, run.id)).toBe(2);
});

test('workers at once never take the same page', async () => {
  const { run, shopId } = await freshRun('Shared');
  await addPages(
    db.pool,
    run.id,
    shopId,
    Array.from({ length: 60 }, (_, i) => link(`n${i}`)),
  );
  const taken = await Promise.all(Array.from({ length: 12 }, () => claimPages(db.pool, run.id, 5)));
  expect(new Set(taken.flat().map((page) => page.id)).size).toBe(60);
  expect(await claimPages(db.pool, run.id, 5)).toEqual([]);
});

test('what a killed worker had taken is given back', async () => {
  const { run, shopId } = await freshRun('Killed');
  await addPages(db.pool, run.id, shopId, [link('a'), link('b'), link('c')]);
  const [done] = await claimPages(db.pool, run.id, 2);
  await finishPage(db.pool, { runId: run.id, pageId: done?.id ?? 0, outcome: 'read' });
  expect(await releaseClaims(db.pool, run.id)).toBe(1);
  expect(await claimPages(db.pool, run.id, 10)).toHaveLength(2);
});

test('the next run knows what the last one learned of a page', async () => {
  const { run, shopId } = await freshRun('Weekly');
  const url = link('tap', { lastModified: '2026-01-01' });
  await addPages(db.pool, run.id, shopId, [url]);
  const [page] = await claimPages(db.pool, run.id, 1);
  const pageId = page?.id ?? 0;
  expect(page).toMatchObject({ etag: null, contentHash: null, visitedAt: null, wasProduct: false });
  const visit = {
    runId: run.id,
    pageId,
    outcome: 'read',
    etag: '"1"',
    contentHash: 'h1',
    wasProduct: true,
  } as const;
  await finishPage(db.pool, { ...visit, lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT' });

  const second = await startRun(db.pool, { shopId, mode: 'update' });
  expect(await addPages(db.pool, second.id, shopId, [link('tap', { lastModified: '2026-02-02' })])).toBe(1);
  const [again] = await claimPages(db.pool, second.id, 1);
  expect(again).toMatchObject({
    id: pageId,
    etag: '"1"',
    lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT',
    contentHash: 'h1',
    sitemapLastModified: '2026-02-02',
    visitedAt: expect.any(Date),
    wasProduct: true,
    likelyProduct: true,
  });
  await finishPage(db.pool, { runId: second.id, pageId, outcome: 'failed', reason: '503' });
  expect(await pageFailures(db.pool, second.id, { limit: 9 })).toEqual([{ url: url.url, reason: '503' }]);

  const third = await startRun(db.pool, { shopId, mode: 'update' });
  await addPages(db.pool, third.id, shopId, [link('tap')]);
  const [afterFailure] = await claimPages(db.pool, third.id, 1);
  expect(afterFailure, 'a failure forgets nothing').toMatchObject({
    etag: '"1"',
    contentHash: 'h1',
    wasProduct: true,
  });
});
