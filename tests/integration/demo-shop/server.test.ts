// The demo shop over HTTP: what a scraper and a shopper can rely on.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoCatalogue } from '../../../apps/demo-shop/catalogue.ts';
import { type DemoShop, startDemoShop } from '../../../apps/demo-shop/server.ts';

const count = 60;
const taps = demoCatalogue(1).slice(0, count);
let shop: DemoShop;
let cacheDir: string;

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'demo-shop-'));
  shop = await startDemoShop({ port: 0, cacheDir, products: count });
});
afterAll(async () => {
  await shop.close();
  await rm(cacheDir, { recursive: true });
});

const get = (path: string, init: RequestInit = {}): Promise<Response> => fetch(shop.url + path, init);
const text = async (path: string): Promise<string> => (await get(path)).text();
const tap = (index: number): (typeof taps)[number] => taps[index] ?? fail(`tap ${index}`);
const fail = (what: string): never => {
  throw new Error(`The catalogue has no ${what}.`);
};

describe('finding the products', () => {
  it('lists every product in the sitemap that robots.txt names, with its date', async () => {
    const robots = await text('/robots.txt');
    expect(robots).toContain('Disallow: /cart');
    expect(robots).toContain('Disallow: /checkout');
    const sitemap = /^Sitemap: (.+)$/m.exec(robots)?.[1] ?? fail('sitemap line');
    const xml = await (await fetch(sitemap)).text();
    for (const { slug, updatedAt } of taps) {
      expect(xml).toContain(
        `<loc>${shop.url}/products/${slug}</loc><lastmod>${updatedAt.toISOString()}</lastmod>`,
      );
    }
  });

  it('leads through listings by rel=next to every product', async () => {
    const found = new Set<string>();
    let next: string | undefined = `${shop.url}/taps`;
    let pages = 0;
    while (next !== undefined) {
      const page: string = await (await fetch(next)).text();
      for (const [, slug = ''] of page.matchAll(/href="\/products\/([^"]+)"/g)) found.add(slug);
      next = /<link rel="next" href="([^"]+)"/.exec(page)?.[1];
      pages += 1;
    }
    expect(pages).toBe(Math.ceil(count / 24));
    expect(found).toEqual(new Set(taps.map(({ slug }) => slug)));
  });

  it('links every category from the home page', async () => {
    const links = [...(await text('/')).matchAll(/href="(\/category\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThanOrEqual(3);
    for (const path of links) expect((await get(path)).status).toBe(200);
  });
});

describe('a product page', () => {
  it('says in JSON-LD what the catalogue says', async () => {
    const { slug, title, sku, brand, price, currency, photos, description } = tap(3);
    const page = await text(`/products/${slug}`);
    const [product, crumbs] = [
      ...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs),
    ].map(([, json = '']) => JSON.parse(json));
    expect(product).toMatchObject({
      '@type': 'Product',
      name: title,
      sku,
      description,
      brand: { name: brand },
      image: photos.map((photo) => `${shop.url}/photos/${photo.id}.jpg`),
      offers: { price: price.toFixed(2), priceCurrency: currency, url: `${shop.url}/products/${slug}` },
    });
    expect(crumbs['@type']).toBe('BreadcrumbList');
    expect(page).toContain(`<meta property="og:image" content="${shop.url}/photos/${photos[0]?.id}.jpg">`);
  });

  it('tells which taps are out of stock', async () => {
    const gone = taps.find(({ availability }) => availability === 'out_of_stock') ?? fail('tap out of stock');
    expect(await text(`/products/${gone.slug}`)).toContain('https://schema.org/OutOfStock');
  });

  it('answers 304 to its own ETag and date, and 200 again after a new price', async () => {
    const path = `/products/${tap(5).slug}`;
    const before = await get(path);
    const etag = before.headers.get('etag') ?? fail('ETag');
    const date = before.headers.get('last-modified') ?? fail('date');
    const revisit = { headers: { 'If-None-Match': etag } };
    expect((await get(path, revisit)).status).toBe(304);
    expect((await get(path, { headers: { 'If-Modified-Since': date } })).status).toBe(304);

    shop.setPrice(tap(5).sku, 12.34);
    const after = await get(path, revisit);
    expect(after.status).toBe(200);
    expect(after.headers.get('etag')).not.toBe(etag);
    expect(Date.parse(after.headers.get('last-modified') ?? '')).toBeGreaterThan(Date.parse(date));
    expect(await after.text()).toContain('"price":"12.34"');
    expect((await get(path, { headers: { 'If-Modified-Since': date } })).status).toBe(200);
    expect(await text('/sitemap.xml')).not.toContain(tap(5).updatedAt.toISOString());
  });
});

describe('a photo', () => {
  it('is a JPEG that is drawn once and kept', async () => {
    const path = `/photos/${tap(0).photos[0]?.id}.jpg`;
    const first = await get(path);
    expect(first.headers.get('content-type')).toBe('image/jpeg');
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect((await readdir(cacheDir)).filter((file) => file.endsWith('.jpg'))).toHaveLength(1);
    expect(Buffer.from(await (await get(path)).arrayBuffer())).toEqual(bytes);
  });

  it('answers 304 to its ETag and to its date', async () => {
    const path = `/photos/${tap(1).photos[0]?.id}.jpg`;
    const { headers } = await get(path, { method: 'HEAD' });
    const [etag, date] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
    expect((await get(path, { headers: { 'If-None-Match': etag } })).status).toBe(304);
    expect((await get(path, { headers: { 'If-None-Match': `"other", ${etag}` } })).status).toBe(304);
    expect((await get(path, { headers: { 'If-Modified-Since': date } })).status).toBe(304);
    expect(
      (await get(path, { headers: { 'If-None-Match': '"other"', 'If-Modified-Since': date } })).status,
    ).toBe(200);
  });
});

describe('other requests', () => {
  it('answers HEAD with headers and no body', async () => {
    const answer = await get('/taps', { method: 'HEAD' });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(await answer.text()).toBe('');
  });

  it.each([
    '/nothing',
    '/products/no-such-tap',
    '/photos/no.jpg',
    '/category/hats',
    '/taps?page=99',
    '/taps?page=x',
    '/%zz',
    '/cart',
  ])('answers 404 to %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('refuses other methods', async () => {
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });

  it('opens with prices already changed', async () => {
    const { sku, slug } = tap(7);
    const sale = await startDemoShop({
      port: 0,
      cacheDir: null,
      products: count,
      priceOverrides: new Map([[sku, 9.5]]),
    });
    expect(await (await fetch(`${sale.url}/products/${slug}`)).text()).toContain('"price":"9.50"');
    await sale.close();
  });
});
