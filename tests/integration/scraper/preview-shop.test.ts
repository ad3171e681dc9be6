// A preview of real servers: the first products a crawl would find, with few requests and within the shop's rules.
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../../scraper/fetch/fetcher.ts';
import { readSitemap } from '../../../scraper/links/sitemap.ts';
import { type PreviewedProduct, type PreviewOptions, previewShop } from '../../../scraper/preview-shop.ts';
import { type LoopbackServer, startServer } from './loopback-server.ts';
import { startPlainShop, startShopifyShop, startWooShop, zippedSitemap } from './small-shops.ts';

function fetcherFor(shop: LoopbackServer) {
  const fetcher = createFetcher({ allowHosts: [shop.host], delayMs: 0, retries: 0 });
  onTestFinished(() => fetcher.close());
  return fetcher;
}

async function preview(shop: LoopbackServer, options: Partial<PreviewOptions> = {}) {
  const found: PreviewedProduct[] = [];
  const steps = previewShop({
    baseUrl: `${shop.origin}/`,
    fetcher: fetcherFor(shop),
    wanted: 10,
    ...options,
  });
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) return { found, summary: step.value, paths: shop.requests.map(({ path }) => path) };
    found.push(step.value);
  }
}

describe('a preview', () => {
  it('of a Shopify shop takes its product list, in the currency of its pages', async () => {
    const shop = await startShopifyShop(600);
    const { found, summary, paths } = await preview(shop, { wanted: 300 });
    expect(found).toHaveLength(300);
    expect(new Set(found.map(({ product }) => product.url)).size).toBe(300);
    expect(found[7]).toMatchObject({
      via: '/products.json',
      product: { title: 'Tap 7', price: 7.5, currency: 'SEK', url: `${shop.origin}/products/tap-7` },
    });
    expect(paths).toEqual([
      '/robots.txt',
      '/',
      '/products.json?currency=SEK&limit=250&page=1',
      '/products.json?currency=SEK&limit=250&page=2',
    ]);
    expect(summary).toEqual({ pages: 3, products: 300, failures: {} });
  });

  it('of a WooCommerce shop takes its product list to the end', async () => {
    const shop = await startWooShop(130);
    const { found, paths } = await preview(shop, { wanted: 1000, maxPages: 4 });
    expect(found).toHaveLength(130);
    expect(found[4]).toMatchObject({ product: { title: 'Tap – 4', price: 4.99, currency: 'PLN' } });
    expect(paths.filter((path) => path.startsWith('/wp-json'))).toHaveLength(3);
  });

  it('of an ordinary shop follows its lists to its products, and never knocks at doors', async () => {
    const shop = await startPlainShop(25);
    const { found, paths } = await preview(shop, { wanted: 25 });
    expect(found.map(({ product }) => product.title).sort()).toEqual(
      Array.from({ length: 25 }, (_, index) => `tap-number-${index}`).sort(),
    );
    expect(found.every(({ via }) => via === '/all')).toBe(true);
    expect(paths.filter((path) => /json|cart|sort/.test(path))).toEqual([]);
    expect(paths).toContain('/all?page=3');
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('of a shop with a sitemap begins with what it calls products', async () => {
    const shop = await startServer((request, response) => {
      const { url: path = '/' } = request;
      if (path === '/robots.txt') return void response.end(`Sitemap: ${shop.origin}/index.xml`);
      if (path === '/index.xml') {
        return void response.end(
          `<sitemapindex><sitemap><loc>${shop.origin}/pages.xml</loc></sitemap><sitemap><loc>${shop.origin}/products.xml.gz</loc></sitemap></sitemapindex>`,
        );
      }
      if (path === '/products.xml.gz')
        return void response.end(
          zippedSitemap(Array.from({ length: 5000 }, (_, index) => `${shop.origin}/x/${index}`)),
        );
      response.setHeader('content-type', 'text/html');
      response.end(
        path.startsWith('/x/')
          ? `<meta property="og:type" content="product"><meta property="og:title" content="Tap ${path}"><meta property="product:price:amount" content="9">`
          : '<p>nothing</p>',
      );
    });
    const { found, paths } = await preview(shop, { wanted: 5 });
    expect(found.map(({ via }) => via)).toEqual(Array(5).fill('/products.xml.gz'));
    expect(paths).not.toContain('/pages.xml');
    expect(paths).toHaveLength(4 + 5);
  });

  it('keeps to robots.txt, also as an address was written', async () => {
    const shop = await startPlainShop(5, {
      '/robots.txt': 'User-agent: *\nDisallow: /all\nDisallow: /*?secret=',
      '/': '<a href="/all">All</a><a href="/list?secret=1&a=2">x</a><a href="/tap-number-1">Tap</a>',
    });
    const { found, paths } = await preview(shop);
    expect(found.map(({ product }) => product.title)).toEqual(['tap-number-1']);
    expect(paths.filter((path) => /^\/(all|list)/.test(path))).toEqual([]);
  });

  it('reads only what the site file wants, from where it says', async () => {
    const shop = await startPlainShop(30, { '/': '<p>an app that needs scripts</p>' });
    const site = { url: `${shop.origin}/`, start: [`${shop.origin}/all`], exclude: ['/tap-number-1'] };
    const { found } = await preview(shop, { site, wanted: 100 });
    const numbers = found.map(({ product }) => Number(product.title.split('-')[2]));
    expect(numbers.sort((a, b) => a - b)).toEqual([
      0,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      ...Array.from({ length: 10 }, (_, index) => 20 + index),
    ]);
  });

  it('ends after as many pages as it may look at, and says why others could not be had', async () => {
    const shop = await startServer((request, response) => {
      const { url: path = '/' } = request;
      if (path === '/robots.txt' || path === '/sitemap.xml') return void response.writeHead(404).end();
      const depth = Number(path.slice(3) || '0');
      if (depth % 2 === 1) return void response.writeHead(410).end();
      response.setHeader('content-type', 'text/html');
      response.end(`<a href="/x/${depth + 1}">a</a><a href="/x/${depth + 2}">b</a>`);
    });
    const { found, summary } = await preview(shop, { maxPages: 12 });
    expect(found).toEqual([]);
    expect(summary.pages).toBe(12);
    expect(Object.values(summary.failures).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3);
  });

  it('reads nothing when robots.txt can’t be had', async () => {
    const shop = await startServer((_, response) => void response.writeHead(503).end());
    await expect(preview(shop)).rejects.toThrow(/robots\.txt can't be had/);
    expect(shop.requests.every(({ path }) => path === '/robots.txt')).toBe(true);
  });

  it('stops when it is told to', async () => {
    const shop = await startPlainShop(500);
    const stop = new AbortController();
    const steps = previewShop({
      baseUrl: `${shop.origin}/`,
      fetcher: fetcherFor(shop),
      wanted: 500,
      maxPages: 500,
      signal: stop.signal,
    });
    await steps.next();
    stop.abort(new Error('enough'));
    await expect(steps.next()).rejects.toThrow('enough');
  });
});

describe('a sitemap of 50,000 pages', () => {
  it('is read as it arrives, gzipped', async () => {
    const shop = await startServer((_, response) => {
      response.setHeader('content-type', 'application/gzip');
      response.end(
        zippedSitemap(Array.from({ length: 50_000 }, (_, index) => `${shop.origin}/product/${index}`)),
      );
    });
    const stream = await fetcherFor(shop).stream(`${shop.origin}/products.xml.gz`, { maxBytes: 60_000_000 });
    let [entries, batches] = [0, 0];
    for await (const batch of readSitemap(stream.body)) {
      entries += batch.length;
      batches += 1;
    }
    expect([entries, batches]).toEqual([50_000, 50]);
  });

  it('whose connection breaks says so after what had arrived', async () => {
    const shop = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': 1_000_000 });
      response.write(`<urlset>${'<url><loc>https://shop.example/a</loc></url>'.repeat(3000)}`, () =>
        response.destroy(),
      );
    });
    const stream = await fetcherFor(shop).stream(`${shop.origin}/sitemap.xml`);
    let entries = 0;
    const reading = (async () => {
      for await (const batch of readSitemap(stream.body)) entries += batch.length;
    })();
    await expect(reading).rejects.toThrow();
    expect(entries).toBe(3000);
  });
});
