// Runs and their frontier: nothing is visited twice, and a killed run goes on where it stopped.
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPages,
  claimPages,
  type FrontierLink,
  type FrontierPage,
  pageFailures,
  releaseClaims,
  remaining,
} from '../../../catalog/crawls/frontier.ts';
import { noCounts } from '../../../catalog/crawls/run-rows.ts';
import {
  finishRun,
  getRun,
  listRuns,
  type Run,
  type StartableMode,
  saveRunProgress,
  startRun,
  unfinishedRuns,
} from '../../../catalog/crawls/runs.ts';
import { findShopByUrl, getShop, listShops, upsertShop } from '../../../catalog/crawls/shops.ts';
import { storeVisits, type Visit } from '../../../catalog/crawls/visits.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { addShop, productInput } from './stock.ts';

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
    group: '/',
    ...changes,
  };
}

const frontierOf = (run: Run) => ({ runId: run.id, shopId: run.shopId });

/** Records a visit; a page that was read and held nothing, unless it is said otherwise. */
async function visit(run: Run, page: FrontierPage | undefined, changes: Partial<Visit> = {}): Promise<void> {
  if (!page) throw new Error('no page was claimed');
  await storeVisits(db.pool, [{ page, outcome: 'read', ...changes }], { ...frontierOf(run), isVisit: true });
}

async function begin(shopId: number, mode: StartableMode): Promise<Run> {
  return (await startRun(db.pool, { shopId, mode, startedBy: 'a test' })).run;
}

async function freshRun(name: string) {
  const shopId = await addShop(db.pool, name);
  return { shopId, run: await begin(shopId, 'full') };
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

test('a run says how far it is, and its first outcome stays', async () => {
  const { run } = await freshRun('Counted');
  const progress = { counts: { ...noCounts, pages: 3, products: 2 }, failures: {}, bytes: 12, activeMs: 1.4 };
  expect(await saveRunProgress(db.pool, run.id, progress)).toEqual({
    paused: false,
    cancelled: false,
    over: false,
  });
  Object.assign(progress, { counts: { ...progress.counts, pages: 4 }, failures: { timeout: 1 } });
  await saveRunProgress(db.pool, run.id, progress);
  expect((await unfinishedRuns(db.pool)).map((one) => one.id)).toContain(run.id);
  await finishRun(db.pool, run.id, { outcome: 'cancelled', reason: 'Ctrl-C' });
  await finishRun(db.pool, run.id, { outcome: 'done', reason: null });
  expect(await getRun(db.pool, run.id)).toMatchObject({
    outcome: 'cancelled',
    reason: 'Ctrl-C',
    finishedAt: expect.any(Date),
    counts: { ...noCounts, pages: 4, products: 2 },
    failures: { timeout: 1 },
    bytes: 12,
    activeMs: 1,
    startedBy: 'a test',
  });
  expect((await unfinishedRuns(db.pool)).map((one) => one.id)).not.toContain(run.id);
  expect((await listRuns(db.pool, { limit: 1 }))[0]?.id).toBe(run.id);
  expect(await getRun(db.pool, 999_999)).toBeNull();
});

test('sitemaps are taken first, then likely products, then the rest in the order they were met', async () => {
  const { run } = await freshRun('Ordered');
  await addPages(db.pool, frontierOf(run), [link('a'), link('b')]);
  await addPages(db.pool, frontierOf(run), [
    link('p', { likelyProduct: true }),
    link('sitemap.xml', { kind: 'sitemap' }),
  ]);
  const pages = await claimPages(db.pool, run.id, 10);
  expect(pages.map((page) => new URL(page.url).pathname)).toEqual(['/sitemap.xml', '/p', '/a', '/b']);
});

test('a page is new to a run once, however often it is linked', async () => {
  const { run } = await freshRun('Linked');
  expect(await addPages(db.pool, frontierOf(run), [link('x'), link('x'), link('y')])).toBe(2);
  expect(await addPages(db.pool, frontierOf(run), [link('x'), link('z')])).toBe(1);
  expect(await addPages(db.pool, frontierOf(run), [])).toBe(0);
  const [first] = await claimPages(db.pool, run.id, 1);
  await visit(run, first);
  expect(await addPages(db.pool, frontierOf(run), [link('x'), link('y'), link('z')])).toBe(0);
  expect(await remaining(db.pool, run.id)).toBe(2);
});

test('workers at once never take the same page', async () => {
  const { run } = await freshRun('Shared');
  await addPages(
    db.pool,
    frontierOf(run),
    Array.from({ length: 60 }, (_, i) => link(`n${i}`)),
  );
  const taken = await Promise.all(Array.from({ length: 12 }, () => claimPages(db.pool, run.id, 5)));
  expect(new Set(taken.flat().map((page) => page.id)).size).toBe(60);
  expect(await claimPages(db.pool, run.id, 5)).toEqual([]);
});

test('what a killed worker had taken is given back', async () => {
  const { run } = await freshRun('Killed');
  await addPages(db.pool, frontierOf(run), [link('a'), link('b'), link('c')]);
  const [done] = await claimPages(db.pool, run.id, 2);
  await visit(run, done);
  expect(await releaseClaims(db.pool, run.id)).toBe(1);
  expect(await claimPages(db.pool, run.id, 10)).toHaveLength(2);
});

test('the next run knows what the last one learned of a page', async () => {
  const { run, shopId } = await freshRun('Weekly');
  const url = link('tap', { lastModified: '2026-01-01' });
  await addPages(db.pool, frontierOf(run), [url]);
  const [page] = await claimPages(db.pool, run.id, 1);
  expect(page).toMatchObject({ etag: null, contentHash: null, visitedAt: null, wasProduct: false });
  const validators = { etag: '"1"', lastModified: 'Thu, 01 Jan 2026 00:00:00 GMT', contentHash: 'h1' };
  await visit(run, page, { ...validators, products: [productInput(shopId, 'tap')] });
  await finishRun(db.pool, run.id, { outcome: 'done', reason: null });

  const second = await begin(shopId, 'incremental');
  const dated = link('tap', { lastModified: '2026-02-02' });
  expect(await addPages(db.pool, frontierOf(second), [dated])).toBe(1);
  const [again] = await claimPages(db.pool, second.id, 1);
  expect(again).toMatchObject({
    id: page?.id,
    ...validators,
    sitemapLastModified: '2026-02-02',
    visitedAt: expect.any(Date),
    wasProduct: true,
    likelyProduct: true,
    productId: expect.any(Number),
  });
  await visit(second, again, { outcome: 'failed', reason: 'http 503' });
  expect(await pageFailures(db.pool, second.id, { limit: 9 })).toEqual([
    { url: url.url, reason: 'http 503' },
  ]);
  await finishRun(db.pool, second.id, { outcome: 'done', reason: null });

  const third = await begin(shopId, 'incremental');
  await addPages(db.pool, frontierOf(third), [link('tap')]);
  const [afterFailure] = await claimPages(db.pool, third.id, 1);
  expect(afterFailure, 'a failure forgets nothing').toMatchObject({
    etag: '"1"',
    contentHash: 'h1',
    wasProduct: true,
    sitemapLastModified: null,
  });
});
