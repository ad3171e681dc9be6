// An operator's day in a real browser: a shop looked at and added, its run watched and steered, failures asked again.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, inject, test } from 'vitest';
import { demoCatalogue } from '../../apps/demo-shop/catalogue.ts';
import { type DemoShop, startDemoShop } from '../../apps/demo-shop/server.ts';
import { startTinyShop, type TinyShop } from '../integration/workers/tiny-shop.ts';
import { expectAccessibleOn } from './accessible.ts';
import { desktop, phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { startPrefixProxy } from './prefix-proxy.ts';
import { overflow } from './reading-the-page.ts';
import { photosFolder } from './shop-template.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

// As many as a dry run shows.
const taps = 12;

let newShop: DemoShop;
let weakShop: TinyShop;

async function start(): Promise<WholeShop> {
  // The same taps as the other shop's, whose photos are drawn already.
  const cacheDir = join(inject('shopTemplate').folder, photosFolder);
  newShop = await startDemoShop({ port: 0, cacheDir, products: taps });
  weakShop = await startTinyShop(12);
  return startWholeShop({ allowHosts: [new URL(newShop.url).host, weakShop.host] });
}

inChromium("the operator's desk", { timeoutMs: 180_000, start }, ({ shop: service, visit, forgive }) => {
  afterAll(async () => {
    await newShop?.close();
    await weakShop?.close();
  });

  async function lookAt(page: Page, address: string): Promise<void> {
    await page.getByRole('link', { name: 'Add a shop' }).click();
    await page.getByLabel('Address of the shop').fill(address);
    await page.getByText('How gently to read it').click();
    await page.getByLabel('Milliseconds between two requests').fill('0');
    await page.getByLabel('Requests at once').fill('4');
    await page.getByRole('button', { name: 'Have a look' }).click();
  }

  const runEnds = (page: Page) => page.locator('.run-head .run-done').waitFor({ timeout: 120_000 });
  const count = async (page: Page, name: string) =>
    Number(
      await page
        .locator('.run-count', { has: page.getByText(name, { exact: true }) })
        .locator('dd')
        .textContent(),
    );

  test('a shop is looked at, added, and watched to the end of its run', async () => {
    const page = await visit('/operator');
    await page.getByRole('link', { name: 'Demo shop' }).waitFor({ timeout: 30_000 });
    await screenshot(page, 'desk-shops');
    await lookAt(page, newShop.url);
    await page.getByText(/12 products found on \d+ pages/).waitFor({ timeout: 60_000 });
    const found = page.locator('.dry-run-grid .change-card');
    expect(await found.count()).toBe(taps);
    const titles = new Set(demoCatalogue().map(({ title }) => title));
    for (const title of await found.locator('.change-title').allTextContents())
      expect(titles).toContain(title);
    expect(await found.first().locator('.dry-run-sources').textContent()).toContain('JSON-LDname');
    await expect.poll(() => found.locator('img[src^="data:image/webp;base64,"]').count()).toBe(taps);
    await screenshot(page, 'desk-dry-run');

    await page.getByRole('button', { name: 'Add the shop and start' }).click();
    await page.waitForURL(/\/operator\/runs\/\d+$/);
    await page.getByRole('progressbar', { name: 'Pages' }).waitFor();
    await runEnds(page);
    expect(await count(page, 'Products')).toBe(taps);
    expect(await count(page, 'New')).toBe(taps);
    const photos = page.getByRole('progressbar', { name: 'Photos of the shop' });
    await expect
      .poll(
        async () => {
          const now = Number(await photos.getAttribute('aria-valuenow'));
          return now >= taps && now === Number(await photos.getAttribute('aria-valuemax'));
        },
        { timeout: 120_000 },
      )
      .toBe(true);
    await expect.poll(() => page.locator('.change-new img').count(), { timeout: 30_000 }).toBe(taps);
    await screenshot(page, 'desk-run');
  });

  test('prices that changed are cards with the way they went, on a phone too', async () => {
    const [dearer, cheaper] = demoCatalogue().slice(0, 2);
    if (!dearer || !cheaper) throw new Error('The demo catalogue is empty.');
    newShop.setPrice(dearer.sku, 259);
    newShop.setPrice(cheaper.sku, 790);
    const page = await visit('/operator', phone);
    const row = page.locator('.shop-row', { hasText: new URL(newShop.url).host });
    await row.getByRole('button', { name: 'Run now' }).click();
    await page.waitForURL(/\/operator\/runs\/\d+$/);
    await runEnds(page);
    await page.getByRole('button', { name: /^Dearer 1$/ }).click();
    const card = page.locator('.change-up');
    await card.waitFor();
    expect(await card.textContent()).toContain('$259');
    expect(await card.locator('.change-title').textContent()).toBe(dearer.title);
    await card.scrollIntoViewIfNeeded();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await screenshot(page, 'phone-desk-dearer');
    await page.getByRole('button', { name: /^Cheaper 1$/ }).click();
    await page.locator('.change-down').waitFor();
    expect(await page.locator('.change-down').textContent()).toContain('▼');
    await page.reload();
    await page.locator('.change-down').waitFor({ timeout: 30_000 });
  });

  test('a run is paused and resumed; what failed is asked again when the shop has recovered', async () => {
    const isBroken = (url = '') => /\/p\/tap-[78]$/.test(url);
    const held: (() => void)[] = [];
    let isHeld = true;
    weakShop.fault = ({ url }, response) => {
      if (isBroken(url)) {
        response.writeHead(500).end();
        return true;
      }
      // The last page comes only when the run has been paused, so that there is something to pause.
      if (url !== '/p/tap-11' || !isHeld) return false;
      held.push(() => response.destroy());
      return true;
    };
    const page = await visit('/operator');
    await lookAt(page, weakShop.url);
    await page.getByText(/products found/).waitFor({ timeout: 90_000 });
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Add the shop and start' }).click();
    await page.waitForURL(/\/operator\/runs\/\d+$/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('.run-head .run-paused').waitFor();
    isHeld = false;
    for (const breakOff of held) breakOff();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.locator('.run-head .run-running, .run-head .run-done').first().waitFor();
    await runEnds(page);
    const group = page.locator('.failure-group', { hasText: 'http 500' });
    expect(await group.locator('.failure-count').textContent()).toBe('2');
    await group.getByText('2 examples').click();
    expect(await group.getByRole('link').first().getAttribute('href')).toMatch(/\/p\/tap-\d$/);
    await screenshot(page, 'desk-failures');

    weakShop.fault = () => false;
    weakShop.requests.length = 0;
    const before = page.url();
    await group.getByRole('button', { name: /^Ask again/ }).click();
    await page.waitForURL((url) => url.href !== before && /\/operator\/runs\/\d+$/.test(url.pathname));
    await page.getByText('failed pages again').waitFor();
    await runEnds(page);
    expect(await count(page, 'New')).toBe(2);
    expect(weakShop.requests.filter((path) => path.startsWith('/p/')).sort()).toEqual([
      '/p/tap-7',
      '/p/tap-8',
    ]);
    await page.goto(before);
    await page.getByText('Asked again since, by a later run.').waitFor({ timeout: 30_000 });
  });

  test('an address that is none, or not public, is told in a sentence', async () => {
    forgive(/status of 400/);
    const page = await visit('/operator/add');
    const address = page.getByLabel('Address of the shop');
    await address.fill('http://10.0.0.1/');
    await address.press('Enter');
    await page.getByText('not on the public internet').waitFor();
    await address.fill('ftp://shop.example/');
    await address.press('Enter');
    await page.getByText('no address of a shop').waitFor();
  });

  test.each([
    ['desktop', desktop],
    ['phone', phone],
  ])('a schedule is set in words on a %s, and words that are none are refused', async (_device, options) => {
    forgive(/status of 400/);
    const page = await visit('/operator', options);
    const row = page.locator('.shop-row').first();
    await row.getByRole('button', { name: 'Schedule' }).click();
    await row.getByLabel('Run it').fill('whenever');
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByRole('alert').waitFor();
    await row.getByRole('button', { name: 'every day at 04:00' }).click();
    await row.getByRole('button', { name: 'Save' }).click();
    await row.locator('.desk-soft', { hasText: 'every day at 04:00' }).waitFor();
    await row.locator('time', { hasText: /^in / }).waitFor();
    await row.getByRole('button', { name: 'Schedule' }).click();
    await row.getByRole('button', { name: 'Remove the schedule' }).click();
    await row.getByText('when you start it').waitFor();
  });

  test('on a phone, in German and in the dark, nothing is wider than the screen', async () => {
    const options = { ...phone, locale: 'de-DE', colorScheme: 'dark' as const };
    const page = await visit('/operator', options);
    for (const [path, shown] of [
      ['/operator', '.shop-row'],
      ['/operator/runs', '.desk-table'],
      ['/operator/runs/1', '.change-card'],
      ['/operator/add', '.add-shop'],
    ] as const) {
      await page.goto(path);
      await page.locator(shown).first().waitFor({ timeout: 30_000 });
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
    }
    await page.goto('/operator/runs/1');
    await page.getByRole('heading', { name: 'Was sich geändert hat' }).waitFor({ timeout: 30_000 });
    await screenshot(page, 'desk-run-phone-german');
  });

  test('without a token, a request that a proxy passed on finds it closed, with the way to open it', async () => {
    const proxy = await startPrefixProxy(new URL(service.address), { prefix: '', strips: false });
    try {
      forgive(/status of 403/);
      const page = await visit('/operator', phone, proxy.address);
      await page.getByText('OPERATOR_TOKEN=').waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await screenshot(page, 'phone-desk-closed');
      await expectAccessibleOn(page);
    } finally {
      await proxy.close();
    }
  });
});
