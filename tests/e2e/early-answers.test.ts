// The page's first questions leave before the page's own code is there, and are asked once.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inChromium } from './in-chromium.ts';
import { cards } from './reading-the-page.ts';

inChromium('the first questions of a page', {}, ({ open, forgive }) => {
  /** The API's paths that are asked for, facets aside, as they come. */
  async function opened(): Promise<{ page: Page; asked: string[] }> {
    const page = await open();
    await page.addInitScript(() => sessionStorage.setItem('lookalike:seed', '7'));
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (/^\/api\/(products|search)/.test(pathname) && !search.includes('facets=true'))
        asked.push(pathname + search);
    });
    return { page, asked };
  }

  test.each([
    ['/', 2],
    ['/?q=gold+purple&available=true', 1],
    ['/similar/5?cheaper=true', 2],
    ['/product/5', 1],
  ])('%s asks while its code is on the way, and never twice', async (address, count) => {
    const early = await opened();
    await early.page.route(/\/assets\/first-view-.*\.js$/, () => {}); // it never comes
    await early.page.goto(address, { waitUntil: 'commit' });
    await expect.poll(() => early.asked.length, { timeout: 30_000 }).toBe(count);

    const whole = await opened();
    await whole.page.goto(address);
    await cards(whole.page).first().waitFor();
    await whole.page.waitForLoadState('networkidle');
    expect(whole.asked).toEqual(expect.arrayContaining(early.asked));
    expect(new Set(whole.asked).size).toBe(whole.asked.length);
    // What was asked early is what the page wanted: nothing of the same kind was asked again in other words.
    const kindOf = (path: string) => path.replace(/\?.*/, '');
    for (const path of early.asked) {
      if (address.startsWith('/product/')) continue; // its rows ask for several kinds of neighbours
      expect(whole.asked.filter((other) => kindOf(other) === kindOf(path))).toEqual([path]);
    }
  });

  test('an answer that fails early is asked for again by the page', async () => {
    const { page, asked } = await opened();
    let isFirst = true;
    await page.route('**/api/search?*', async (route) => {
      if (isFirst && !route.request().url().includes('facets')) {
        isFirst = false;
        await route.abort();
      } else await route.continue();
    });
    await page.goto('/?q=gold+purple');
    await cards(page).first().waitFor();
    expect(asked).toHaveLength(2);
    forgive(/ERR_FAILED/);
  });
});
