// The site that `export site` writes, in a browser, served by nothing but a file host, below a path.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { exportSite } from '../../apps/export-site/export-site.ts';
import { upsertShop } from '../../catalog/crawls/shops.ts';
import { openDatabase } from '../../catalog/database/database.ts';
import { upsertProduct } from '../../catalog/products/products.ts';
import { expectAccessible } from './accessible.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium, type Served } from './in-chromium.ts';
import { serveFolder } from './static-server.ts';

const hostile = `zyx "'><img src=x onerror="window.marked=1"><script>window.marked=1</script></template>`;

/** As `expect`, for what a page comes to in time. */
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 15_000 });

let folder: string;

async function start(): Promise<Served> {
  folder = await mkdtemp(join(tmpdir(), 'lookalike-site-'));
  await cp(join(inject('shopTemplate').folder, 'postgres'), join(folder, 'postgres'), { recursive: true });
  const database = await openDatabase({ dataDir: folder });
  const db = database.pool;
  const shop = await upsertShop(db, { baseUrl: 'https://hostile.example/', name: hostile, settings: {} });
  await upsertProduct(db, {
    shopId: shop.id,
    url: 'javascript:window.marked=1',
    sku: null,
    title: hostile,
    brand: hostile,
    description: hostile,
    price: 1,
    currency: 'USD',
    availability: 'in_stock',
    category: [hostile],
    photoUrls: [],
  });
  await exportSite({
    db,
    model: 'starter',
    folder: join(folder, 'site'),
    title: 'Taps',
    filters: {},
    neighbours: 8,
  });
  await database.close();
  const server = await serveFolder(join(folder, 'site'), '/a/shop');
  return {
    address: server.address,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

inChromium('an exported site', { start }, ({ visit, forgive }) => {
  const cards = (page: Page) => page.locator('.card:visible');

  test.each([
    ['desk', {}],
    ['phone', phone],
  ])('leads from the grid to a product, to what looks like it, and on (%s)', async (name, device) => {
    const page = await visit('', device);
    expect(await cards(page).count()).toBe(48);
    await screenshot(page, `exported-grid-${name}`);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.waitForURL(/\/a\/shop\/pages\/2\.html$/);
    const title = await cards(page).nth(3).getByRole('heading').textContent();
    await cards(page).nth(3).getByRole('link', { name: 'Find similar' }).click();
    await page.waitForURL(/\/products\/\d+\.html#similar$/);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(await cards(page).count()).toBe(8);
    const other = await cards(page).first().getByRole('heading').textContent();
    await cards(page).first().getByRole('heading').getByRole('link').click();
    await eventually(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(other);
    await page
      .getByRole('img', { name: other ?? '', exact: true })
      .evaluate((image: HTMLImageElement) => image.decode());
    await screenshot(page, `exported-product-${name}`);
  });

  test('finds by words as they are typed, and the way back finds them again', async () => {
    const page = await visit('');
    await page.getByRole('searchbox').fill('PURPLE góld');
    await eventually(() => page.locator('#found-count').textContent()).toMatch(/^\d+ products$/);
    const titles = await cards(page).getByRole('heading').allTextContents();
    expect(titles.length).toBeGreaterThan(3);
    for (const title of titles) expect(title).toMatch(/gold.*purple/i);
    await page.getByLabel('Order').selectOption('Cheapest first');
    const amounts = (await cards(page).locator('.card-price').allTextContents()).map((text) =>
      Number(text.replace(/[$,]/g, '')),
    );
    expect(amounts).toEqual(amounts.toSorted((a, b) => a - b));
    await screenshot(page, 'exported-found');
    await expectAccessible(page);
    await cards(page).first().getByRole('heading').getByRole('link').click();
    await page.waitForURL(/\/products\//);
    await page.goBack();
    await eventually(() => cards(page).getByRole('heading').first().textContent()).toMatch(/purple/i);
    await page.getByRole('searchbox').fill('no such thing');
    await page.getByText('Nothing is called that').waitFor();
  });

  test('takes the words from any page to the grid', async () => {
    const page = await visit('products/1.html');
    await page.getByRole('searchbox').fill('chrome');
    await page.keyboard.press('Enter');
    await page.waitForURL(/index\.html#q=chrome/);
    await eventually(() => page.locator('#found-count').textContent()).toMatch(/^\d+ products$/);
  });

  test('shows what shops wrote as text', async () => {
    const page = await visit('#q=zyx');
    expect(await cards(page).getByRole('heading').textContent()).toBe(hostile);
    await cards(page).getByRole('heading').getByRole('link').click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(hostile);
    expect(await page.locator('[href^="javascript"], img[src="x"]').count()).toBe(0);
    expect(await page.evaluate(() => 'marked' in window)).toBe(false);
  });

  test('speaks German to those who prefer it, and English again when asked', async () => {
    const page = await visit('products/1.html', { locale: 'de-AT', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Sieht ähnlich aus' }).waitFor();
    expect(await page.locator('.chosen-price').innerText()).toMatch(/^[\d.]+(,\d+)?\s\$$/);
    await screenshot(page, 'exported-german-dark');
    await expectAccessible(page);
    await page.getByLabel('Sprache').selectOption('en');
    await page.getByRole('heading', { name: 'Looks like it' }).waitFor();
    await page.goto('');
    await page.getByRole('link', { name: 'Next' }).waitFor();
    await expectAccessible(page);
  });

  test('can be leafed through without scripts, and opened without a host', async () => {
    // Chromium fades from page to page without scripts, too, and complains where it is led on meanwhile.
    forgive(/Transition was aborted/);
    const page = await visit('', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Next' }).click();
    await cards(page).first().getByRole('link', { name: 'Find similar' }).click();
    await page.getByRole('heading', { name: 'Looks like it' }).waitFor();

    const file = await visit(pathToFileURL(join(folder, 'site/index.html')).href);
    await file.getByRole('searchbox').fill('chrome');
    await eventually(() => file.locator('#found-count').textContent()).toMatch(/^\d+ products$/);
  });
});
