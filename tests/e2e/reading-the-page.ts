// Reads what the pages show, and knows the truth about the demo shop's taps on them.
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { demoCatalogue } from '../../apps/demo-shop/catalogue.ts';

/** Every tap of the demo shop by its slug. */
export const taps = new Map(demoCatalogue().map((tap) => [tap.slug, tap]));

export const searchField = (page: Page): Locator =>
  page.getByRole('combobox', { name: 'Search by how it looks' });
export const cards = (page: Page): Locator => page.locator('article.card');
export const titles = (page: Page): Promise<string[]> => page.locator('.card-title').allTextContents();
export const amount = (text: string): number => Number(text.replace(/[^\d.]/g, ''));
export const prices = async (page: Page): Promise<number[]> =>
  (await page.locator('.card-price').allTextContents()).map(amount);

export async function expectCards(page: Page, atLeast: number): Promise<void> {
  await expect.poll(() => cards(page).count(), { timeout: 15_000 }).toBeGreaterThanOrEqual(atLeast);
}

/** Waits for the photos in sight, so that a screenshot shows them. */
export async function photosShown(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect.poll(() => cards(page).first().locator('.photo-square, .photo-odd').count()).toBe(1);
  await page.waitForTimeout(400);
}

/** The truth about the taps on the page, in order, known by the address of their shop page. */
export async function shownTaps(page: Page, within: Locator = cards(page)) {
  const hrefs = await within
    .locator('a[target=_blank]')
    .evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  return hrefs.map((href) => {
    const slug =
      href
        ?.split('/')
        .at(-1)
        ?.replace(/\.html$/, '') ?? '';
    const tap = taps.get(slug);
    if (!tap) throw new Error(`The card links to ${href}, which is no tap of the demo catalogue.`);
    return tap;
  });
}

/** By how many pixels the page is wider than the screen. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

export const focused = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
  );

/** Whether the focused element, or what stands for it, has a visible outline. */
export const outlined = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const focus = document.activeElement;
    const shown = [focus, focus?.nextElementSibling, focus?.closest('form')];
    const pseudo = focus ? [getComputedStyle(focus, '::after')] : [];
    const styles = [...pseudo, ...shown.flatMap((element) => (element ? [getComputedStyle(element)] : []))];
    return styles.some(({ outlineStyle }) => outlineStyle !== 'none');
  });
