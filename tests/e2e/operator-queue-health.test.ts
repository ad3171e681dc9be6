// An operator's journeys through the queue and the catalogue's health, in a real browser against the whole thing.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { upsertShop } from '../../catalog/crawls/shops.ts';
import { upsertProduct } from '../../catalog/products/products.ts';
import { recordJobFailure } from '../../catalog/queue/job-failures.ts';
import { embedJobId, embedJobOptions } from '../../workers/job-payloads.ts';
import { expectAccessible } from './accessible.ts';
import { phone, screenshot } from './chromium.ts';
import { inChromium } from './in-chromium.ts';
import { overflow } from './reading-the-page.ts';
import { startWholeShop, type WholeShop } from './whole-shop.ts';

const hostile = 'Broken tap <img src=x onerror="document.title=1">';

let photos: Server;
let photosUrl: string;

async function start(): Promise<WholeShop> {
  const { host, server } = await servePhotos();
  photos = server;
  photosUrl = `http://${host}/`;
  return startWholeShop({ allowHosts: [host] });
}

inChromium('queue and catalogue health', { timeoutMs: 120_000, start }, ({ shop, visit }) => {
  let shopId: number;
  let serial = 0;

  beforeAll(async () => {
    const { pool } = shop.parts.database;
    shopId = (await upsertShop(pool, { baseUrl: photosUrl, name: 'Shop of broken photos', settings: {} })).id;
  });
  afterEach(() => shop.parts.queues.embed.resume());
  afterAll(() => void photos?.close());

  /** A product with a photo that nothing was done about yet. */
  async function addPhoto(title: string): Promise<{ id: number; model: string; url: string }> {
    const { database, encoder } = shop.parts;
    serial += 1;
    const url = `${photosUrl}photo-${serial}.png`;
    const { id } = await upsertProduct(database.pool, {
      shopId,
      url: `${photosUrl}${serial}`,
      sku: null,
      title,
      brand: null,
      description: null,
      price: null,
      currency: null,
      availability: 'in_stock',
      category: [],
      photoUrls: [url],
    });
    const { rows } = await database.pool.query<{ id: number }>(
      'select id from photos where product_id = $1',
      [id],
    );
    return { id: rows[0]?.id ?? 0, model: encoder.modelId, url };
  }

  /** As a worker does when all attempts failed. */
  async function failPhoto(title: string): Promise<void> {
    const { url, ...photo } = await addPhoto(title);
    await recordJobFailure(shop.parts.database.pool, {
      queue: 'embed',
      subject: `photo-${photo.id}-${photo.model}`,
      photo,
      reason: 'http 503',
      detail: `${url} answered 503`,
    });
  }

  test('what failed is shown by reason, given up, and tried again until it is embedded', async () => {
    // Else a sweep may embed them before anybody has looked.
    const { embed } = shop.parts.queues;
    await embed.pause();
    for (const title of [hostile, 'Cracked basin tap', 'Leaking kitchen tap']) await failPhoto(title);
    const page = await visit('/operator/queue');
    const groupOf = (reason: string) =>
      page.getByRole('listitem').filter({
        has: page.getByRole('button', { name: `Try again: all with ${reason}`, exact: true }),
      });
    const group = groupOf('http 503');
    await group.getByText('3', { exact: true }).waitFor();
    await group.getByText(hostile).waitFor();
    expect(await page.title()).not.toBe('1');
    await screenshot(page, 'desk-queue-failures');
    await expectAccessible(page);

    await group.getByRole('button', { name: 'Give up: Cracked basin tap' }).click();
    const givenUp = groupOf('given up by an operator: http 503');
    await givenUp.getByText('Cracked basin tap').waitFor();

    await group.getByRole('button', { name: 'Try again: all with http 503', exact: true }).click();
    await group.waitFor({ state: 'detached' });
    await givenUp.getByRole('button', { name: 'Try again: Cracked basin tap' }).click();
    await page.getByText('Nothing.', { exact: true }).waitFor();
    await embed.resume();
    const pictured = async () => {
      const found = await page.request.get(`${shop.address}/api/products?shop=${shopId}`);
      const { results } = (await found.json()) as { results: { product: { image: string | null } }[] };
      return results.filter(({ product }) => product.image !== null).length;
    };
    await expect.poll(pictured, { timeout: 60_000 }).toBe(3);
  });

  test('a paused queue says on a phone what waits in it, and a worker is listed', async () => {
    const page = await visit('/operator/queue', phone);
    const photosCard = page.getByRole('article', { name: 'Photos' });
    await page.getByRole('button', { name: 'Pause the queue Photos' }).click();
    await photosCard.getByText('paused').waitFor();
    const { id: photoId, model } = await addPhoto('Waiting tap');
    await shop.parts.queues.embed.add(
      'embed',
      { photoId, model },
      { ...embedJobOptions, jobId: embedJobId(model, photoId) },
    );
    await expect.poll(() => photosCard.locator('dl').innerText(), { timeout: 20_000 }).toMatch(/Waiting\s+1/);
    await page.getByText(`process ${process.pid}`).waitFor();
    await screenshot(page, 'phone-desk-queue-paused');
    await page.getByRole('button', { name: 'Resume the queue Photos' }).click();
    await photosCard.getByText('idle').waitFor();
  });

  test('health shows what is wrong, the products behind a number, and recall on demand', async () => {
    const { pool } = shop.parts.database;
    const { rows } = await pool.query<{ id: number; title: string }>(`
    update products
    set category = array['Bath taps', 'Freestanding fillers'],
      category_keys = array['bath taps', 'freestanding fillers']
    where id in (select id from products where 'Pillar taps' = any(category) order by id limit 2)
    returning id, title`);
    const page = await visit('/operator/health');
    await page.getByRole('button', { name: /Filed oddly/ }).click();
    const check = page.getByRole('region', { name: 'Filed oddly' });
    for (const { title } of rows) await check.getByRole('link', { name: title, exact: true }).waitFor();
    await check
      .getByText(/Filed under Freestanding fillers .* looks like Pillar taps/)
      .first()
      .waitFor();
    expect(new URL(page.url()).searchParams.get('check')).toBe('outlier');

    await page.request.get(`${shop.address}/api/search?q=slow+gold+tap`);
    await page.getByRole('button', { name: 'Measure now' }).click();
    await page.getByText(/with \d+ photos; the worst one/).waitFor();
    await page.reload();
    await page.getByText('GET /api/search?q=slow+gold+tap').waitFor();
    await page.getByText(/with \d+ photos; the worst one/).waitFor();
    await screenshot(page, 'desk-health');
    await expectAccessible(page);
  });

  test('both fit a phone, in German and in the dark', async () => {
    const page = await visit('/operator/queue', { ...phone, locale: 'de-DE', colorScheme: 'dark' });
    await page.getByRole('heading', { name: 'Wer arbeitet' }).waitFor();
    await screenshot(page, 'phone-desk-queue');
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
    await page.getByRole('link', { name: 'Zustand des Katalogs' }).click();
    await page.getByRole('button', { name: /Seltsam einsortiert/ }).waitFor();
    await page.getByRole('button', { name: /Ohne Preis/ }).tap();
    await page.waitForURL(/check=/);
    await screenshot(page, 'phone-desk-health');
    await expectAccessible(page);
    expect(await overflow(page)).toBe(0);
  });
});

async function servePhotos(): Promise<{ host: string; server: Server }> {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/photo-')) return response.writeHead(404).end();
    const shade = (request.url.length * 53 + Number(/\d+/.exec(request.url)?.[0]) * 37) % 256;
    const background = { r: shade, g: 90, b: 255 - shade };
    void sharp({ create: { width: 200, height: 200, channels: 3, background } })
      .png()
      .toBuffer()
      .then((bytes) => response.writeHead(200, { 'content-type': 'image/png' }).end(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
