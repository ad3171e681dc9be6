// A product's page in a real browser: its photos, what it costs where and when, and what goes with it.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type DemoTap, demoCatalogue } from '../../apps/demo-shop/catalogue.ts';
import { type DemoShop, startDemoShop } from '../../apps/demo-shop/server.ts';
import { listShops } from '../../catalog/crawls/shops.ts';
import { upsertProduct } from '../../catalog/products/products.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { amount, cards, overflow, shownTaps } from './reading-the-page.ts';
import { photosFolder } from './shop-template.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

// The outlet sells the first taps of the demo shop, with the same photos, at four fifths of the price.
const outletTaps = demoCatalogue().slice(0, 16);
const outletPrice = ({ price }: DemoTap) => Math.round(price * 80) / 100;
const chosen = outletTaps.find(({ photos }) => photos.length > 1) ?? outletTaps[0];

/** As `expect`, for what a page or the catalogue comes to in time. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 15_000 });

let outlet: DemoShop;

async function start(): Promise<WholeShop> {
  // The same taps as the other shop's, whose photos are drawn already.
  const cacheDir = join(inject('shopTemplate').folder, photosFolder);
  const priceOverrides = new Map(outletTaps.map((one) => [one.sku, outletPrice(one)]));
  outlet = await startDemoShop({ port: 0, cacheDir, products: outletTaps.length, priceOverrides });
  return startWholeShop({ allowHosts: [new URL(outlet.url).host] });
}

inChromium('the product page', { timeoutMs: 90_000, start }, ({ shop, visit, forgive }) => {
  let tap: DemoTap;

  beforeAll(async () => {
    if (!chosen) throw new Error('The demo catalogue is empty.');
    tap = chosen;
    await readOutlet('full');
  }, 300_000);
  afterAll(() => outlet?.close());

  const db = () => shop.parts.database.pool;

  async function readOutlet(mode: 'full' | 'incremental'): Promise<void> {
    const response = await fetch(`${shop.address}/api/runs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url: outlet.url, mode }),
    });
    expect(response.ok, await response.clone().text()).toBe(true);
    const { run } = (await response.json()) as { run: { id: number } };
    let outcome: string | null = null;
    await until(async () => {
      const answer = await fetch(`${shop.address}/api/runs/${run.id}`);
      ({ outcome } = (await answer.json()) as { outcome: string | null });
      return outcome !== null;
    });
    expect(outcome).toBe('done');
    // Its photos are known already, but each must be fetched to be known again.
    await until(async () => {
      const { rows } = await db().query<{ count: number }>(
        'select count(*) as count from photos where image_sha256 is null and failure is null',
      );
      return rows[0]?.count === 0;
    });
  }

  async function idOf(wanted: DemoTap, at: 'demo' | 'outlet'): Promise<number> {
    const { rows } = await db().query<{ id: number }>(
      `select id from products where url like '%/' || $1 || '%' and (url like $2 || '%') = $3`,
      [wanted.slug, outlet.url, at === 'outlet'],
    );
    if (!rows[0]) throw new Error(`${wanted.slug} is not in the catalogue.`);
    return rows[0].id;
  }

  const row = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
  const inRow = async (page: Page, name: string): Promise<DemoTap[]> => {
    const shown = row(page, name).locator('article.card');
    await eventually(() => shown.count()).toBeGreaterThan(3);
    return shownTaps(page, shown);
  };

  test('a card leads to it; another photo is chosen by keyboard', async () => {
    const page = await visit(`/?q=${encodeURIComponent(tap.title)}`);
    await cards(page).first().getByRole('heading').getByRole('link').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    const first = await page.getByRole('heading', { level: 1 }).textContent();
    expect(new URL(page.url()).pathname).toMatch(/^\/product\/\d+$/);
    expect(await page.title()).toBe(`${first} · Lookalike`);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);

    await page.goto(`/product/${await idOf(tap, 'demo')}`);
    await page.getByRole('heading', { level: 1, name: tap.title }).waitFor();
    const large = page.locator('.chosen-photo img');
    const before = await large.getAttribute('src');
    const others = page.getByRole('list', { name: 'Its photos' }).getByRole('button');
    await others.nth(1).focus();
    await page.keyboard.press('Enter');
    await eventually(() => large.getAttribute('src')).not.toBe(before);
    expect(await others.nth(1).getAttribute('aria-pressed')).toBe('true');
  });

  test('offers of several shops, the cheapest first, each with the way to its shop and its page', async () => {
    const page = await visit(`/product/${await idOf(tap, 'demo')}`);
    const offers = page.getByRole('region', { name: '2 offers' }).getByRole('listitem');
    await eventually(() => offers.count()).toBe(2);
    expect(amount((await offers.nth(0).locator('.offer-price').textContent()) ?? '')).toBe(outletPrice(tap));
    expect(await offers.nth(0).textContent()).toContain('Cheapest');
    expect(await offers.nth(1).textContent()).toContain('This one');
    expect(await offers.nth(0).getByRole('link', { name: /^To / }).getAttribute('href')).toContain(
      outlet.url,
    );
    await page.getByRole('button', { name: /1 more offer from/ }).click();
    await eventually(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-product');
    await offers.nth(0).getByRole('link').first().click();
    await page.waitForURL(`**/product/${await idOf(tap, 'outlet')}`);
    await eventually(() => page.locator('.chosen-price').textContent()).toMatch(String(outletPrice(tap)));
  });

  test('one price is said in words; a second run that finds another draws both, and lists them', async () => {
    const page = await visit(`/product/${await idOf(tap, 'outlet')}`);
    const history = page.getByRole('region', { name: 'Price history' });
    expect(await history.textContent()).toMatch(/since it was first seen on/);
    expect(await history.locator('svg').count()).toBe(0);

    outlet.setPrice(tap.sku, 33);
    await readOutlet('incremental');
    await page.reload();
    await eventually(() => history.textContent()).toMatch(/From \$\d.* to \$33 on/);
    expect(await history.locator('svg path').count()).toBe(1);
    await history.getByText('Every price').click();
    const cells = await history.getByRole('row').allTextContents();
    expect(cells.slice(1).map((text) => text.slice(text.lastIndexOf('$')))).toEqual([
      '$33',
      expect.stringContaining(String(outletPrice(tap))),
    ]);
    await history.scrollIntoViewIfNeeded();
    await screenshot(page, 'desktop-price-history');
  });

  test('rows: alike but not its own offers, cheaper ones below its price, and what goes with it', async () => {
    const page = await visit(`/product/${await idOf(tap, 'demo')}`);
    const alike = await inRow(page, 'Looks like it');
    expect(alike.map(({ sku }) => sku)).not.toContain(tap.sku);
    await inRow(page, 'Looks like it, costs less');
    const below = await row(page, 'Looks like it, costs less').locator('.card-price').allTextContents();
    expect(Math.max(...below.map(amount))).toBeLessThan(tap.price);

    const together = await inRow(page, 'Goes well together');
    expect(together.filter(({ category }) => category.at(-1) === tap.category.at(-1))).toEqual([]);
    const finishes = new Set([tap.body, tap.handles]);
    const matching = together.filter(({ body, handles }) => finishes.has(body) && finishes.has(handles));
    // By chance it would be one in thirty.
    expect(matching.length, together.map(({ title }) => title).join('\n')).toBeGreaterThanOrEqual(
      together.length / 2,
    );
    await row(page, 'Goes well together').scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-goes-with');
  });

  test('"Show all" spreads what goes with it, back folds it again; cheaper ones lead to their own page', async () => {
    const id = await idOf(tap, 'demo');
    const page = await visit(`/product/${id}`);
    const before = (await inRow(page, 'Goes well together')).length;
    await row(page, 'Goes well together')
      .getByRole('button', { name: /^Show all/ })
      .click();
    await eventually(() => row(page, 'Goes well together').locator('.card').count()).toBeGreaterThan(before);
    expect(new URL(page.url()).search).toBe('?all=goes-with');
    await page.goBack();
    await eventually(() => row(page, 'Goes well together').locator('.card').count()).toBe(before);
    await page.getByRole('link', { name: 'Show all: Looks like it, costs less' }).click();
    await page.getByRole('heading', { name: 'Looks like it, costs less' }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(`/similar/${id}?cheaper=true`);
  });

  test('a product that is gone says so, leads to no shop, and still shows its like', async () => {
    const [gone] = outletTaps.filter(({ sku }) => sku !== tap.sku);
    if (!gone) throw new Error('The outlet sells one tap only.');
    const id = await idOf(gone, 'outlet');
    await db().query(`update products set gone_at = '2026-03-04T12:00:00Z' where id = $1`, [id]);
    const page = await visit(`/product/${id}`);
    await page.getByText('no longer has this since March 4, 2026').waitFor();
    expect(await page.getByRole('link', { name: /^See it at/ }).count()).toBe(0);
    expect((await inRow(page, 'Looks like it')).length).toBeGreaterThan(3);
    await screenshot(page, 'desktop-product-gone');
  });

  test('what a shop wrote is shown as text, wherever it stands', async () => {
    const [demo] = await listShops(db());
    const evil = '<img src=x onerror="document.title=1"><b>bold</b>';
    const { id } = await upsertProduct(db(), {
      shopId: demo?.id ?? 0,
      url: 'javascript:alert(document.domain)',
      sku: evil,
      title: evil,
      brand: evil,
      description: `${evil}\n`.repeat(30),
      price: 10,
      regularPrice: 20,
      currency: 'USD',
      availability: 'in_stock',
      category: [evil, evil],
      photoUrls: [],
      gtin: evil,
      mpn: evil,
      rating: { value: 4.5, count: 12 },
      variants: [
        {
          name: evil,
          options: { [evil]: evil },
          sku: null,
          gtin: null,
          price: 9,
          regularPrice: null,
          availability: 'in_stock',
          photoUrl: 'javascript:alert(1)',
          url: 'javascript:alert(1)',
        },
      ],
      extra: { [evil]: evil, nested: { [evil]: evil } },
    });
    const page = await visit(`/product/${id}`);
    await page.getByRole('heading', { level: 1, name: evil }).waitFor();
    await page.getByText('4.5 of 5 from 12 ratings').waitFor();
    await page.getByText('$10 less than before').waitFor();
    const main = page.getByRole('main');
    await main.getByRole('heading', { name: 'One variant' }).waitFor();
    expect(await main.locator('img, script, b, iframe, a[href^="javascript"]').count()).toBe(0);
    await main.getByRole('button', { name: 'Read all' }).click();
    await main.getByRole('button', { name: 'Show less' }).waitFor();
    expect(await page.title()).toContain('<img');
  });

  test('a product that does not exist says so', async () => {
    forgive(/status of 404/);
    const page = await visit('/product/999999999');
    await page.getByText('isn’t in the catalogue').waitFor();
    await page.goto('/product/tap');
    await page.getByText('isn’t in the catalogue').waitFor();
  });

  test('a phone, in the dark and in German, shows all of it without scrolling sideways', async () => {
    const page = await visit(`/product/${await idOf(tap, 'demo')}`, {
      ...phone,
      locale: 'de-DE',
      colorScheme: 'dark',
    });
    await page.getByRole('heading', { name: 'Passt gut dazu' }).waitFor();
    await page.getByRole('heading', { name: '2 Angebote' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await overflow(page)).toBe(0);
    await screenshot(page, 'phone-product');
    await page.getByRole('heading', { name: 'Passt gut dazu' }).scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'phone-goes-with');
  });
});

/** Polls where there is no test to be in; whoever waits has a limit of their own. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await sleep(300);
}
