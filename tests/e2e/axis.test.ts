// Products lined up between two ends, in a real browser: from the map to a line, its order, its address, its ends exchanged.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './accessible.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { overflow } from './reading-the-page.ts';

const titles = (page: Page) => page.locator('.axis-line .card-title').allTextContents();

inChromium('an axis', { timeoutMs: 90_000 }, ({ visit, forgive }) => {
  test('two words line everything up between them, the address holds them, and they can be exchanged', async () => {
    const page = await visit('/map');
    await page.getByRole('link', { name: /line them up/i }).click();
    await page.getByLabel('From', { exact: true }).fill('white');
    await page.getByLabel('To', { exact: true }).fill('black');
    await page.getByRole('button', { name: 'Line up' }).click();
    await page.locator('.axis-line li').first().waitFor();
    expect(new URL(page.url()).search).toBe('?from=white&to=black');
    expect(await page.title()).toMatch(/From white to black/);
    const shown = await titles(page);
    expect(shown[0]).toMatch(/white/i);
    expect(shown.at(-1)).toMatch(/black/i);
    expect(await page.locator('.axis-place').first().textContent()).toBe('0% of the way');
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'desktop-axis');
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Swap the ends' }).click();
    const first = async () => (await titles(page))[0];
    await expect.poll(first, { timeout: 15_000 }).toBe(shown.at(-1));
    await page.goBack();
    await expect.poll(() => titles(page), { timeout: 15_000 }).toEqual(shown);
  });

  test('on a phone nothing is wider than the screen, and an example needs no typing', async () => {
    const page = await visit('/axis', phone);
    await page.getByRole('button', { name: 'silver – gold' }).click();
    await page.locator('.axis-line li').first().waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await screenshot(page, 'phone-axis');
  });

  test('ends that are the same are told of, not shown as a line', async () => {
    forgive(/status of 400/);
    const page = await visit('/axis?from=gold&to=gold');
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.axis-line').count()).toBe(0);
  });
});
