// How long `npm start` takes to its first answer, what memory it takes, and whether embedding again and again takes more.

import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openDatabase } from '../../catalog/database/database.ts';
import { migrate } from '../../catalog/database/migrate.ts';
import { activateModel } from '../../catalog/photos/models.ts';
import { startChild } from './child-process.ts';
import { defineBench } from './define-bench.ts';
import type { Usage } from './process-usage.ts';
import type { Pass } from './start/embed-again.ts';
import { type StartedProcess, startProcess } from './start/started-process.ts';
import { stockCatalogue } from './stocked-catalogue.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    shop: { type: 'string', default: 'demo' },
    products: { type: 'string', default: '20000' },
    searches: { type: 'string', default: '1000' },
    photos: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '3' },
  },
  quick: { shop: 'none', products: '100', searches: '10', photos: '16', rounds: '1' },
  measure: ({ shop, products, searches, photos, rounds }) =>
    benchStart({
      shop,
      products: Number(products),
      searches: Number(searches),
      photos: Number(photos),
      rounds: Number(rounds),
    }),
});

interface StartBenchSettings {
  /** What is scraped: `demo`, or `none` for a smoke run. */
  shop: string;
  products: number;
  searches: number;
  /** Embedded three times. */
  photos: number;
  rounds: number;
}

interface Measured {
  page: number;
  /** First search with results. */
  answer: number;
  ready: number;
  /** Until ready. */
  cpu: number;
  peak: number;
  idle: number;
  searched: number;
}

const competitor = join(import.meta.dirname, '../../node_modules/@huggingface/transformers');
const unmeasured = Number.NaN;
const settleMs = 5_000;

async function benchStart(settings: StartBenchSettings): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lookalike-start-'));
  try {
    const stocked = await stockFolder(join(folder, 'stocked'), settings.products);
    const rounds: Measured[][] = [];
    for (let round = 0; round < settings.rounds; round++) {
      const shop = { DATA_DIR: join(folder, `shop-${round}`), SHOP: settings.shop };
      rounds.push([
        await measureStart(shop, settings),
        await measureStart(shop, settings),
        await measureStart({ DATA_DIR: stocked, SHOP: 'none' }, settings),
        await measureFloor(stocked, join(folder, 'floor')),
      ]);
      await rm(shop.DATA_DIR, { recursive: true });
    }
    printStarts(rounds, settings);
    await measureLeak(settings.photos);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A data directory with so many products under the starter's own id, as if they had been embedded with it. */
async function stockFolder(dataDir: string, products: number): Promise<string> {
  const database = await openDatabase({ dataDir });
  try {
    await migrate(database.pool);
    await stockCatalogue(database.pool, { products, dimension: 512, modelId: 'starter' });
    await activateModel(database.pool, 'starter');
    return dataDir;
  } finally {
    await database.close();
  }
}

async function measureStart(
  settings: Record<string, string>,
  { searches }: StartBenchSettings,
): Promise<Measured> {
  const started = await startProcess(settings);
  try {
    const [page, answer, ready] = await Promise.all([
      started.until('/', () => true),
      started.until('/api/search?q=gold', (response) => settings.SHOP === 'none' || hasResults(response)),
      started.ready(),
    ]);
    const { cpuSeconds: cpu } = started.usage();
    await setTimeout(settleMs);
    const { rss: idle } = started.usage();
    await search(started, searches);
    const { rss: searched, peak } = started.usage();
    return { page, answer, ready, cpu, peak, idle, searched };
  } finally {
    await started.close();
  }
}

async function hasResults(response: Response): Promise<boolean> {
  const { results = [] } = (await response.json()) as { results?: unknown[] }; // the API's own answer
  return results.length > 0;
}

async function search({ origin }: StartedProcess, searches: number): Promise<void> {
  for (let i = 0; i < searches; i++) {
    const response = await fetch(`${origin}/api/search?q=gold+tap+${i}`);
    if (!response.ok) throw new Error(`A search was answered ${response.status}: ${await response.text()}`);
    await response.arrayBuffer();
  }
}

/** Without a server, queue, pages or workers: what loading the same database and model takes at the least. */
async function measureFloor(stocked: string, folder: string): Promise<Measured> {
  await cp(join(stocked, 'postgres'), folder, { recursive: true });
  const child = startChild<object, Usage & { seconds: number }>('start/load-floor.ts', [folder]);
  try {
    const { seconds, cpuSeconds, rss, peak } = (await child.ready()) as Usage & { seconds: number }; // what it sends
    const none = { page: unmeasured, answer: unmeasured, searched: unmeasured };
    return { ...none, ready: seconds, cpu: cpuSeconds, peak, idle: rss };
  } finally {
    await child.close();
    await rm(folder, { recursive: true });
  }
}

function printStarts(rounds: Measured[][], { shop, products, searches, rounds: count }: StartBenchSettings) {
  const { version } = JSON.parse(readFileSync(join(competitor, 'package.json'), 'utf8'));
  const names = [
    `cold, empty data directory (SHOP=${shop})`,
    `warm, the same (SHOP=${shop})`,
    `warm, ${products} products`,
    `PGlite and @huggingface/transformers ${version} alone`,
  ];
  const kinds = ['page', 'answer', 'ready', 'cpu', 'peak', 'idle', 'searched'] as const;
  printTable(
    `npm start with the starter, medians of ${count} rounds; seconds and MB of all its processes`,
    [
      'start',
      'first page',
      'first answer',
      'ready',
      'CPU s',
      'peak MB',
      'idle MB',
      `after ${searches} searches`,
    ],
    names.map((name, at) => [
      name,
      ...kinds.map((kind) => {
        const median = percentile(
          rounds.map((round) => round[at]?.[kind] ?? unmeasured),
          0.5,
        );
        if (Number.isNaN(median)) return '-';
        return ['peak', 'idle', 'searched'].includes(kind) ? median.toFixed(0) : median.toFixed(2);
      }),
    ]),
  );
}

const passes = 3;
// Of what the pass before had: a leak of one photo's pixels in a hundred would be 30 MB a pass.
const mostGrowth = 1.15;
const slackMb = 30;

/** @throws when the third pass ends with clearly more memory than the second */
async function measureLeak(photos: number): Promise<void> {
  const child = startChild<object, Pass[]>('start/embed-again.ts', [photos, passes], ['--expose-gc']);
  try {
    const done = (await child.ready()) as Pass[]; // what it sends
    printTable(
      `${photos} photos decoded and embedded again and again; MB once the garbage is collected`,
      ['pass', 'photos/s', 'heap MB', 'RSS MB'],
      done.map(({ photosPerSecond, heap, rss }, i) => [
        i + 1,
        photosPerSecond.toFixed(1),
        heap.toFixed(1),
        rss.toFixed(0),
      ]),
    );
    const [, second, third] = done;
    for (const kind of ['heap', 'rss'] as const) {
      const [before, now] = [second?.[kind] ?? unmeasured, third?.[kind] ?? unmeasured];
      if (!(now <= mostGrowth * before + slackMb))
        throw new Error(`Memory (${kind}) grew from ${before} to ${now} MB in the third pass.`);
    }
  } finally {
    await child.close();
  }
}
