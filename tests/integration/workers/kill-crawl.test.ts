// kill -9 in the middle of a run: it goes on where it was, half of nothing is stored, nothing it had is fetched again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { retryPages } from '../../../catalog/crawls/retry-failures.ts';
import { cancelRun, getRun, listRuns, pauseRun, type Run, resumeRun } from '../../../catalog/crawls/runs.ts';
import type { Queryable } from '../../../catalog/database/database.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type Children, createChildren } from './children.ts';
import { startTinyShop, type TinyShop } from './tiny-shop.ts';

// Whoever is killed at the wrong moment leaves a lock that runs out after 75 s: one time in ten on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const products = 40;
let folder: string;
let server: TestDatabase;
let shop: TinyShop;
let children: Children;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-kill-crawl-'));
  server = await createTestDatabase();
  shop = await startTinyShop(products);
  children = createChildren(server, join(folder, 'data'));
});
afterEach(async () => {
  children.kill();
  await shop.close();
  await server.drop();
  await rm(folder, { recursive: true, force: true });
});

const pagesAsked = () => shop.requests.filter((path) => path.startsWith('/p/'));

/** Kills the child when the shop is asked for its nth product page, counted from now. */
function killAtPage(n: number) {
  const before = pagesAsked().length;
  shop.fault = () => {
    if (pagesAsked().length - before === n) children.kill();
    return false;
  };
}

const newestRun = async (db: Queryable): Promise<Run> => {
  const [run] = await listRuns(db, { limit: 1 });
  if (!run) throw new Error('no run was started');
  return run;
};

/** Of every product page: whether it ended in the run, its product is there, its photo, its body and its price. */
async function whatIsThere(db: Queryable, runId: number) {
  const { rows } = await db.query<{ path: string; ended: boolean; has: boolean[] }>(
    `
    select substring(pages.url from '/p/.*$') as path, pages.state = 'read' as ended,
      array[
        products.id is not null,
        exists (select from photos where photos.product_id = products.id),
        exists (select from price_history where price_history.product_id = products.id),
        exists (select from stored_pages where stored_pages.page_id = pages.id)
      ] as has
    from pages
    left join products on products.url = pages.url
    where pages.run_id = $1 and pages.url like '%/p/%'`,
    [runId],
  );
  return rows;
}

test('a crawl that is killed again and again asks for no page twice that it had', async () => {
  const had = new Set<string>();
  let asked = 0;
  for (const [i, page] of [9, 11, 2].entries()) {
    killAtPage(page);
    await children.run(i === 0 ? { shop: shop.url, concurrency: 3 } : {});
    const again = pagesAsked()
      .slice(asked)
      .filter((path) => had.has(path));
    expect(again).toEqual([]);
    asked = pagesAsked().length;
    await children.look(async (db) => {
      for (const { path, ended, has } of await whatIsThere(db, (await newestRun(db)).id)) {
        expect(has, `${path} is there as a whole or not at all`).toEqual(has.map(() => ended));
        if (ended) had.add(path);
      }
    });
  }
  expect(had.size).toBeGreaterThan(0);
  shop.fault = () => false;
  await children.run({});
  expect(
    pagesAsked()
      .slice(asked)
      .filter((path) => had.has(path)),
  ).toEqual([]);
  await children.look(async (db) => {
    expect(await newestRun(db)).toMatchObject({
      outcome: 'done',
      counts: { products, newProducts: products, photos: products, failed: 0, pages: products + 2 },
    });
    const { rows } = await db.query('select count(*) as prices from price_history');
    expect(rows).toEqual([{ prices: products }]);
  });
});

test('a killed reading of stored pages goes on without the shop', async () => {
  await children.run({ shop: shop.url, concurrency: 8 });
  await children.look((db) => db.query(`update products set title = 'Misread'`));
  shop.requests.length = 0;
  await children.run(
    { shop: shop.url, mode: 'reparse' },
    (line) => 'pagesDone' in line && line.pagesDone > 0,
  );
  const before = await children.look(async (db) => {
    const { rows } = await db.query(`
      select count(*) as pages, count(*) filter (where (state = 'read') <> (title <> 'Misread')) as half
      from pages join products on products.id = pages.product_id`);
    return { ...rows[0], run: await newestRun(db) };
  });
  expect(before).toMatchObject({ pages: products, half: 0 });
  await children.run({});
  expect(shop.requests).toEqual([]);
  await children.look(async (db) => {
    expect(await newestRun(db)).toMatchObject({
      id: before.run.id,
      mode: 'reparse',
      outcome: 'done',
      counts: { products, changedProducts: products, failed: 0 },
    });
  });
});

test('a run that was paused or cancelled while its worker died stays so', async () => {
  killAtPage(5);
  await children.run({ shop: shop.url });
  const { id } = await children.look(newestRun);
  await children.look((db) => pauseRun(db, id));
  shop.fault = () => false;
  const asked = pagesAsked().length;
  await children.run({});
  expect(pagesAsked()).toHaveLength(asked);

  await children.look((db) => resumeRun(db, id));
  await children.look((db) => cancelRun(db, id));
  await children.run({});
  expect(pagesAsked()).toHaveLength(asked);
  const ended = await children.look((db) => getRun(db, id));
  expect(ended).toMatchObject({ outcome: 'cancelled', finishedAt: expect.any(Date) });
  expect(ended?.counts.products).toBeGreaterThan(0);
});

const onServer = test.skipIf(inject('template').kind === 'embedded'); // whose connections nobody can cut
onServer('connections to the database that are cut in a crawl lose and double nothing', async () => {
  let cuts = 0;
  shop.fault = () => {
    if (pagesAsked().length % 10 === 5 && cuts < 3) {
      cuts += 1;
      void server.pool.query(`
        select pg_terminate_backend(pid)
        from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`);
    }
    return false;
  };
  await children.run({ shop: shop.url, concurrency: 2 });
  expect(cuts).toBe(3);
  await children.look(async (db) => {
    const run = await newestRun(db);
    expect(run).toMatchObject({ outcome: 'done', counts: { products, newProducts: products, failed: 0 } });
    for (const { has } of await whatIsThere(db, run.id)) expect(has).toEqual([true, true, true, true]);
  });
});

test('a retry whose worker is killed again and again asks for each page until it is had, and for none twice', async () => {
  const isBad = (url = '') => /\/p\/tap-([0-9]|1[0-9])$/.test(url);
  shop.fault = ({ url }, response) => {
    if (isBad(url)) response.writeHead(418).end();
    return isBad(url);
  };
  await children.run({ shop: shop.url, concurrency: 4 });
  const first = await children.look(newestRun);
  expect(first).toMatchObject({ counts: { failed: 20, newProducts: products - 20 } });
  // Killed between the two: the pages wait in a run that no job is queued for.
  const { run } = await children.look((db) =>
    retryPages(db, { runId: first.id, reason: 'http 418' }, 'a test'),
  );
  const had = new Set<string>();
  for (const page of [7, 5]) {
    killAtPage(page);
    const before = pagesAsked().length;
    await children.run({});
    expect(
      pagesAsked()
        .slice(before)
        .filter((path) => had.has(path)),
    ).toEqual([]);
    await children.look(async (db) => {
      for (const { path, ended, has } of await whatIsThere(db, run.id)) {
        expect(has, `${path} is there as a whole or not at all`).toEqual(has.map(() => ended));
        if (ended) had.add(path);
      }
    });
  }
  shop.fault = () => false;
  const last = pagesAsked().length;
  await children.run({});
  expect(pagesAsked().length - last).toBe(20 - had.size);
  await children.look(async (db) => {
    expect(await newestRun(db)).toMatchObject({
      id: run.id,
      outcome: 'done',
      counts: { pages: 20, newProducts: 20, failed: 0, gone: 0 },
    });
    const { rows } = await db.query('select count(*) as prices from price_history');
    expect(rows).toEqual([{ prices: products }]);
  });
});
