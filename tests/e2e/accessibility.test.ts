// Everybody can use every page: axe finds nothing serious, on a desktop and a phone, in light and dark, in each language.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible, expectAccessibleOn, screens } from './accessible.ts';
import { phone } from './chromium.ts';
import { inChromium } from './in-chromium.ts';

/** An address, and what is opened there before axe looks. */
type View = [path: string, open?: (page: Page) => Promise<void>];

const shopWindow: View[] = [
  ['/'],
  ['/', openSuggestions],
  ['/?q=gold+purple'],
  ['/?q=gold+-chrome+like:1&maxPrice=300', openFilters],
  ['/?q=copper', keepFirst],
  ['/?q=gold&maxPrice=1'],
  ['/?q=tap+like:99999999'],
  ['/similar/1?cheaper=true'],
  ['/similar/1?photo=1&crop=0.2,0.2,0.6,0.6'],
  ['/product/1'],
  ['/boards'],
  ['/boards/shared#name=Bath&ids=1.2.3'],
  ['/map'],
  ['/ask'],
  ['/ask?q=gold+taps+under+$150'],
  ['/try'],
  ['/axis?from=white&to=black'],
  ['/no/such/page'],
];
const desk: View[] = [
  ['/operator'],
  ['/operator/add'],
  ['/operator/runs'],
  ['/operator/runs/1'],
  ['/operator/queue'],
  ['/operator/health?check=outlier'],
  ['/operator/models'],
];

inChromium('for everybody', { timeoutMs: 120_000 }, ({ visit, forgive }) => {
  describe.each([
    ['in English', 'en-US', screens],
    // Other words change no colours: each width and each colour scheme once.
    ['in German', 'de-DE', [screens[0], screens[3]].filter((one) => one !== undefined)],
  ])('%s', (_name, locale, on) => {
    test.each([...shopWindow, ...desk])('axe finds nothing serious on %s', async (path, open) => {
      forgive(/no.such.page: .* status of 404|99999999: .* status of 404/);
      const page = await visit(path, { locale });
      await page.waitForLoadState('networkidle');
      await page.getByRole('heading').first().waitFor();
      await open?.(page);
      await expectAccessibleOn(page, on);
    });
  });

  test('axe is listened to: a button without a name, and two that fingers confuse, are found', async () => {
    const page = await visit('/boards');
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => {
      const small = () =>
        Object.assign(document.createElement('button'), { style: 'all: unset; padding: 4px' });
      document.querySelector('main')?.append(small(), small());
    });
    await expect(expectAccessible(page)).rejects.toThrow(/button-name(.|\n)*target-size/);
  });
});

async function openSuggestions(page: Page): Promise<void> {
  await page.getByRole('combobox').first().pressSequentially('goose');
  await page.getByRole('option').first().waitFor();
}

async function openFilters(page: Page): Promise<void> {
  // Where they are a sheet, and closed.
  await page.setViewportSize(phone.viewport);
  await page.locator('.filter-bar button').click();
  await page.getByRole('slider').first().waitFor();
}

async function keepFirst(page: Page): Promise<void> {
  await page.locator('.save').first().click();
  await page.getByRole('dialog').waitFor();
}
