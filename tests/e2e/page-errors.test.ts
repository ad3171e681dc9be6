// A script of the pages that fails is heard of: in the log, without what somebody searched for, and in the console.
import pino from 'pino';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium, openPage } from './chromium.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

const skip = findChromium() === null && !process.env.CI;

describe.skipIf(skip)('failures of the pages', { timeout: 60_000 }, () => {
  let shop: WholeShop;
  let browser: Browser;
  const lines: { msg: string; pageError?: { kind: string; message: string; page: string } }[] = [];
  const logged = () => lines.flatMap(({ pageError }) => (pageError ? [pageError] : []));

  beforeAll(async () => {
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) });
    [browser, shop] = await Promise.all([launchChromium(), startWholeShop({ logger })]);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  }, 60_000);

  test('uncaught errors and rejections reach the log once each, and the console as ever', async () => {
    const { page, complaints } = await openPage(browser, shop.address);
    await page.goto('/?q=secret+wish');
    await page.evaluate(() => {
      for (let i = 0; i < 3; i++)
        setTimeout(() => {
          throw new Error('planted error');
        });
      void Promise.reject(new TypeError('planted rejection'));
    });
    await expect.poll(() => logged().length, { timeout: 15_000 }).toBe(2);
    expect(logged().toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
      { kind: 'error', message: expect.stringContaining('planted error'), page: '/' },
      { kind: 'rejection', message: 'TypeError: planted rejection', page: '/' },
    ]);
    expect(JSON.stringify(lines)).not.toContain('secret');
    await expect.poll(() => complaints.filter((line) => line.includes('planted error')).length).toBe(3);
    await page.context().close();
  });

  test('a page that can not be drawn says so, offers a way out, and reaches the log', async () => {
    const { page, complaints } = await openPage(browser, shop.address);
    await page.route(/\/api\/products\?/, (route) => route.fulfill({ json: { results: [{}], total: 1 } }));
    await page.goto('/');
    await page.getByRole('alert').waitFor();
    await expect.poll(() => logged().map(({ kind }) => kind), { timeout: 15_000 }).toContain('crash');
    expect(complaints.join('\n')).toContain('TypeError');
    await page.unrouteAll();
    await page.getByRole('alert').getByRole('button').click();
    await page.locator('article.card').first().waitFor();
    expect(await (await fetch(`${shop.address}/metrics`)).text()).toMatch(
      /lookalike_page_errors_total\{kind="crash"\} [1-9]/,
    );
    await page.context().close();
  });
});
