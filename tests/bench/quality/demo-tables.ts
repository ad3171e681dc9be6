// The demo shop's tables: finishes, pairs, shapes, every filter with a query, find similar, cheaper.

import { shapeWords } from '../../../apps/demo-shop/assortment.ts';
import type { DemoTap } from '../../../apps/demo-shop/catalogue.ts';
import { finishById } from '../../../apps/demo-shop/finishes.ts';
import { printTable } from '../table.ts';
import { printGoesWithTable } from './goes-with-table.ts';
import { type Judged, judge, mean, pageSize, percent, summaryOf } from './precision.ts';
import type { QualityCatalogue } from './quality-catalogue.ts';
import { printDiversityTable, printLookTable } from './ranking-tables.ts';

type Demo = QualityCatalogue<DemoTap>;
const wordOf = (finish: DemoTap['body']) => finishById(finish).word;
// Whoever asks for gold is served by brushed gold too.
const fits = (finish: DemoTap['body'], word: string) =>
  wordOf(finish) === word || (word === 'gold' && wordOf(finish) === 'brushed gold');

export async function printDemoTables(demo: Demo): Promise<void> {
  const shapes = await byShape(demo);
  printTable(
    `demo shop, ${demo.products.length} taps, words`,
    ['query', 'queries', 'P@10', 'chance'],
    [
      summaryOf('finish by name: "copper tap"', await byFinish(demo)),
      summaryOf('two-tone by two words: "gold purple"', await byPair(demo)),
      summaryOf('shape by name: "gooseneck kitchen tap"', shapes),
      ...shapes.map((row) => summaryOf(`  ${row.query}`, [row])),
    ],
  );
  await printFilterTable(demo);
  await printSimilarTable(demo);
  await printLookTable(demo);
  await printDiversityTable(demo);
  await printGoesWithTable(demo);
}

async function asked(demo: Demo, query: string, isRight: (tap: DemoTap) => boolean): Promise<Judged> {
  const hits = await demo.ask(`/api/search?limit=${pageSize}&q=${encodeURIComponent(query)}`);
  return judge(query, hits, { all: demo.products.map(({ truth }) => truth), isRight });
}

async function byFinish(demo: Demo): Promise<Judged[]> {
  const words = new Set(demo.products.map(({ truth }) => wordOf(truth.body)));
  return inTurn(words, (word) => asked(demo, `${word} tap`, ({ body }) => fits(body, word)));
}

async function byPair(demo: Demo): Promise<Judged[]> {
  const twoTone = demo.products.map(({ truth }) => truth).filter(({ body, handles }) => body !== handles);
  const pairs = new Map(
    twoTone.map(({ body, handles }) => [`${wordOf(body)} ${wordOf(handles)}`, { body, handles }]),
  );
  return inTurn(pairs, ([query, pair]) =>
    asked(
      demo,
      query,
      ({ body, handles }) =>
        body !== handles && fits(body, wordOf(pair.body)) && fits(handles, wordOf(pair.handles)),
    ),
  );
}

async function byShape(demo: Demo): Promise<Judged[]> {
  const shapes = new Set(demo.products.map(({ truth }) => truth.shape));
  return inTurn(shapes, (shape) =>
    asked(demo, shapeWords[shape].noun.toLowerCase(), (tap) => tap.shape === shape),
  );
}

/** What is asked with each filter, and which taps it may show. */
const filters: { name: string; query: string; keeps: (tap: DemoTap) => boolean }[] = [
  { name: 'category', query: 'category=Kitchen+taps', keeps: (tap) => tap.category.includes('Kitchen taps') },
  { name: 'price', query: 'minPrice=100&maxPrice=200', keeps: ({ price }) => price >= 100 && price <= 200 },
  { name: 'available', query: 'available=true', keeps: ({ availability }) => availability === 'in_stock' },
];

async function printFilterTable(demo: Demo): Promise<void> {
  const brands = [...new Set(demo.products.map(({ truth }) => truth.brand))].slice(0, 3).map((brand) => ({
    name: `brand ${brand}`,
    query: `brand=${encodeURIComponent(brand)}`,
    keeps: (tap: DemoTap) => tap.brand === brand,
  }));
  const rows = await inTurn([...filters, ...brands], async ({ name, query, keeps }) => {
    const kept = demo.products.map(({ truth }) => truth).filter(keeps);
    const words = ['gold', 'chrome', 'matte black', 'white'].filter((word) =>
      kept.some(({ body }) => fits(body, word)),
    );
    const pages = await inTurn(words, async (word) => {
      const hits = await demo.ask(`/api/search?q=${encodeURIComponent(`${word} tap`)}&limit=24&${query}`);
      return {
        judged: judge(word, hits, { all: kept, isRight: ({ body }) => fits(body, word) }),
        isFull: hits.length === Math.min(24, kept.length),
        keptAll: hits.every(({ truth }) => keeps(truth)),
      };
    });
    const share = (test: (page: (typeof pages)[number]) => boolean) =>
      percent(mean(pages.map((page) => Number(test(page)))));
    return [
      ...summaryOf(
        `${name} (${kept.length} taps)`,
        pages.map(({ judged }) => judged),
      ),
      share(({ isFull }) => isFull),
      share(({ keptAll }) => keptAll),
    ];
  });
  printTable(
    'demo shop, a finish by name with a filter, pages of 24',
    ['filter', 'queries', 'P@10', 'chance', 'full pages', 'only what the filter keeps'],
    rows,
  );
}

async function printSimilarTable(demo: Demo): Promise<void> {
  const kinds = {
    'same shape': (one: DemoTap, other: DemoTap) => one.shape === other.shape,
    'same finish': (one: DemoTap, other: DemoTap) => one.body === other.body && one.handles === other.handles,
  };
  const judged: Record<string, Judged[]> = { 'same shape': [], 'same finish': [] };
  const cheaper: number[] = [];
  for (const { id, truth } of demo.products) {
    const others = demo.products.filter((one) => one.id !== id).map((one) => one.truth);
    const hits = await demo.ask(`/api/products/${id}/similar?limit=${pageSize}`);
    for (const [kind, isSame] of Object.entries(kinds)) {
      const isRight = (tap: DemoTap) => isSame(truth, tap);
      // A tap that nothing is like can't be judged.
      if (others.some(isRight)) judged[kind]?.push(judge(kind, hits, { all: others, isRight }));
    }
    const below = await demo.ask(`/api/products/${id}/similar?limit=3&cheaper=true`);
    cheaper.push(
      ...below.map(({ truth: tap }) => Number(tap.shape === truth.shape || tap.body === truth.body)),
    );
  }
  printTable(
    'demo shop, find similar',
    ['truth', 'queries', 'P@10', 'chance'],
    Object.entries(judged).map(([kind, rows]) => summaryOf(kind, rows)),
  );
  process.stdout.write(
    `cheaper: ${percent(mean(cheaper))} of the first three share the shape or the finish of the body\n\n`,
  );
}

async function inTurn<Item, Result>(items: Iterable<Item>, work: (item: Item) => Promise<Result>) {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
