// From robots.txt to products on a real server: the scraper's pieces used together as a crawl uses them.
import zlib from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createFetcher } from '../../../scraper/fetch/fetcher.ts';
import { readPage, seedPages } from '../../../scraper/page/page-reading.ts';
import type { ScrapedProduct } from '../../../scraper/product/scraped-product.ts';
import { loadRobots } from '../../../scraper/robots/robots.ts';
import { startServer } from './loopback-server.ts';

function product(name: string): string {
  const jsonLd = {
    '@type': 'Product',
    name,
    image: `/${name}.jpg`,
    offers: { price: 10, priceCurrency: 'EUR' },
  };
  return `<script type="application/ld+json">${JSON.stringify(jsonLd)}</script><a href="/">Home</a>`;
}

it('a shop is read from its sitemaps and its listings, within its rules', async () => {
  const shop = await startServer((request, response) => {
    const page = pages()[request.url ?? ''];
    if (page === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  function pages(): Record<string, string | Buffer> {
    return {
      '/robots.txt': `User-agent: *\nDisallow: /private\nCrawl-delay: 0.03\nSitemap: ${shop.origin}/maps/index.xml`,
      '/maps/index.xml': `<sitemapindex><sitemap><loc>${shop.origin}/maps/products.xml.gz</loc></sitemap></sitemapindex>`,
      '/maps/products.xml.gz': zlib.gzipSync(
        `<urlset><url><loc>${shop.origin}/product/one</loc></url></urlset>`,
      ),
      '/': '<a href="/taps">Taps</a><a href="/private/two">Secret</a>',
      '/taps': '<a href="/product/one">One</a><a href="/product/three?utm_source=list">Three</a>',
      '/product/one': product('one'),
      '/private/two': product('two'),
      '/product/three': product('three'),
    };
  }
  const fetcher = createFetcher({ allowHosts: [shop.host], delayMs: 0 });
  onTestFinished(() => fetcher.close());

  const robots = await loadRobots(shop.origin, fetcher);
  const pending = seedPages(shop.origin, robots);
  const seen = new Set(pending.map(({ url }) => url));
  const products: ScrapedProduct[] = [];
  for (let link = pending.shift(); link !== undefined; link = pending.shift()) {
    if (!robots.isAllowed(link.url)) continue;
    const reading = readPage(await fetcher.get(link.url), link.kind, { baseUrl: shop.origin });
    products.push(...reading.products);
    const fresh = reading.links.filter(({ url }) => !seen.has(url));
    for (const { url } of fresh) seen.add(url);
    pending.push(...fresh);
  }

  expect(products.map(({ title }) => title).sort()).toEqual(['one', 'three']);
  expect(products[0]?.photoUrls).toEqual([`${shop.origin}/one.jpg`]);
  const paths = shop.requests.map(({ path }) => path);
  expect(paths).not.toContain('/private/two');
  expect(new Set(paths).size).toBe(paths.length);
  const tookMs = (shop.requests.at(-1)?.at ?? 0) - (shop.requests[0]?.at ?? 0);
  // The first gap is over before robots.txt can ask for one.
  expect(tookMs).toBeGreaterThan((paths.length - 2) * 28);
});

it('a shop whose robots.txt answers 500 is left alone', async () => {
  const shop = await startServer((_, response) => void response.writeHead(500).end());
  const fetcher = createFetcher({ allowHosts: [shop.host], delayMs: 0, retries: 0 });
  onTestFinished(() => fetcher.close());
  const robots = await loadRobots(shop.origin, fetcher);
  expect(robots.isAllowed(`${shop.origin}/`)).toBe(false);
  expect(robots.problem).toContain('500');
});

it('a robots.txt larger than 500 KiB counts as far as that', async () => {
  const filler = `# ${'x'.repeat(1000)}\n`.repeat(600);
  const shop = await startServer((_, response) => {
    response.end(`User-agent: *\nDisallow: /early\n${filler}Disallow: /late\n`);
  });
  const fetcher = createFetcher({ allowHosts: [shop.host], delayMs: 0, retries: 0 });
  onTestFinished(() => fetcher.close());
  const robots = await loadRobots(shop.origin, fetcher);
  expect([robots.isAllowed(`${shop.origin}/early`), robots.isAllowed(`${shop.origin}/late`)]).toEqual([
    false,
    true,
  ]);
});
