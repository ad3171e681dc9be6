// How fast a shop of many pages is crawled and how memory goes meanwhile, beside @crawlee/cheerio doing the same.
import { execFileSync, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './child-process.ts';
import type { CrawlReport } from './crawl/report-crawl.ts';
import { totalCents } from './crawl/shop-products.ts';
import { defineBench } from './define-bench.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    pages: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '8' },
  },
  quick: { pages: '60', rounds: '1' },
  measure: ({ pages, rounds, concurrency }) =>
    benchCrawl({ pages: Number(pages), rounds: Number(rounds), concurrency: Number(concurrency) }),
});

export interface CrawlBenchSettings {
  /** Product pages; a category page comes with every 25. */
  pages: number;
  rounds: number;
  concurrency: number;
}

interface Contestant {
  name: string;
  program: string;
  arguments: string[];
}

const folder = join(import.meta.dirname, 'crawl');
const competitor = join(folder, 'crawlee');

/** Each in a process of its own against a shop in another, one after the other, round by round; prints medians. */
async function benchCrawl(settings: CrawlBenchSettings): Promise<void> {
  const contestants = [
    ...(process.env.TEST_DATABASE_URL ? [lookalike('server', 'its Postgres aside')] : []),
    lookalike('embedded', 'its Postgres included'),
    crawlee(),
  ];
  const reports = new Map<string, CrawlReport[]>();
  for (let round = 0; round < settings.rounds; round++) {
    for (const contestant of contestants) {
      const report = await measure(contestant, settings);
      reports.set(contestant.name, [...(reports.get(contestant.name) ?? []), report]);
      process.stderr.write(`round ${round + 1}: ${row(contestant.name, [report]).join(' | ')}\n`);
    }
  }
  const { pages, rounds, concurrency } = settings;
  printTable(
    `${pages} product pages of 43 to 63 KB, ${concurrency} requests at once, no delay; medians of ${rounds} rounds`,
    [
      'crawler',
      'pages/s',
      'CPU ms/page',
      'peak MB',
      'MB at 25 %',
      '50 %',
      '75 %',
      '100 %',
      'pages',
      'products',
    ],
    [...reports].map(([name, of]) => row(name, of)),
  );
}

function lookalike(database: string, memory: string): Contestant {
  const name = `Lookalike, ${database} (${memory})`;
  return { name, program: join(folder, 'crawl-by-lookalike.ts'), arguments: [database] };
}

function crawlee(): Contestant {
  const wanted = readJson(join(competitor, 'package.json')).dependencies['@crawlee/cheerio'];
  const installed = join(competitor, 'node_modules/@crawlee/cheerio/package.json');
  // Its 135 packages are nobody's burden but this bench's.
  if (!existsSync(installed) || readJson(installed).version !== wanted) {
    execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: competitor, stdio: ['ignore', 2, 2] });
  }
  const program = join(competitor, 'crawl-by-crawlee.mjs');
  return { name: `@crawlee/cheerio ${wanted}`, program, arguments: [] };
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

async function measure(contestant: Contestant, settings: CrawlBenchSettings): Promise<CrawlReport> {
  const { pages, concurrency } = settings;
  const shop = fork(join(folder, 'shop-server.ts'), [String(pages)]);
  try {
    const address = (await messageOf(shop, 'the shop')) as string;
    const crawler = fork(contestant.program, [
      address,
      String(pages),
      String(concurrency),
      ...contestant.arguments,
    ]);
    const ended = new Promise((resolve) => crawler.once('exit', resolve));
    const report = (await messageOf(crawler, contestant.name)) as CrawlReport;
    await ended;
    if (report.products !== pages || Math.round(report.cents) !== totalCents(pages)) {
      throw new Error(`${contestant.name} found ${report.products} products of ${pages}, or wrong prices.`);
    }
    return report;
  } finally {
    shop.disconnect();
  }
}

function row(name: string, reports: CrawlReport[]): (string | number)[] {
  const median = (values: number[]) => percentile(values, 0.5);
  const whole = (values: number[]) => Math.round(median(values));
  return [
    name,
    median(reports.map(({ pages, seconds }) => pages / seconds)).toFixed(0),
    median(reports.map(({ pages, cpuSeconds }) => (1000 * cpuSeconds) / pages)).toFixed(1),
    whole(reports.map(({ peakRss }) => peakRss)),
    ...[0, 1, 2, 3].map((quarter) =>
      whole(reports.map((report) => report.rssAtQuarters[quarter] ?? Number.NaN)),
    ),
    whole(reports.map(({ pages }) => pages)),
    whole(reports.map(({ products }) => products)),
  ];
}
