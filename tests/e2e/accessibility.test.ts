// Everybody can use the shop window: axe finds nothing serious, on a desktop and a phone, in light and dark.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 900 } };
const views = [
  ['on a desktop', desktop],
  ['on a desktop in the dark', { ...desktop, colorScheme: 'dark' }],
  ['on a phone', phone],
  ['on a phone in the dark', { ...phone, colorScheme: 'dark' }],
  ['in German', { ...desktop, locale: 'de-DE' }],
] as const;

const pages = [
  '/',
  '/?q=gold+purple',
  '/?q=gold&maxPrice=1',
  `/?q=${'x'.repeat(1200)}`,
  '/similar/1?cheaper=true',
  '/product/1',
  '/boards',
  '/map',
  '/operator',
  '/no/such/page',
];

const skip = findChromium() === null && !process.env.CI;

describe.skipIf(skip)('for everybody', { timeout: 120_000 }, () => {
  let shop: WholeShop;
  let browser: Browser;
  beforeAll(async () => {
    [browser, shop] = await Promise.all([launchChromium(), startWholeShop()]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  }, 60_000);

  test.each(views)('axe finds nothing serious %s', async (_where, options) => {
    const { page } = await openPage(browser, shop.address, options);
    for (const path of pages) {
      await page.goto(path, { waitUntil: 'networkidle' });
      await page.getByRole('heading').first().waitFor();
      await expectAccessible(page);
    }
    await page.context().close();
  });

  test('axe is listened to: a picture without words and a button without a name are found', async () => {
    const { page } = await openPage(browser, shop.address);
    await page.goto('/no/such/page', { waitUntil: 'networkidle' });
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
    await expect(expectAccessible(page)).rejects.toThrow('button-name');
    await page.context().close();
  });
});
