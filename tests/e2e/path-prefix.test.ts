// A shopper's and an operator's way through everything behind a path prefix: no request leaves it, no page complains.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inChromium } from './in-chromium.ts';
import { startPrefixProxy } from './prefix-proxy.ts';
import { cards, expectCards, searchField } from './reading-the-page.ts';
import { startWholeShop } from './whole-shop.ts';

const prefix = '/shops/taps';
const operatorToken = 'open-sesame';
const start = () => startWholeShop({ basePath: prefix, operatorToken });

inChromium('behind a path prefix', { timeoutMs: 120_000, start }, ({ shop, open, forgive }) => {
  test.each([
    ['passes on', false],
    ['strips', true],
  ])('that the proxy %s, every page is found and stays below it', async (_how, strips) => {
    const proxy = await startPrefixProxy(new URL(shop.address), { prefix, strips });
    try {
      await walk(proxy.address);
      expect(proxy.strays).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  async function walk(address: string): Promise<void> {
    const outside: string[] = [];
    const enter = async (path: string): Promise<Page> => {
      const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
      page.on('request', (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(address)) outside.push(request.url());
      });
      await page.goto(address + path);
      return page;
    };
    const isAt = (page: Page, path: RegExp) =>
      page.waitForURL((url) => url.href.startsWith(address) && path.test(url.href.slice(address.length)));

    const page = await enter('');
    await expectCards(page, 24);
    await searchField(page).pressSequentially('gold purp');
    await page.getByRole('option').first().waitFor();
    await searchField(page).fill('gold purple');
    await searchField(page).press('Enter');
    await isAt(page, /^\/?\?q=gold\+purple$/);
    await expectCards(page, 24);
    await cards(page).first().getByRole('heading').getByRole('link').click();
    await isAt(page, /^\/product\/\d+$/);
    await page.getByRole('region', { name: 'Goes well together' }).locator('.card').first().waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Show all: Looks like it', exact: true }).click();
    await isAt(page, /^\/similar\/\d+$/);
    await expectCards(page, 24);
    await page.getByRole('button', { name: 'Search with a part of this photo' }).click();
    await page.getByRole('button', { name: 'Bottom right corner' }).waitFor();

    await cards(page)
      .first()
      .getByRole('button', { name: /^Keep .* on a board$/ })
      .click();
    await page.getByText('On “Favourites” now.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Boards' }).click();
    await page.getByRole('link', { name: 'Favourites' }).click();
    await isAt(page, /^\/boards\/\w+$/);
    await page.getByRole('button', { name: 'Share link' }).click();
    await page.getByText('The link is copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toContain(`${address}/boards/shared#`);
    const friend = await enter(link.slice(address.length));
    await friend.getByRole('heading', { level: 1, name: 'Favourites' }).waitFor();
    await friend.locator('.board-grid .photo-square, .board-grid .photo-odd').first().waitFor();

    await page.getByRole('link', { name: 'Map' }).click();
    await isAt(page, /^\/map$/);
    await page.getByRole('heading', { level: 3 }).first().waitFor();

    const desk = await enter('/operator');
    forgive(/status of 401/);
    await desk.getByLabel('Operator token').fill(operatorToken);
    await desk.keyboard.press('Enter');
    await desk.getByRole('link', { name: 'Demo shop' }).waitFor();
    await desk.getByRole('link', { name: 'Runs', exact: true }).click();
    await isAt(desk, /^\/operator\/runs$/);
    await desk.goto(`${address}/api/docs`);
    await desk.locator('.opblock').first().waitFor();
    await Promise.all([page, friend, desk].map((one) => one.waitForLoadState('networkidle')));
    expect(outside).toEqual([]);
  }
});
