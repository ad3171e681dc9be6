// Shops without end: traps are left after a while, and nothing of a large shop is taken for one.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../../catalog/crawls/runs.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { openWork, type Work } from './open-work.ts';
import { type ScriptedPage, type ScriptedShop, startScriptedShop } from './scripted-shop.ts';

let work: Work;
let shop: ScriptedShop;

beforeAll(async () => {
  work = await openWork();
});
afterAll(() => work.close());
afterEach(async () => {
  await work.stop();
  await shop.close();
  // The next shop may get the same port, and would be taken for this one.
  await work.database.pool.query('delete from shops');
});

async function crawl(pageAt: (url: URL) => ScriptedPage | null): Promise<Run> {
  shop = await startScriptedShop(pageAt);
  await work.start([shop.host]);
  const settings = { delayMs: 0, concurrency: 8 };
  const { run } = await startCrawl(work.queues, work.database.pool, {
    baseUrl: shop.url,
    startedBy: 'a test',
    settings,
  });
  return work.untilRunEnds(run.id);
}

/** Why pages of the shop were left out. */
async function skipped(run: Run): Promise<string[]> {
  const { rows } = await work.database.pool.query<{ reason: string }>(
    `select reason from pages where run_id = $1 and state = 'skipped' and kind = 'page'`,
    [run.id],
  );
  return rows.map(({ reason }) => reason);
}

const numbers = (count: number, of: (n: number) => string) => Array.from({ length: count }, (_, n) => of(n));

/** A shop of 60 products behind 3 listing pages. */
function smallShop(path: string): ScriptedPage | null {
  const [, folder, name] = path.split('/');
  if (folder === 'sorts') return { links: numbers(20, (n) => `/angebot/${Number(name) * 20 + n}`) };
  if (folder === 'angebot') return { product: { title: `Tap ${name}`, price: Number(name) + 1 } };
  return null;
}

const shopLinks = numbers(3, (n) => `/sorts/${n}`);

test('a calendar without end is left, and every product is found', async () => {
  const run = await crawl(({ pathname }) => {
    if (pathname === '/') return { links: ['/events/day-0', ...shopLinks] };
    const day = Number(/^\/events\/day-(\d+)$/.exec(pathname)?.[1] ?? Number.NaN);
    if (Number.isNaN(day)) return smallShop(pathname);
    return { links: [1, 7, 30, 365].map((step) => `/events/day-${day + step}`) };
  });
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 60, gone: 0 } });
  const visited = shop.requests.filter((path) => path.startsWith('/events/')).length;
  expect(visited).toBeGreaterThanOrEqual(100);
  expect(visited).toBeLessThan(250);
  const reasons = await skipped(run);
  expect(reasons.length).toBeGreaterThan(20);
  for (const reason of reasons)
    expect(reason).toMatch(/^a trap: 100 pages like \S+ led to no product that the run had not met$/);
});

test('facets without end are left, and every product is found', async () => {
  const run = await crawl(({ pathname, searchParams }) => {
    if (pathname === '/') return { links: ['/all?colour=1', ...shopLinks] };
    if (pathname !== '/all') return smallShop(pathname);
    const facet = (name: string, value: number) => {
      const wanted = new URLSearchParams(searchParams);
      wanted.set(name, String(value));
      return `/all?${wanted}`;
    };
    const facets = ['colour', 'size', 'brand', 'price'].flatMap((name) =>
      [1, 2, 3].map((more) => facet(name, Number(searchParams.get(name) ?? 0) + more)),
    );
    return { links: [...facets, ...numbers(20, (n) => `/angebot/${n}`)] };
  });
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 60 } });
  // 15 shapes of 1 to 4 facets, 100 pages of each at most, and what was in flight.
  expect(shop.requests.filter((path) => path.startsWith('/all')).length).toBeLessThan(2_000);
});

test('300 categories that lead to products at unlikely addresses are no trap', async () => {
  const run = await crawl(({ pathname }) => {
    if (pathname === '/') return { links: numbers(300, (n) => `/sorts/${n}/`) };
    const [, folder, name] = pathname.split('/');
    if (folder === 'sorts') return { links: numbers(2, (n) => `/stock/${Number(name) * 2 + n}`) };
    if (folder === 'stock') return { product: { title: `Tap ${name}`, price: 5 } };
    return null;
  });
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 600 } });
  expect(await skipped(run)).toEqual([]);
});

test('a product that is last in a row of 150 pages of nothing is found', async () => {
  const run = await crawl(({ pathname }) => {
    if (pathname === '/') return { links: [...numbers(150, (n) => `/story/${n}`), ...shopLinks] };
    const [, folder, name] = pathname.split('/');
    if (folder === 'story') return { links: name === '149' ? ['/angebot/hidden'] : [] };
    if (name === 'hidden') return { product: { title: 'Hidden', price: 1 } };
    return smallShop(pathname);
  });
  expect(run).toMatchObject({ outcome: 'done', counts: { products: 61 } });
  expect(await skipped(run)).toEqual([]);
});
