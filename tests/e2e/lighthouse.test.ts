// Lighthouse finds nothing to say about how the pages are made. How fast they are is for `npm run bench -- page`.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditPage } from './audit-page.ts';
import { findChromium } from './chromium.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

const skip = findChromium() === null && !process.env.CI;

describe.skipIf(skip)('Lighthouse', { timeout: 240_000 }, () => {
  let shop: WholeShop;
  beforeAll(async () => {
    shop = await startWholeShop();
  }, 120_000);
  afterAll(() => shop?.close(), 60_000);

  test.each(['/', '/?q=gold+purple', '/product/1'])('%s is accessible and well made', async (path) => {
    const categories = ['accessibility', 'best-practices', 'seo'];
    const { scores, findings } = await auditPage(shop.address + path, { form: 'phone', categories });
    for (const category of categories)
      expect(scores[category], `${category} of ${path}\n${findings.join('\n')}`).toBeGreaterThanOrEqual(95);
  });
});
