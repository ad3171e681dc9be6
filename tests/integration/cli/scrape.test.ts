// `lookalike scrape` as a process: the demo shop, a second run, and addresses that it must not touch.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoCatalogue } from '../../../apps/demo-shop/catalogue.ts';
import { type DemoShop, startDemoShop } from '../../../apps/demo-shop/server.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor } from './run-cli.ts';

const taps = demoCatalogue().slice(0, 12);
let folder: string;
let database: TestDatabase;
let shop: DemoShop;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  [database, shop] = await Promise.all([
    createTestDatabase(),
    startDemoShop({ port: 0, cacheDir: null, products: taps.length }),
  ]);
  here = {
    cwd: folder,
    env: { ...settingsFor(database, folder), ALLOW_HOSTS: new URL(shop.url).host },
  };
});
afterAll(async () => {
  await shop.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('every product is read and every photo embedded; the next run reads only what changed', async () => {
  const scrape = ['scrape', shop.url, '--delay', '0'];
  const photos = taps.flatMap((tap) => tap.photos).length;
  const first = await runForJson(scrape, here);
  expect(first).toMatchObject({
    outcome: 'done',
    mode: 'incremental',
    counts: { products: taps.length, newProducts: taps.length, photos, unchanged: 0, failed: 0 },
    embedding: { embedded: photos, failed: 0, left: 0 },
    failures: [],
  });

  shop.setPrice(taps[0]?.sku ?? '', 12.34);
  const second = await runForJson(scrape, here);
  expect(second).toMatchObject({
    counts: {
      products: taps.length,
      newProducts: 0,
      changedPrices: 1,
      unchanged: taps.length - 1,
      failed: 0,
    },
    embedding: { embedded: 0, failed: 0, left: 0 },
  });

  const { status, stdout } = await runCli([...scrape, '--full'], here);
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^done: \d+ pages \(0 failed\), 12 products \(0 new, 0 with a new price, 12 unchanged\), 0 gone, /,
  );
});

test('an address inside the network is refused unless the operator allowed it', async () => {
  const { status, stdout, stderr } = await runCli(['scrape', 'http://127.0.0.1:9/', '--json'], here);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', counts: { products: 0 } });
  expect(stderr).toMatch(/\nThe shop could not be read: .*127\.0\.0\.1.*\n$/);
});

test('a site without products is said to have none; a shop that loses most of them asks, once, to be confirmed', async () => {
  let ids = [1, 2, 3, 4];
  const page = (id: string) =>
    `<h1>Cup ${id}</h1><script type="application/ld+json">{"@type":"Product","name":"Cup ${id}","offers":{"price":"5","priceCurrency":"EUR"}}</script>`;
  const server = createServer(({ url }, response) => {
    const id = url?.match(/^\/p\/cup-(\d)$/)?.[1];
    const isThere = id ? ids.includes(Number(id)) : url === '/';
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/html' });
    response.end(id && isThere ? page(id) : ids.map((one) => `<a href="/p/cup-${one}">Cup</a>`).join(''));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const there = { ...here, env: { ...here.env, ALLOW_HOSTS: host } };
  const scrape = () => runCli(['scrape', `http://${host}/`, '--delay', '0'], there);
  try {
    const all = ids;
    ids = [];
    expect((await scrape()).stderr).toContain('No product was found: ');
    ids = all;
    expect((await scrape()).status).toBe(0);
    ids = [1];
    const { status, stderr } = await scrape();
    expect(status).toBe(1);
    const [confirm, ...more] = stderr.match(/runs confirm \d+/g) ?? [];
    expect(more).toEqual([]);
    expect(await runCli(confirm?.split(' ') ?? [], there)).toMatchObject({ status: 0 });
    const shops = await runCli(['shops', '--json'], there);
    expect(shops.stdout).toMatch(/"gone":3/);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
