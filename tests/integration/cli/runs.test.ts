// Runs from a second process: looked at, paused, resumed, cancelled, done again and scheduled while another one works.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DemoShop, startDemoShop } from '../../../apps/demo-shop/server.ts';
import { createTestDatabase, type TestDatabase } from '../test-database.ts';
import { type CliOptions, runCli, runForJson, settingsFor, startCli } from './run-cli.ts';

const products = 14;
// A dozen processes on a machine that may be busy with other tests.
const longTestMs = 180_000;
let folder: string;
let database: TestDatabase;
let shop: DemoShop;
let here: CliOptions;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-cli-'));
  [database, shop] = await Promise.all([
    createTestDatabase(),
    startDemoShop({ port: 0, cacheDir: null, products }),
  ]);
  const host = new URL(shop.url).host;
  here = { cwd: folder, env: { ...settingsFor(database, folder), ALLOW_HOSTS: host } };
  await mkdir(join(folder, 'sites'));
  await writeFile(
    join(folder, 'sites', `${host}.yaml`),
    `name: Taps\nurl: ${shop.url}\nlimits: { delayMs: 400, concurrency: 1 }\nschedule: every week\n`,
  );
});
afterAll(async () => {
  await shop.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function says(args: string[], pattern: RegExp): Promise<void> {
  const { status, stdout, stderr } = await runCli(args, here);
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(pattern);
}

async function refuses(args: string[], pattern: RegExp): Promise<void> {
  const { status, stdout, stderr } = await runCli(args, here);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(pattern);
}

test('before the first run the lists say what to do', async () => {
  for (const command of ['runs', 'shops', 'schedule']) {
    const { status, stdout, stderr } = await runCli([command], here);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^No (run|shop) (yet|has a schedule): `lookalike /);
  }
  await refuses(['runs', 'show', '1'], /^There is no run 1: `lookalike runs` lists them\.\n$/);
  await refuses(['runs', 'pause', '1'], /^There is no run 1\.\n$/);
  await refuses(['rerun', 'taps'], /^There is no shop "taps": .*\n$/);
});

test(
  'a run is stopped by Ctrl-C and gone on with, paused, resumed and ended from another process',
  async () => {
    const first = startCli(['scrape', shop.url], here);
    await first.untilSays(/Reading the shop: \d+ of \d+ pages, [1-9]\d* products, [\d.]+ kB/);
    first.child.kill('SIGINT');
    const stopped = await first.ended;
    expect(stopped.status).toBe(1);
    expect(stopped.stderr).toMatch(/^Using sites\/127\.0\.0\.1:\d+\.yaml\.\n/);
    expect(stopped.stderr).toMatch(/\nStopped; the same command goes on where it was\.\n$/);

    const second = startCli(['scrape', shop.url, '--json'], here);
    await second.untilSays(/Going on with run 1 \(incremental, started by command line at .*\)\./);
    await says(['runs', 'pause', '1'], /^Run 1 is paused: `lookalike runs resume 1` lets it go on\.\n$/);
    await second.untilSays(/Run 1 was paused; `lookalike runs resume 1` lets it go on\./);
    await refuses(['runs', 'pause', '1'], /^Run 1 is paused already\.\n$/);
    await refuses(['runs', 'confirm', '1'], /^Run 1 is not suspicious/);
    expect(await runForJson(['runs'], here)).toMatchObject([{ id: 1, shop: 'Taps', outcome: null }]);
    await says(['runs', 'resume', '1'], /^Run 1 goes on as soon as a worker is free\.\n$/);
    const { status, stdout, stderr } = await second.ended;
    expect(status, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      id: 1,
      outcome: 'done',
      counts: { products, newProducts: products },
    });
  },
  longTestMs,
);

test(
  'what a run changed is listed: other prices, and what is new',
  async () => {
    await says(['runs', 'show', '1', '-n', '2'], /\nNew\n( +\d+ {2}\$.*\n){2} {2}and 12 more \(--limit\)\n$/);
    const [tap, other] = await runForJson(['runs', 'show', '1', '-n', '100'], here).then(
      ({ changes }) => changes.new,
    );
    const { rows } = await database.pool.query('select id, sku from products where id = any($1)', [
      [tap.productId, other.productId],
    ]);
    const skuOf = new Map(rows.map(({ id, sku }) => [id, sku]));
    shop.setPrice(skuOf.get(tap.productId), 1);
    shop.setPrice(skuOf.get(other.productId), 9999);
    const second = await runForJson(['rerun', 'taps', '--delay', '0', '--full'], here);
    expect(second).toMatchObject({
      mode: 'full',
      outcome: 'done',
      counts: { changedPrices: 2, newProducts: 0 },
    });
    await says(
      ['runs', 'show', String(second.id)],
      /\nDearer\n .*→ \$9,999\.00 .*\n\nCheaper\n .*→ \$1\.00 /,
    );
    await says(
      ['runs'],
      /^id +shop +mode .*\n *\d+ +Taps +full +command line .* done +14 products, 2 new price\n *1 /,
    );
  },
  longTestMs,
);

test(
  'a run can be cancelled from another process',
  async () => {
    const scrape = startCli(['rerun', '1', '--mode', 'full', '--delay', '1000'], here);
    await scrape.untilSays(/Reading the shop: \d+ of \d+ pages/);
    const [{ id }] = await runForJson(['runs', '-n', '1'], here);
    await says(
      ['runs', 'cancel', String(id)],
      /^Run \d+ (ends after the pages that are being read|is cancelled)\.\n$/,
    );
    const { status, stderr } = await scrape.ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/\nRun \d+ was cancelled\.\n$/);
  },
  longTestMs,
);

test('a shop is scheduled by its site file and by command, in words that are checked', async () => {
  expect(await runForJson(['schedule'], here)).toMatchObject([{ name: 'Taps', every: 'every week' }]);
  await says(
    ['schedule', 'Taps', 'every', 'day', 'at', '04:00', '--mode', 'full'],
    /^Taps is read every day at 04:00 \(full\), next /,
  );
  await says(
    ['shops'],
    /^id +shop +address +products +gone +last run +next run\n 1 +Taps .* 14 +0 .* cancelled +\d{4}-/,
  );
  await refuses(
    ['schedule', 'Taps', 'sometimes'],
    /^"sometimes" is no schedule; understood are every week, /,
  );
  await says(['schedule', '1', 'off'], /^Taps is read only when somebody asks for it\.\n$/);
  expect(await runForJson(['schedule'], here)).toEqual([]);
});
