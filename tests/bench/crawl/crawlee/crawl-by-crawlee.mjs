// The same crawl by @crawlee/cheerio: `node crawl-by-crawlee.mjs SHOP PRODUCTS CONCURRENCY`.
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheerioCrawler, Configuration, log } from '@crawlee/cheerio';
import { Sitemap } from '@crawlee/utils';
import { startReport } from '../report-crawl.ts';

const [shop, expected, concurrency] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
log.setLevel(log.LEVELS.OFF);

const folder = mkdtempSync(join(tmpdir(), 'lookalike-bench-crawlee-'));
const report = startReport(expected);
let [pages, products, cents] = [0, 0, 0];

// Its fastest settings: the queue in memory only, no sessions, all concurrency from the start.
const crawler = new CheerioCrawler(
  {
    minConcurrency: concurrency,
    maxConcurrency: concurrency,
    useSessionPool: false,
    respectRobotsTxtFile: true,
    async requestHandler({ $, request, enqueueLinks }) {
      pages += 1;
      await enqueueLinks({ strategy: 'same-hostname' });
      const product = readProduct($, request.loadedUrl ?? request.url);
      if (!product) return;
      appendFileSync(join(folder, 'products.ndjson'), `${JSON.stringify(product)}\n`);
      cents += Math.round(product.price * 100);
      report.found(++products);
    },
  },
  new Configuration({ persistStorage: false, purgeOnStart: false }),
);
const { urls } = await Sitemap.load(`${shop}/sitemap.xml`);
await crawler.run([...urls, `${shop}/`]);
report.done({ pages, products, cents });
rmSync(folder, { recursive: true });
process.disconnect?.();

/** What a careful user of it writes: the Product and BreadcrumbList of JSON-LD, meta tags and h1 for what they leave open. */
function readProduct($, pageUrl) {
  const nodes = [];
  $('script[type="application/ld+json"]').each((_, script) => {
    try {
      nodes.push(...[JSON.parse($(script).text())].flat().flatMap((node) => node['@graph'] ?? node));
    } catch {
      // Broken JSON-LD: the meta tags may do.
    }
  });
  const meta = (name) => $(`meta[property="${name}"], meta[name="${name}"]`).first().attr('content') ?? null;
  const product = nodes.find((node) => [node['@type']].flat().includes('Product')) ?? {};
  if (!product.name && meta('og:type') !== 'product') return null;
  const offer = [product.offers ?? {}].flat()[0] ?? {};
  const crumbs = nodes.find((node) => node['@type'] === 'BreadcrumbList')?.itemListElement ?? [];
  const image = product.image ?? meta('og:image');
  return {
    url: new URL($('link[rel="canonical"]').attr('href') ?? pageUrl, pageUrl).href,
    title: product.name ?? meta('og:title') ?? $('h1').first().text().trim(),
    brand: product.brand?.name ?? product.brand ?? meta('product:brand'),
    description: product.description ?? meta('og:description') ?? meta('description'),
    price: Number(offer.price ?? meta('product:price:amount')),
    currency: offer.priceCurrency ?? meta('product:price:currency'),
    availability: offer.availability?.split('/').at(-1) ?? meta('product:availability'),
    sku: product.sku ?? null,
    gtin: product.gtin13 ?? product.gtin ?? null,
    mpn: product.mpn ?? null,
    rating: product.aggregateRating?.ratingValue ?? null,
    category: crumbs.map((crumb) => crumb.name).slice(1, -1),
    photoUrls: [image ?? []].flat().map((url) => new URL(url, pageUrl).href),
  };
}
