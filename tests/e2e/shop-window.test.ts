// A shopper's journeys in a real browser, against the whole thing: demo shop, scrape, queue, encoder, API, pages.
import { expect, test } from 'vitest';
import { listShops } from '../../catalog/crawls/shops.ts';
import { upsertProduct } from '../../catalog/products/products.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import {
  amount,
  cards,
  expectCards,
  focused,
  outlined,
  overflow,
  photosShown,
  prices,
  searchField,
  shownTaps,
  taps,
  titles,
} from './reading-the-page.ts';

inChromium('the shop window', {}, ({ shop, visit, forgive }) => {
  test('the home page shows the whole catalogue, and grows as it is scrolled', async () => {
    const page = await visit('/');
    await expectCards(page, 24);
    expect(amount((await page.getByRole('status').textContent()) ?? '')).toBeGreaterThanOrEqual(taps.size);
    expect(await page.title()).toContain('Lookalike');
    await photosShown(page);
    await screenshot(page, 'desktop-home');
    await cards(page).nth(20).scrollIntoViewIfNeeded();
    await expectCards(page, 48);
  });

  test('"gold purple" brings taps in gold and purple first', async () => {
    const page = await visit('/');
    await searchField(page).fill('gold purple');
    await searchField(page).press('Enter');
    await page.getByRole('heading', { name: '“gold purple”' }).waitFor();
    await expectCards(page, 24);
    expect(new URL(page.url()).search).toBe('?q=gold+purple');
    expect(await page.title()).toContain('gold purple');
    await photosShown(page);
    await screenshot(page, 'desktop-search');
    const first = (await shownTaps(page)).slice(0, 8);
    const golden = first.filter(({ body, handles }) => /gold|brass/.test(body) && handles === 'purple');
    expect(golden.length, first.map((tap) => tap.title).join('\n')).toBeGreaterThanOrEqual(6);
  });

  test('"Find similar" leads to taps of the same look, and back returns to the search as it was left', async () => {
    const page = await visit('/?q=red+tap');
    await expectCards(page, 24);
    const before = await titles(page);
    const card = cards(page).nth(9);
    await card.scrollIntoViewIfNeeded();
    const scrolled = await page.evaluate(() => window.scrollY);
    const [chosen] = await shownTaps(page, card);
    await card.getByRole('link', { name: /^Find similar/ }).click();

    await page.getByRole('heading', { level: 1, name: chosen?.title ?? '' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/similar\/\d+$/);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await expectCards(page, 24);
    await photosShown(page);
    await screenshot(page, 'desktop-similar');
    const finishes: string[] = chosen ? [chosen.body, chosen.handles] : [];
    const alike = (await shownTaps(page)).slice(0, 10);
    expect(alike.map(({ sku }) => sku)).not.toContain(chosen?.sku);
    // The same shape, or a finish in common: by chance about two of ten would have that.
    const related = alike.filter(
      (tap) => tap.shape === chosen?.shape || [tap.body, tap.handles].some((one) => finishes.includes(one)),
    );
    expect(related.length, alike.map((tap) => tap.title).join('\n')).toBeGreaterThanOrEqual(6);

    await page.goBack();
    await page.getByRole('heading', { name: '“red tap”' }).waitFor();
    expect(await titles(page)).toEqual(before);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(scrolled);
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: chosen?.title ?? '' }).waitFor();
  });

  test('another address in the same tab begins on top, a reload where one was', async () => {
    const page = await visit('/?q=red+tap');
    await expectCards(page, 24);
    await page.evaluate(() => window.scrollTo(0, 900));
    await page.reload();
    await expect.poll(() => page.evaluate(() => window.scrollY), { timeout: 15_000 }).toBe(900);
    await page.goto('/?q=blue+tap');
    await expectCards(page, 24);
    await photosShown(page);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  test('"Cheaper than this" keeps only lower prices and says what is saved; the address keeps it', async () => {
    const page = await visit('/?sort=-price&maxPrice=900');
    await cards(page)
      .nth(12)
      .getByRole('link', { name: /^Find similar/ })
      .click();
    const limit = amount((await page.locator('.chosen-price').textContent()) ?? '');
    await expectCards(page, 24);
    await page.getByRole('switch', { name: 'Cheaper than this' }).click();
    await page.getByRole('heading', { name: 'Looks like it, costs less' }).waitFor();
    expect(new URL(page.url()).searchParams.get('cheaper')).toBe('true');
    await expect.poll(async () => Math.max(...(await prices(page))), { timeout: 15_000 }).toBeLessThan(limit);
    expect(await cards(page).first().textContent()).toMatch(/Save \$\d/);
    await photosShown(page);
    await screenshot(page, 'desktop-cheaper');

    const address = page.url();
    const kept = await titles(page);
    await page.reload();
    await expectCards(page, kept.length);
    expect(page.url()).toBe(address);
    expect(await page.getByRole('switch', { name: 'Cheaper than this' }).isChecked()).toBe(true);
    await page.goBack();
    await page.getByRole('heading', { name: 'Looks like it', exact: true }).waitFor();
  });

  test('price range, stock and order go into the address and hold for every card', async () => {
    const page = await visit('/');
    await expectCards(page, 24);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('textbox', { name: 'Lowest price' }).fill('100');
    await page.getByRole('textbox', { name: 'Highest price' }).fill('180');
    await page.keyboard.press('Enter');
    await page.getByRole('switch', { name: 'In stock' }).click();
    await page.getByRole('combobox', { name: 'Sort' }).selectOption('Dearest first');
    await expect
      .poll(() => new URL(page.url()).search)
      .toBe('?minPrice=100&maxPrice=180&available=true&sort=-price');
    // The earlier answer stays in sight until the new one is there.
    const isDearestFirst = (shown: number[]) =>
      shown.every((price, i) => i === 0 || price <= (shown[i - 1] ?? 0));
    await expect.poll(async () => isDearestFirst(await prices(page)), { timeout: 15_000 }).toBe(true);
    const shown = await prices(page);
    expect(Math.max(...shown)).toBeLessThanOrEqual(180);
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(100);
    expect((await shownTaps(page)).every((tap) => tap.availability === 'in_stock')).toBe(true);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?sort=-price');
  });

  test('nothing found: the page names the filters and takes them away', async () => {
    const page = await visit('/?q=gold&maxPrice=1');
    await page.getByRole('heading', { name: 'Nothing fits that.' }).waitFor();
    await screenshot(page, 'desktop-empty');
    await page.getByRole('main').getByRole('button', { name: 'Price to 1' }).click();
    await expectCards(page, 24);
  });

  test('a request the server refuses, and a server that is away, show why and can be tried again', async () => {
    forgive(/status of 404|ERR_INTERNET_DISCONNECTED/);
    const page = await visit('/?q=tap+like:99999999');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('catalogue');
    await page.goto('/');
    await expectCards(page, 24);
    await page.context().setOffline(true);
    await searchField(page).fill('copper');
    await searchField(page).press('Enter');
    await page.getByText('can’t be reached').waitFor();
    await screenshot(page, 'desktop-error');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectCards(page, 24);
  });

  test('a list whose cursor the server no longer takes starts anew, and grows again', async () => {
    forgive(/status of 400/);
    const page = await visit('about:blank');
    let refusals = 0;
    // What the server says of a cursor that it gave out before it was updated.
    await page.route(/[?&]cursor=/, async (route) => {
      if (refusals > 0) return route.continue();
      refusals += 1;
      const code = 'invalid_cursor';
      await route.fulfill({
        status: 400,
        json: { code, detail: 'The cursor is of another time.', status: 400 },
      });
    });
    let firstPages = 0;
    page.on('request', (request) => {
      if (/sort=price(?!.*cursor=)/.test(request.url())) firstPages += 1;
    });
    await page.goto('/?sort=price');
    await expectCards(page, 24);
    await cards(page).nth(20).scrollIntoViewIfNeeded();
    await page.getByText('of another time').waitFor();
    const before = firstPages;
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectCards(page, 48);
    expect(firstPages).toBe(before + 1);
  });

  test('an address with settings its page does not know shows what it can', async () => {
    for (const path of ['/?q=gold&sort=random', '/?sort=relevance', '/?minPrice=900&maxPrice=100']) {
      const page = await visit(path);
      await expectCards(page, 24);
    }
  });

  test('a query of a thousand letters leaves room for what it finds', async () => {
    const page = await visit(`/?q=${'w'.repeat(900)}`, phone);
    await expectCards(page, 24);
    expect((await cards(page).first().boundingBox())?.y).toBeLessThan(600);
  });

  test('a product or address that does not exist says so', async () => {
    forgive(/status of 404/);
    const page = await visit('/similar/999999999');
    await page.getByText('isn’t in the catalogue').waitFor();
    await page.goto('/no/such/page');
    await page.getByText('leads nowhere').waitFor();
  });

  test('markup in a scraped title is text, and an unsafe address is no link', async () => {
    forgive(/status of 4\d\d/);
    const title = '<img src=x onerror="document.title=1"><script>alert(1)</script><b>Tap</b>';
    const db = shop.parts.database.pool;
    const [demo] = await listShops(db);
    await upsertProduct(db, {
      shopId: demo?.id ?? 0,
      url: 'javascript:alert(document.domain)',
      sku: null,
      title,
      brand: '<i>Brand</i>',
      description: '<iframe src="//example.com"></iframe>',
      price: 1,
      currency: 'USD',
      availability: 'in_stock',
      category: [],
      photoUrls: [],
    });
    const page = await visit('/?maxPrice=1');
    const card = cards(page).first();
    expect(await card.getByRole('heading').textContent()).toBe(title);
    expect(await card.locator('img, script, b, i, iframe').count()).toBe(0);
    expect(await card.locator('a[href^="javascript"]').count()).toBe(0);
    await card.getByRole('link', { name: /^Find similar/ }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(
      await page
        .getByRole('main')
        .locator('script, b, i:not([class]), iframe, a[href^="javascript"]')
        .count(),
    ).toBe(0);
  });

  test('the keyboard alone searches, reaches a card and finds similar ones', async () => {
    const page = await visit('/');
    await expectCards(page, 24);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Skip to the products');
    await page.keyboard.press('/');
    await page.keyboard.type('blue');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '“blue”' }).waitFor();
    await expectCards(page, 24);
    for (let presses = 0; presses < 60 && !(await focused(page)).startsWith('Find similar'); presses++) {
      await page.keyboard.press('Tab');
      expect(await outlined(page), await focused(page)).toBe(true);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Looks like it' }).waitFor();
  });

  test('a phone shows two columns and never scrolls sideways', async () => {
    for (const [path, name] of [
      ['/', 'phone-home'],
      ['/?q=gold+purple&maxPrice=300', 'phone-search'],
      ['/similar/1?cheaper=true', 'phone-similar'],
      ['/?q=gold&maxPrice=1', 'phone-empty'],
    ] as const) {
      const page = await visit(path, phone);
      await page.getByRole('status').filter({ hasText: 'product' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await overflow(page), path).toBeLessThanOrEqual(0);
      await screenshot(page, name);
    }
  });

  test('dark mode and a wide screen are drawn for', async () => {
    const page = await visit('/?q=rose+gold', {
      colorScheme: 'dark',
      viewport: { width: 1920, height: 1080 },
    });
    await expectCards(page, 24);
    await photosShown(page);
    await screenshot(page, 'dark-wide-search');
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(Math.max(...(ground.match(/\d+/g) ?? []).map(Number))).toBeLessThan(64);
  });
});
