// Everybody can use every page: axe finds nothing serious, on a desktop and a phone, in light and dark, in each language.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible, expectAccessibleEverywhere } from './accessible.ts';
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
  [`/?q=${'x'.repeat(1200)}`],
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
    ['in English', 'en-US'],
    ['in German', 'de-DE'],
  ])('%s', (_name, locale) => {
    test.each([...shopWindow, ...desk])('axe finds nothing serious on %.40s', async (path, open) => {
      forgive(/no.such.page: .* status of 404|xxx: .* status of 400/);
      const page = await visit(path, { locale });
      await page.waitForLoadState('networkidle');
      await page.getByRole('heading').first().waitFor();
      await open?.(page);
      await expectAccessibleEverywhere(page);
    });
  });

  test('axe is listened to: a button without a name, and two that fingers confuse, are found', async () => {
    const page = await visit('/boards');
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.querySelector('main')?.append(document.createElement('button')));
    await expect(expectAccessible(page)).rejects.toThrow(/button-name(.|\n)*target-size/);
  });
});

async function openSuggestions(page: Page): Promise<void> {
  await page.getByRole('combobox').first().pressSequentially('goose');
  await page.getByRole('option').first().waitFor();
}

async function openFilters(page: Page): Promise<void> {
  await page.locator('.filter-bar button').click();
  await page.getByRole('slider').first().waitFor();
}

async function keepFirst(page: Page): Promise<void> {
  await page.locator('.save').first().click();
  await page.getByRole('dialog').waitFor();
}
