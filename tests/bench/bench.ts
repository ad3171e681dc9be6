// `npm run bench -- pipeline|search|filters|words|map|scrape|crawl|quality|insight|page`: measures what the design promises. Prints tables; nothing here is asserted.
// `npm run bench -- pipeline|search|filters|words|map|related|scrape|crawl|quality|page`: measures what the design promises. Prints tables; nothing here is asserted.
import { parseArgs } from 'node:util';
import { benchCrawl } from './bench-crawl.ts';
import { benchFilters } from './bench-filters.ts';
import { benchInsight } from './bench-insight.ts';
import { benchMap } from './bench-map.ts';
import { benchPage } from './bench-page.ts';
import { benchPipeline } from './bench-pipeline.ts';
import { benchQuality } from './bench-quality.ts';
import { benchRelated } from './bench-related.ts';
import { benchScrape } from './bench-scrape.ts';
import { benchSearch } from './bench-search.ts';
import { benchWords } from './bench-words.ts';

const usage = `npm run bench -- pipeline [--photos 400]
npm run bench -- search [--products 2000,5000,10000,20000] [--queries 200]
npm run bench -- filters [--products 20000,200000] [--queries 100]
npm run bench -- words [--products 2000,20000] [--queries 200]
npm run bench -- map [--products 2000,20000]
npm run bench -- related [--products 2000,20000] [--queries 200]
npm run bench -- scrape --pages DIR [--json] [--errors] [--by-shop] [--held-out-shops HOST,HOST]
npm run bench -- crawl [--pages 20000] [--rounds 3] [--concurrency 8]
npm run bench -- quality [--only demo|grocery|fashion]
npm run bench -- insight [--only demo|fashion|grocery]
npm run bench -- page [--url http://127.0.0.1:8080] [--path /,/product/1] [--rounds 3]   (of a running service)
On a server too: TEST_DATABASE_URL=postgresql://…, and for the queue TEST_REDIS_URL=redis://…`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    photos: { type: 'string', default: '400' },
    products: { type: 'string', default: '2000,5000,10000,20000' },
    queries: { type: 'string', default: '200' },
    pages: { type: 'string' },
    json: { type: 'boolean', default: false },
    errors: { type: 'boolean', default: false },
    'by-shop': { type: 'boolean', default: false },
    'held-out-shops': { type: 'string' },
    only: { type: 'string' },
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    path: { type: 'string', default: '/,/?q=gold+purple,/product/1' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '8' },
  },
});
const [what] = positionals;
if (what === 'pipeline') await benchPipeline({ photos: Number(values.photos) });
else if (what === 'search') {
  await benchSearch({
    products: values.products.split(',').map(Number),
    queries: Number(values.queries),
  });
} else if (what === 'filters') {
  await benchFilters({ products: values.products.split(',').map(Number), queries: Number(values.queries) });
} else if (what === 'words') {
  await benchWords({ products: values.products.split(',').map(Number), queries: Number(values.queries) });
} else if (what === 'map') {
  await benchMap({ products: values.products.split(',').map(Number) });
} else if (what === 'related') {
  await benchRelated({ products: values.products.split(',').map(Number), queries: Number(values.queries) });
} else if (what === 'scrape' && values.pages !== undefined) {
  await benchScrape({
    pages: values.pages,
    json: values.json,
    errors: values.errors,
    byShop: values['by-shop'],
    leftOutShops: values['held-out-shops']?.split(','),
  });
} else if (what === 'crawl') {
  await benchCrawl({
    pages: Number(values.pages ?? 20_000),
    rounds: Number(values.rounds),
    concurrency: Number(values.concurrency),
  });
} else if (what === 'quality') {
  await benchQuality({ only: values.only });
} else if (what === 'insight') {
  await benchInsight({ only: values.only });
} else if (what === 'page') {
  await benchPage({ url: values.url, paths: values.path.split(','), rounds: Number(values.rounds) });
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
}
