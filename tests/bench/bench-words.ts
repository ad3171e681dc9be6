// How long searching by words takes, and what keeping the words costs when products are stored.

import { inTransaction } from '../../catalog/database/transaction.ts';
import { searchByWords } from '../../catalog/lexical/lexical-search.ts';
import { fillMissingWords } from '../../catalog/lexical/product-words.ts';
import { suggest } from '../../catalog/lexical/suggestions.ts';
import { refreshTerms } from '../../catalog/lexical/terms.ts';
import { storeProducts } from '../../catalog/products/store-products.ts';
import { addShop, productInput, randomNumbers } from '../integration/catalog/stock.ts';
import { type BenchDatabase, benchDatabases } from './bench-databases.ts';
import { defineBench, numbers } from './define-bench.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    products: { type: 'string', default: '2000,20000' },
    queries: { type: 'string', default: '200' },
  },
  quick: { products: '300', queries: '10' },
  measure: ({ products, queries }) => benchWords({ products: numbers(products), queries: Number(queries) }),
});

const syllables = 'ba do fi ga ho ju ka lu me no pi ra se tu vo wi xa yo zu eri'.split(' ');
const finishes = 'Chrome,Brushed Nickel,Matte Black,Polished Gold,Brass,Bronze,Copper,White,Red,Blue'.split(
  ',',
);
const shapes = 'Gooseneck Kitchen Tap,Waterfall Basin Tap,Cross Handle Tap,Pot Filler,Bath Spout'.split(',');

/** Words like names: 400 ranges and 60 brands over five shapes and ten finishes, and a sku for each. */
function madeUpProducts(count: number, shopId: number) {
  const random = randomNumbers(count);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T; // never empty
  const name = () => {
    const word = `${pick(syllables)}${pick(syllables)}${pick(syllables)}`;
    return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  };
  const brands = Array.from({ length: 60 }, name);
  const ranges = Array.from({ length: 400 }, name);
  return Array.from({ length: count }, (_, i) =>
    productInput(shopId, String(i), {
      title: `${pick(ranges)} ${pick(shapes)}, ${pick(finishes)}`,
      brand: pick(brands),
      sku: `TB-${10_000 + i}${pick(syllables).toUpperCase()}`,
    }),
  );
}

type Made = ReturnType<typeof madeUpProducts>[number];

/** What a shopper may type for a product. */
const kinds: Record<string, (product: Made) => string> = {
  code: ({ sku }) => (sku ?? '').toLowerCase().replace('-', ' '),
  'brand and words': ({ brand, title }) => `${brand} ${title.split(' ').slice(1).join(' ')}`,
  'with typos': ({ brand, title }) => `${withTypo(brand ?? '')} ${withTypo(title.split(' ')[0] ?? '')} tap`,
  'only looks': ({ title }) => title.split(' ').slice(1).join(' '),
  '1,000 words': ({ title }) => `${title} `.repeat(200).slice(0, 1000),
};

/** How far someone may have typed. */
const typing: Record<string, (product: Made) => string> = {
  'two letters': ({ brand }) => (brand ?? '').slice(0, 2),
  'half a word': ({ title }) => title.slice(0, 4),
  typo: ({ brand }) => withTypo(brand ?? ''),
  'two words': ({ title }) => title.split(' ').slice(0, 2).join(' ').slice(0, -2),
};

const withTypo = (word: string) => `${word.slice(0, 3)}${word.slice(4)}`;

async function benchWords(settings: { products: number[]; queries: number }): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const open of benchDatabases().slice(0, 2)) {
    for (const products of settings.products)
      rows.push(await measure(await open(), { ...settings, products }));
  }
  const titles = [...Object.keys(kinds), ...Object.keys(typing).map((typed) => `suggest ${typed}`)];
  const units = ['storing, ms each', 'its words', 'counting, ms'];
  printTable(
    `${settings.queries} queries each; milliseconds, p50 / p99`,
    ['database', 'products', ...titles, ...units],
    rows,
  );
}

async function measure(
  on: BenchDatabase,
  { products: count, queries }: { products: number; queries: number },
): Promise<(string | number)[]> {
  const db = on.database.pool;
  const products = madeUpProducts(count, await addShop(db));
  const storing = await timed(async () => {
    for (let i = 0; i < count; i += 100) {
      const batch = products.slice(i, i + 100);
      await inTransaction(db, (client) => storeProducts(client, batch, { runId: null, isVisit: true }));
    }
  });
  await db.query('truncate product_words');
  const words = await timed(() => fillMissingWords(db));
  const counting = await timed(() => refreshTerms(db));
  await db.query('analyze');
  const search = async (text: string) =>
    (await searchByWords(db, { text, filters: {}, limit: 200 })).hits.length;
  const complete = async (text: string) => (await suggest(db, { text, shop: null, limit: 8 })).length;
  const asks = [
    ...Object.values(kinds).map((typed) => (product: Made) => search(typed(product))),
    ...Object.values(typing).map((typed) => (product: Made) => complete(typed(product))),
  ];
  const cells: string[] = [];
  for (const ask of asks) {
    const times: number[] = [];
    let answered = 0;
    for (let i = 0; i < queries; i++) {
      const product = products[(i * 7919) % count];
      if (!product) continue;
      const startedAt = performance.now();
      answered += Number((await ask(product)) > 0);
      times.push(performance.now() - startedAt);
    }
    // Each asks for what is there; a typo may be too much for a short word.
    if (answered < 0.9 * times.length)
      throw new Error(`${times.length - answered} of ${times.length} found nothing.`);
    cells.push(`${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.99).toFixed(1)}`);
  }
  await on.drop();
  const each = (ms: number) => (ms / count).toFixed(3);
  return [on.name, count, ...cells, each(storing), each(words), counting.toFixed(0)];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
