// A shop of thousands of pages: every product is found, and no page is asked for twice. Speed and memory are the bench's.
import { expect, test } from 'vitest';
import { startCrawl } from '../../../workers/start-run.ts';
import { startServer } from '../scraper/loopback-server.ts';
import { openWork } from './open-work.ts';

const products = 3000;

const productPath = (i: number) => `/products/tap-${i}`;
const menu = Array.from({ length: 30 }, (_, i) => `<a href="/taps/${i}">Taps ${i}</a>`).join('');

/** Leads to the next two: the sitemap names only every third. */
function productPage(i: number): string {
  const offers = { '@type': 'Offer', price: i + 1, priceCurrency: 'EUR', availability: 'InStock' };
  const jsonLd = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: `Tap ${i}`,
    sku: `T-${i}`,
    offers,
  };
  const next = [i + 1, i + 2].filter((other) => other < products);
  return `<title>Tap ${i}</title>${menu}<h1>Tap ${i}</h1>
    <script type="application/ld+json">${JSON.stringify(jsonLd)}</script>
    ${next.map((other) => `<a href="${productPath(other)}?utm_source=related">Tap ${other}</a>`).join('')}`;
}

function answer(path: string, origin: string): string | null {
  if (path === '/robots.txt') return `Sitemap: ${origin}/sitemap.xml`;
  if (path === '/sitemap.xml') {
    const third = Array.from({ length: Math.ceil(products / 3) }, (_, i) => productPath(3 * i));
    return `<urlset>${third.map((at) => `<url><loc>${origin}${at}</loc></url>`).join('')}</urlset>`;
  }
  if (path === '/' || /^\/taps\/\d+$/.test(path)) return `<title>Taps</title>${menu}`;
  const product = /^\/products\/tap-(\d+)$/.exec(path)?.[1];
  return product === undefined || Number(product) >= products ? null : productPage(Number(product));
}

test('every product of a large shop is stored and every page asked for once', {
  timeout: 180_000,
}, async () => {
  const work = await openWork();
  try {
    const shop = await startServer((request, response) => {
      const body = answer(request.url ?? '', `http://${request.headers.host}`);
      response.writeHead(body === null ? 404 : 200, {
        'content-type': body?.startsWith('<url') ? 'text/xml' : 'text/html',
      });
      response.end(body);
    });
    await work.start([shop.host]);
    const { run } = await startCrawl(work.queues, work.database.pool, {
      baseUrl: shop.origin,
      startedBy: 'a test',
      settings: { delayMs: 0, concurrency: 8 },
    });
    const ended = await work.untilRunEnds(run.id);
    expect(ended).toMatchObject({
      outcome: 'done',
      reason: null,
      counts: { products, newProducts: products, failed: 0 },
    });

    const { rows } = await work.database.pool.query('select count(*), sum(price) from products');
    expect(rows).toEqual([{ count: products, sum: (products * (products + 1)) / 2 }]);
    const asked = shop.requests.map(({ path }) => path);
    expect(asked.length).toBe(new Set(asked).size);
  } finally {
    await work.close();
  }
});
