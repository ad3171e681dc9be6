// `npm run bench -- scrape --pages DIR`: how much of saved product pages is read right, beside the published figures.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineBench } from './define-bench.ts';
import { type Attribute, attributes, readSavedPages } from './scrape/page-truth.ts';
import { missesOf, type ReadPage, readSavedPage, scorePages } from './scrape/read-saved-pages.ts';
import { developedOn, published, reportOf, shopsIn, sourceOf, timing } from './scrape/scrape-report.ts';
import { printTable } from './table.ts';

const shared = join(import.meta.dirname, '../../../shared/data/product-pages');

export const bench = defineBench({
  usage:
    '[--pages ../shared/data/product-pages] [--json] [--errors] [--by-shop] [--held-out-shops HOST,HOST]',
  options: {
    pages: { type: 'string' },
    json: { type: 'boolean', default: false },
    errors: { type: 'boolean', default: false },
    'by-shop': { type: 'boolean', default: false },
    'held-out-shops': { type: 'string' },
  },
  quick: {},
  async measure({ pages = shared, json, errors, 'by-shop': byShop, 'held-out-shops': leftOut }) {
    if (pages === shared && !existsSync(pages)) {
      process.stdout.write('Skipped: ../shared/data/product-pages is absent; name a folder with --pages.\n');
      return;
    }
    await benchScrape({ pages, json, errors, byShop, leftOutShops: leftOut?.split(',') });
  },
});

export interface ScrapeOptions {
  /** Folder with ground-truth.json and html/<id>.html.gz. */
  pages: string;
  /** Print JSON for machines instead of tables. */
  json?: boolean;
  /** List what was read wrong, of the shops that are not left out. */
  errors?: boolean;
  /** One row a shop, of those that are not left out; the worst first. */
  byShop?: boolean;
  /** Names of shops to leave out (see shopOf) instead of the stable draw. */
  leftOutShops?: string[] | undefined;
}

async function benchScrape(options: ScrapeOptions): Promise<void> {
  const leftOut = options.leftOutShops && new Set(options.leftOutShops);
  const pages = (await readSavedPages(options.pages)).map((page) => readSavedPage(page, leftOut));
  if (pages.length === 0) throw new Error(`${options.pages} has no pages.`);
  const failed = pages.filter(({ error }) => error !== null);
  if (failed.length > 0) throw new Error(`${failed.length} pages could not be read.`);
  const groups = [
    { name: 'all pages', pages },
    { name: 'shops developed on', pages: pages.filter((page) => !page.leftOut) },
    { name: 'shops left out', pages: pages.filter((page) => page.leftOut) },
  ].filter((group, index) => index === 0 || (group.pages.length > 0 && group.pages.length < pages.length));
  if (options.json) {
    const report = reportOf(groups, { folder: options.pages, errors: options.errors ?? false });
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  for (const group of groups) printGroup(group.name, group.pages);
  printTiming(pages);
  if (options.byShop) printShops(developedOn(pages));
  if (options.errors) developedOn(pages).forEach(printMisses);
}

function printGroup(name: string, pages: ReadPage[]): void {
  const rows = attributes.map((attribute) => {
    const { f1, std, precision, recall, byShop, tp, fp, fn } = scorePages(pages, attribute);
    const theirs = published.map((service) => inTable(service, attribute));
    const counts = `${tp}/${fp}/${fn}`;
    return [
      attribute,
      `${short(f1)} ± ${short(std)}`,
      short(byShop),
      short(precision),
      short(recall),
      counts,
      ...theirs,
    ];
  });
  printTable(
    `Lookalike on ${name}: ${pages.length} pages of ${shopsIn(pages)} shops`,
    [
      'attribute',
      'F1 ± std',
      'mean of shops',
      'precision',
      'recall',
      'tp/fp/fn',
      ...published.map(({ name: service }) => service),
    ],
    rows,
  );
  process.stdout.write('\n');
}

function inTable(service: (typeof published)[number], attribute: Attribute): string {
  const known: Partial<Record<Attribute, number>> = service;
  return known[attribute] === undefined ? '' : short(known[attribute]);
}

function printTiming(pages: ReadPage[]): void {
  const { medianMs, slowestMs, threw, withoutProduct } = timing(pages);
  process.stdout.write(
    `Time a page: median ${medianMs.toFixed(1)} ms, slowest ${slowestMs.toFixed(0)} ms. ` +
      `Threw on ${threw} pages; no product on ${withoutProduct}.\n`,
  );
}

function printShops(pages: ReadPage[]): void {
  const shown = ['price', 'sku', 'availability', 'brand'] as const;
  const rows = [...Map.groupBy(pages, (page) => page.shop)]
    .map(([shop, own]) => ({ shop, own, scores: shown.map((name) => scorePages(own, name).f1) }))
    .sort((one, other) => sum(one.scores) - sum(other.scores));
  printTable(
    'By shop, the worst first',
    ['shop', 'pages', ...shown],
    rows.map(({ shop, own, scores }) => [shop, own.length, ...scores.map(short)]),
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function printMisses(read: ReadPage): void {
  if (read.error !== null) process.stdout.write(`${read.page.id} threw ${String(read.error)}\n`);
  for (const name of missesOf(read)) {
    if (name === 'InStock' || name === 'OutOfStock') continue;
    const right = (read.page.truth[name] ?? []).join(' | ') || 'none';
    const source = sourceOf(read, name);
    process.stdout.write(
      `${read.page.id.slice(0, 12)} ${read.shop} ${name}: ${read.answer[name]} (${source}), right: ${right}\n`,
    );
  }
}

function short(score: number): string {
  return score.toFixed(3).replace(/^0/, '');
}
