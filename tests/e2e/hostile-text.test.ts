// What shops write is text, on every page that shows it; and were it taken for more, the browser would refuse to run it.
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { upsertShop } from '../../catalog/crawls/shops.ts';
import { upsertProduct } from '../../catalog/products/products.ts';
import { inChromium } from './in-chromium.ts';
import { cards } from './reading-the-page.ts';

/** Leaves a mark if it ever runs, and an element of its own if it is ever parsed. */
const hostile = (word: string) =>
  `zyx${word} "'><img src=x onerror="window.marked=1"><script>window.marked=1</script><planted-mark></planted-mark>{{7*7}}`;

inChromium('hostile text', { timeoutMs: 90_000 }, ({ shop, visit, forgive, complaints }) => {
  let productId: number;
  beforeAll(async () => {
    const db = shop.parts.database.pool;
    const bad = await upsertShop(db, {
      baseUrl: 'https://hostile.example/',
      name: hostile('shop'),
      settings: {},
    });
    ({ id: productId } = await upsertProduct(db, {
      shopId: bad.id,
      url: 'https://hostile.example/"><script>window.marked=1</script>',
      sku: '<b>sku</b>',
      title: hostile('title'),
      brand: hostile('brand'),
      description: hostile('description'),
      price: 1,
      currency: 'USD',
      availability: 'in_stock',
      category: [hostile('category')],
      photoUrls: [],
    }));
  });

  async function expectOnlyText(page: Page): Promise<void> {
    expect(await page.locator('planted-mark, img[src="x"], #root script').count(), page.url()).toBe(0);
    expect(await page.evaluate(() => 'marked' in window), page.url()).toBe(false);
  }

  test('from a shop is shown as it was written, and runs nowhere', async () => {
    const page = await visit('/?maxPrice=1');
    await cards(page).first().waitFor();
    expect(await cards(page).first().getByRole('heading').textContent()).toBe(hostile('title'));
    await expectOnlyText(page);

    for (const path of [`/product/${productId}`, `/similar/${productId}`]) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).filter({ hasText: 'zyxtitle' }).waitFor();
      expect(await page.title()).toContain('<planted-mark>');
      await expectOnlyText(page);
    }
    await page.goto('/operator');
    await page.getByText('zyxshop').first().waitFor();
    await expectOnlyText(page);
  });

  test('among the suggestions is text too', async () => {
    const page = await visit('/');
    await page.getByRole('combobox').first().fill('zyx');
    await page.getByRole('option').filter({ hasText: 'zyx' }).first().waitFor();
    expect(await page.getByRole('option').first().textContent()).toContain('<planted-mark>');
    await expectOnlyText(page);
  });

  test.each(['/', '/product/1', '/operator', '/no/such/page', '/api/docs'])(
    'would not run on %s even if it got into the page',
    async (path) => {
      const answer = await fetch(shop.address + path, { headers: { accept: 'text/html' } });
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|unsafe-hashes|\*|data:[^;]*script/);
      forgive(/Content.Security.Policy|no.such.page: .* status of 404/i);
      const page = await visit(path);
      await page.evaluate(() => {
        const script = document.createElement('script');
        script.textContent = 'window.marked = 1';
        document.body.append(script);
        document.body.setAttribute('onclick', 'window.marked = 1');
        document.body.click();
      });
      expect(await page.evaluate(() => 'marked' in window)).toBe(false);
      expect(complaints().join('\n')).toMatch(/Content.Security.Policy/i);
    },
  );
});
