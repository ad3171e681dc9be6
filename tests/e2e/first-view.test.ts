// What a visitor downloads before the first view stands: scripts under 150 KB, and no page waits for another's code.
import { expect, test } from 'vitest';
import { inChromium } from './in-chromium.ts';
import { cards } from './reading-the-page.ts';

const scriptBudgetBytes = 150_000;

inChromium('the first view', {}, ({ open }) => {
  /** Everything under assets/ that the browser asks for until the page rests, with its size in gzip. */
  async function downloaded(path: string, locale: string): Promise<{ file: string; gzipBytes: number }[]> {
    const page = await open({ locale });
    const files = new Set<string>();
    page.on('request', (request) => {
      if (request.url().includes('/assets/')) files.add(request.url());
    });
    await page.goto(path);
    await cards(page).first().waitFor();
    await page.waitForLoadState('networkidle');
    return Promise.all(
      [...files].map(async (url) => {
        const answer = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
        expect(answer.headers.get('content-encoding'), url).toBe('gzip');
        await answer.arrayBuffer();
        return {
          file: url.split('/').at(-1) ?? url,
          gzipBytes: Number(answer.headers.get('content-length')),
        };
      }),
    );
  }

  test.each([
    ['/', 'en-US'],
    ['/', 'de-DE'],
    ['/?q=gold+purple', 'en-US'],
  ])('of %s in %s stays within its budget of script', async (path, locale) => {
    const files = await downloaded(path, locale);
    const scripts = files.filter(({ file }) => file.endsWith('.js'));
    const total = scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
    const table = files.map(({ file, gzipBytes }) => `${String(gzipBytes).padStart(8)} ${file}`);
    console.log([`${path} in ${locale}, bytes in gzip:`, ...table, `${total} of script`].join('\n'));
    expect(scripts.length).toBeGreaterThan(0);
    expect(total).toBeLessThan(scriptBudgetBytes);
  });
});
