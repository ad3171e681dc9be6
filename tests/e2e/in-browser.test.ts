// The model in a real browser: its vectors are the server's, and no photo leaves the page.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page, Request } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, inject, test } from 'vitest';
import { decodePhoto } from '../../clip/decode-photo.ts';
import { cosine } from '../unit/clip/cosine.ts';
import { expectAccessible } from './accessible.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { cards, overflow } from './reading-the-page.ts';

inChromium('the model on the visitor’s machine', { timeoutMs: 180_000 }, ({ shop, open, forgive }) => {
  let photos: Buffer[];
  beforeAll(async () => {
    const folder = join(inject('shopTemplate').folder, 'demo-photos');
    const files = (await readdir(folder)).filter((file) => file.endsWith('.jpg')).sort();
    photos = await Promise.all(files.slice(0, 3).map((file) => readFile(join(folder, file))));
  });

  async function visit(options?: BrowserContextOptions): Promise<{ page: Page; sent: Request[] }> {
    const page = await open(options);
    const sent: Request[] = [];
    page.context().on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request);
    });
    await page.goto('/try');
    return { page, sent };
  }

  const search = (page: Page) => page.getByRole('button', { name: /without uploading/ });

  async function give(
    page: Page,
    buffer: Buffer,
    name = 'photo.jpg',
    mimeType = 'image/jpeg',
  ): Promise<void> {
    await page.locator('.try-photo input').setInputFiles({ name, mimeType, buffer });
  }

  /** What the page sends for the photo that it shows. */
  async function vectorSent(page: Page): Promise<Float32Array> {
    const [request] = await Promise.all([
      page.waitForRequest((one) => one.url().endsWith('/api/search') && one.method() === 'POST'),
      search(page).click({ timeout: 120_000 }),
    ]);
    const { vector, model } = request.postDataJSON();
    expect(model).toBe('starter');
    const bytes = Buffer.from(vector, 'base64');
    return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
  }

  async function serversVector(photo: Buffer): Promise<Float32Array> {
    const { encoder } = shop.parts;
    const { pixels } = await decodePhoto(photo, encoder.preprocessing);
    const [vector] = await encoder.embedPixels([pixels]);
    return vector ?? new Float32Array();
  }

  test('a photo is compared, scores move with the words, and only its vector is sent, which is the server’s', async () => {
    const { page, sent } = await visit();
    await give(page, photos[0] ?? Buffer.alloc(0));
    await page.getByRole('progressbar', { name: 'Fetching the model' }).waitFor();
    await page.getByText('The model is here').waitFor({ timeout: 120_000 });
    const scores = page.locator('.try-word b');
    await expect.poll(() => scores.allInnerTexts(), { timeout: 30_000 }).not.toContain('–');
    await page.getByRole('textbox', { name: 'More words' }).fill('a bathroom tap');
    await expect.poll(() => scores.count()).toBe(6);
    await expect.poll(() => scores.allInnerTexts(), { timeout: 30_000 }).not.toContain('–');
    await page.keyboard.press('Enter');
    expect(sent.map((request) => request.url())).toEqual([]);
    await screenshot(page, 'in-browser');
    await expectAccessible(page);

    const wide = await sharp(photos[1]).resize(2400, 1900, { fit: 'fill' }).jpeg().toBuffer();
    const small = await sharp(photos[2]).resize(120, 150).png().toBuffer();
    const cosines: number[] = [];
    for (const photo of [photos[0], wide, small]) {
      if (!photo) continue;
      await give(page, photo);
      const vector = await vectorSent(page);
      cosines.push(cosine(vector, await serversVector(photo)));
      await cards(page).first().waitFor();
    }
    console.log(
      `cosine of the browser's vector to the server's: ${cosines.map((one) => one.toFixed(5)).join(', ')}`,
    );
    expect(Math.min(...cosines)).toBeGreaterThan(0.99);
    // Each time three kilobytes of JSON, and never the photo.
    expect(sent.length).toBe(3);
    expect(sent.every((request) => (request.postData()?.length ?? 0) < 4_000)).toBe(true);
  });

  test('on a phone, dropped or pasted photos stay here, the model is kept, and what is no photo is said', async () => {
    const { page, sent } = await visit({ ...phone, colorScheme: 'dark' });
    await page.getByRole('button', { name: /Fetch the model \(39 MB/ }).click();
    await page.getByText('The model is here').waitFor({ timeout: 120_000 });
    await give(page, Buffer.from('no photo'), 'note.jpg');
    await page.getByText('This is no photo').waitFor();
    const base64 = (photos[0] ?? Buffer.alloc(0)).toString('base64');
    await page.evaluate(async (data) => {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], 'tap.jpg', { type: 'image/jpeg' }));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }),
      );
    }, base64);
    await search(page).waitFor({ timeout: 60_000 });
    expect(new URL(page.url()).pathname).toBe('/try');
    expect(sent).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await screenshot(page, 'in-browser-phone');
    await expectAccessible(page);

    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    await page.reload();
    await page.getByText('The model is here').waitFor({ timeout: 60_000 });
    expect(fetched.filter((url) => /\/api\/browser-model\/./.test(url))).toEqual([]);
  });

  test('only the worker with the model may compile WebAssembly; the pages may not', async () => {
    const { page } = await visit();
    const policies = new Map<string, string>();
    page.on('response', async (response) => {
      policies.set(
        new URL(response.url()).pathname,
        (await response.allHeaders())['content-security-policy'] ?? '',
      );
    });
    await page.reload();
    await page.getByRole('button', { name: /Fetch the model/ }).click();
    await expect.poll(() => [...policies.keys()].some((path) => path.includes('encoder-worker'))).toBe(true);
    for (const [path, policy] of policies) {
      expect(policy.includes("'wasm-unsafe-eval'"), path).toBe(path.includes('encoder-worker'));
      expect(policy, path).not.toMatch(/'unsafe-(inline|eval)'/);
    }
    forgive(/WebAssembly/);
    const refused = await page.evaluate(() =>
      WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(
        () => 'compiled',
        (error) => String(error),
      ),
    );
    expect(refused).toContain('Content Security Policy');
  });
});
