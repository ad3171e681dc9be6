// The crawl as `npm start` does it, photos left out: `node crawl-by-lookalike.ts SHOP PRODUCTS CONCURRENCY embedded|server`.
import { setTimeout } from 'node:timers/promises';
import { getRun } from '../../../catalog/crawls/runs.ts';
import { createPageReader } from '../../../scraper/page/page-reader.ts';
import { startCrawlWorker } from '../../../workers/crawl-job.ts';
import { silentLogger } from '../../../workers/logger.ts';
import { openQueues } from '../../../workers/queues.ts';
import { createShopFetchers } from '../../../workers/shop-fetchers.ts';
import { startCrawl } from '../../../workers/start-run.ts';
import { benchDatabases } from '../bench-databases.ts';
import { startReport } from './report-crawl.ts';

const [shop = '', products, concurrency, databaseName] = process.argv.slice(2);
const open = benchDatabases()[databaseName === 'embedded' ? 0 : 1];
if (!open) throw new Error('TEST_DATABASE_URL names no server to measure on.');
const { database, queueUrl, drop } = await open();
const db = database.pool;
const queues = await openQueues({ queueUrl, database });
const fetchers = createShopFetchers({ allowHosts: [new URL(shop).host] });
const reader = createPageReader();
const worker = startCrawlWorker({
  db,
  queues,
  fetchers,
  reader,
  logger: silentLogger,
  // Embedding has a bench of its own.
  photos: { nudge() {}, finish: async () => {}, again: async () => 0 },
  signal: new AbortController().signal,
});

const report = startReport(Number(products));
const { run: started } = await startCrawl(queues, db, {
  baseUrl: shop,
  startedBy: 'bench',
  settings: { delayMs: 0, concurrency: Number(concurrency), maxPages: 10 * Number(products) + 1000 },
});
let run = await getRun(db, started.id);
while (run && !run.finishedAt) {
  await setTimeout(100);
  run = await getRun(db, started.id);
  report.found(run?.counts.products ?? 0);
}
// What came of it is read from the catalog itself.
const { rows } = await db.query<{ products: number; cents: number; pages: number }>(`
  select count(*) as products, sum(price) * 100 as cents,
    (select count(*) from pages where kind = 'page' and state = 'read') as pages
  from products`);
const [stored] = rows;
if (!stored || run?.outcome !== 'done') throw new Error(`The crawl ended as ${run?.outcome}: ${run?.reason}`);
report.done(stored);

await worker.close();
await Promise.all([fetchers.close(), reader.close()]);
await queues.close();
await drop();
process.disconnect?.();
