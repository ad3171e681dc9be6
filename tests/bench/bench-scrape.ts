// `npm run bench -- scrape --pages DIR`: how much of saved product pages is read right, beside the published figures.

import { type Attribute, attributes, readSavedPages } from './page-truth.ts';
import { missesOf, type ReadPage, readSavedPage, scorePages } from './read-saved-pages.ts';
import { percentile, printTable } from './table.ts';

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

/** F1 on the benchmark's 140 pages, of which DIR may hold a part: github.com/scrapinghub/product-extraction-benchmark. */
const published = [
  { name: 'extruct (published, 140 pages)', price: 0.685, sku: 0.537, availability: 0.626 },
  { name: 'Diffbot (published, 140 pages)', price: 0.824, sku: 0.765, availability: 0.943 },
  { name: 'Zyte (published, 140 pages)', price: 0.918, sku: 0.841, availability: 0.957 },
];

export async function benchScrape(options: ScrapeOptions): Promise<void> {
  const leftOut = options.leftOutShops && new Set(options.leftOutShops);
  const pages = (await readSavedPages(options.pages)).map((page) => readSavedPage(page, leftOut));
  const groups = [
    { name: 'all pages', pages },
    { name: 'shops developed on', pages: pages.filter((page) => !page.leftOut) },
    { name: 'shops left out', pages: pages.filter((page) => page.leftOut) },
  ].filter((group, index) => index === 0 || (group.pages.length > 0 && group.pages.length < pages.length));
  if (options.json) printJson(groups, options);
  else for (const group of groups) printGroup(group.name, group.pages);
  if (options.json) return;
  printTiming(pages);
  if (options.byShop) printShops(developedOn(pages));
  if (options.errors) developedOn(pages).forEach(printMisses);
}

function developedOn(pages: ReadPage[]): ReadPage[] {
  return pages.filter((page) => !page.leftOut);
}

function shopsIn(pages: ReadPage[]): number {
  return new Set(pages.map((page) => page.shop)).size;
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

function timing(pages: ReadPage[]) {
  const times = pages.map((page) => page.ms);
  return {
    medianMs: percentile(times, 0.5),
    slowestMs: percentile(times, 1),
    threw: pages.filter((page) => page.error !== null).length,
    withoutProduct: pages.filter((page) => page.product === null).length,
  };
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

function sourceOf(read: ReadPage, name: Attribute): string {
  const sources: Record<string, string> = read.product?.sources ?? {};
  return sources[name] ?? '-';
}

function printJson(groups: { name: string; pages: ReadPage[] }[], options: ScrapeOptions): void {
  const report = groups.map(({ name, pages }) => ({
    name,
    pages: pages.length,
    shops: shopsIn(pages),
    scores: Object.fromEntries(attributes.map((attribute) => [attribute, scorePages(pages, attribute)])),
    ...timing(pages),
  }));
  const misses = developedOn(groups[0]?.pages ?? []).flatMap((read) =>
    missesOf(read).map((attribute) => ({
      id: read.page.id,
      url: read.page.url,
      attribute,
      answer: read.answer[attribute],
      right: read.page.truth[attribute],
      source: sourceOf(read, attribute),
    })),
  );
  const all = { folder: options.pages, groups: report, published, ...(options.errors ? { misses } : {}) };
  process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
}

function short(score: number): string {
  return score.toFixed(3).replace(/^0/, '');
}
