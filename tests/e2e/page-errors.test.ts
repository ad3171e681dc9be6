// A script of the pages that fails is heard of: in the log, without what somebody searched for, and in the console.
import pino from 'pino';
import { expect, test } from 'vitest';
import { inChromium } from './in-chromium.ts';
import { startWholeShop } from './whole-shop.ts';

// What the service said since it was started.
const lines: { msg: string; pageError?: { kind: string; message: string; page: string } }[] = [];
const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(JSON.parse(line)) });
const block = { start: () => startWholeShop({ logger }) };

inChromium('failures of the pages', block, ({ shop, open, visit, forgive, complaints }) => {
  const logged = () => lines.flatMap(({ pageError }) => (pageError ? [pageError] : []));

  test('uncaught errors and rejections reach the log once each, and the console as ever', async () => {
    forgive(/planted/);
    const page = await visit('/?q=secret+wish');
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
    await expect.poll(() => complaints().filter((line) => line.includes('planted error')).length).toBe(3);
  });

  test('these tests hear every tab of a visitor, and which it was', async () => {
    forgive(/planted/);
    const page = await visit('/');
    const other = await page.context().newPage();
    await other.goto('/boards');
    await other.evaluate(() => console.error('planted on another tab'));
    await expect.poll(complaints).toEqual([expect.stringMatching(/\/boards: planted on another tab/)]);
  });

  test('a page that can not be drawn says so, offers a way out, and reaches the log', async () => {
    forgive(/TypeError/);
    const page = await open();
    await page.route(/\/api\/products\?/, (route) => route.fulfill({ json: { results: [{}], total: 1 } }));
    await page.goto('/');
    await page.getByRole('alert').waitFor();
    await expect.poll(() => logged().map(({ kind }) => kind), { timeout: 15_000 }).toContain('crash');
    expect(complaints().join('\n')).toContain('TypeError');
    await page.unrouteAll();
    await page.getByRole('alert').getByRole('button').click();
    await page.locator('article.card').first().waitFor();
    expect(await (await fetch(`${shop.address}/metrics`)).text()).toMatch(
      /lookalike_page_errors_total\{kind="crash"\} [1-9]/,
    );
  });
});
