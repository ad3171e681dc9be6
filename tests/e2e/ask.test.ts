// Questions in a real browser: an answer that comes in pieces, cites the products below it, and is shown as text only.
import { afterAll, expect, test } from 'vitest';
import { isAboutFilters, type OpenAiServer, startOpenAiServer } from '../integration/api/openai-server.ts';
import { expectAccessible } from './accessible.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { cards, overflow } from './reading-the-page.ts';
import { startWholeShop } from './whole-shop.ts';

const question = 'Which matte black kitchen taps are under $350 and pull down?';
let llm: OpenAiServer;

async function start() {
  llm = await startOpenAiServer();
  return startWholeShop({ llmBaseUrl: llm.baseUrl });
}

inChromium('questions', { timeoutMs: 90_000, start }, ({ visit }) => {
  afterAll(() => llm?.close());

  /** Cites the first product it was given, one that it was not, and tries to be markup. */
  const cheeky: OpenAiServer['reply'] = (request) => {
    if (isAboutFilters(request)) return 'no JSON';
    const { products } = JSON.parse(request.messages[1]?.content ?? '{}');
    const [first] = products;
    return `The <b>${first.title}</b> [${first.id}] fits [999999].\n\nIt costs ${first.price}.`;
  };

  test('is typed, understood, answered in words, and leads to the product that is cited', async () => {
    llm.reply = cheeky;
    const page = await visit('/ask');
    await page.getByRole('textbox', { name: 'Your question' }).fill(question);
    await page.keyboard.press('Enter');
    const answer = page.getByRole('region', { name: 'Answer' });
    const source = answer.getByRole('link', { name: /^Source 1: .*Pull-Down/ });
    await source.waitFor();
    await page.getByText('Written by a language model').waitFor();
    expect(await answer.innerText()).toMatch(/^The <b>.*Pull-Down Spring Kitchen Tap.*<\/b>\s*1\s* fits \./);
    expect(await answer.locator('b').count()).toBe(0);
    expect(await page.getByRole('list', { name: 'Understood' }).innerText()).toContain('up to $350');
    await source.click();
    const target = page.locator('li:target');
    await expect.poll(() => target.locator('.card').isVisible()).toBe(true);
    expect(await target.locator('blockquote').innerText()).toContain('pull-down spray');
    await page.getByRole('heading', { name: 'Also found' }).waitFor();
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'ask');
    await expectAccessible(page);
  });

  test('of a link is answered at once; without a model the products are the answer, and it says so', async () => {
    llm.reply = () => (response) => response.writeHead(500).end();
    const page = await visit(`/ask?q=${encodeURIComponent(question)}`, {
      ...phone,
      colorScheme: 'dark',
      locale: 'de-DE',
    });
    await page.getByText('Das Sprachmodell hat nicht geantwortet.').waitFor();
    await page.getByRole('heading', { name: 'Das wurde gefunden' }).waitFor();
    expect(await cards(page).count()).toBeGreaterThan(1);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.waitForLoadState('networkidle');
    await screenshot(page, 'ask-phone');
    await expectAccessible(page);
    // "All of them" opens the same in the shop window.
    await page.getByRole('link', { name: 'Alle davon im Schaufenster' }).click();
    await page.waitForURL(/maxPrice=350/);
    await cards(page).first().waitFor();
  });

  test('can be stopped while it is answered', async () => {
    llm.reply = (request) =>
      isAboutFilters(request)
        ? 'no JSON'
        : (response) => {
            response.writeHead(200, { 'content-type': 'text/event-stream' });
            response.write('data: {"choices":[{"delta":{"content":"Well, "}}]}\n\n');
          };
    const page = await visit(`/ask?q=${encodeURIComponent(question)}`);
    await page.getByText('Well,').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Ask', exact: true }).waitFor();
    expect(await cards(page).count()).toBeGreaterThan(1);
  });
});
