// The desk behind a token: whoever has none is asked for it, whoever has the wrong one is told, on every screen.
import { expect, test } from 'vitest';
import { expectAccessibleOn } from './accessible.ts';
import { desktop, phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { overflow } from './reading-the-page.ts';
import { startWholeShop } from './whole-shop.ts';

const operatorToken = 'open-sesame';
const start = () => startWholeShop({ operatorToken });

inChromium('the desk behind a token', { start }, ({ visit, forgive }) => {
  test('opens for the token, keeps it for the tab, and forgets it', async () => {
    forgive(/status of 401/);
    const page = await visit('/operator/runs');
    await page.getByLabel('Operator token').fill(operatorToken);
    await page.keyboard.press('Enter');
    // Where one wanted to go.
    await page.locator('.desk-table').waitFor();
    await page.reload();
    await page.locator('.desk-table').waitFor();
    await page.getByRole('button', { name: 'Forget the token' }).click();
    await page.getByLabel('Operator token').waitFor();
    const other = await page.context().newPage();
    await other.goto('/operator');
    await other.getByLabel('Operator token').waitFor();
  });

  test.each([
    ['desktop', desktop, 'en-US', 'Operator token', 'Open the desk', 'This is not the operator token.'],
    ['phone', phone, 'de-DE', 'Betreiber-Token', 'Aufschließen', 'Das ist nicht das Betreiber-Token.'],
  ])(
    'says on a %s what it wants, and that a wrong one is wrong',
    async (device, options, locale, ...texts) => {
      const [field, button, wrong] = texts;
      forgive(/status of 401/);
      const page = await visit('/operator', { ...options, locale });
      await page.getByLabel(field).waitFor();
      await screenshot(page, `${device}-desk-locked`);
      await expectAccessibleOn(page);
      await page.setViewportSize(options.viewport);
      await page.getByLabel(field).fill('wrong');
      await page.getByRole('button', { name: button, exact: true }).click();
      await page.getByRole('alert').filter({ hasText: wrong }).waitFor();
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await screenshot(page, `${device}-desk-wrong-token`);
      await expectAccessibleOn(page);
    },
  );
});
