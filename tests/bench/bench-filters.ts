// Searches under filters of every shape, beside pgvector's plain `ORDER BY … LIMIT` with its default settings.

import { Parameters, whereAll } from '../../catalog/database/sql-parameters.ts';
import { vectorParameter } from '../../catalog/photos/vectors.ts';
import { filterConditions } from '../../catalog/products/filters.ts';
import { type Filters, type SearchOptions, searchByVector } from '../../catalog/search/search.ts';
import { addShop, model, randomNumbers } from '../integration/catalog/stock.ts';
import { type BenchDatabase, benchDatabases } from './bench-databases.ts';
import { defineBench, numbers } from './define-bench.ts';
import { fillForFilters } from './fill-for-filters.ts';
import { likeableVectors } from './likeable-vectors.ts';
import { percentile, printTable } from './table.ts';

export const bench = defineBench({
  options: {
    products: { type: 'string', default: '20000,200000' },
    queries: { type: 'string', default: '100' },
  },
  quick: { products: '1000', queries: '10' },
  measure: ({ products, queries }) => benchFilters({ products: numbers(products), queries: Number(queries) }),
});

const dimension = 512;
const pageSize = 24;
const options = { model, sort: 'relevance', limit: pageSize, cursor: null } satisfies Partial<SearchOptions>;

// A price follows the vector (see fillForFilters), so a range of prices is a region of the space: the query's own
// or the one farthest from it.
const shapes: { name: string; filtersFor(price: number): Filters }[] = [
  { name: 'none', filtersFor: () => ({}) },
  { name: '50 %', filtersFor: () => ({ available: true }) },
  { name: '10 %', filtersFor: () => ({ brand: 'tenth' }) },
  { name: '1 %', filtersFor: () => ({ category: 'hundredth' }) },
  { name: '0.1 %', filtersFor: () => ({ category: 'thousandth' }) },
  { name: 'prices around it, 10 %', filtersFor: (price) => around(price, 0.05) },
  { name: 'prices far from it, 10 %', filtersFor: (price) => around((price + 0.5) % 1, 0.05) },
  { name: 'prices far from it, 30 %', filtersFor: (price) => around((price + 0.5) % 1, 0.15) },
];

const around = (middle: number, half: number): Filters => ({
  minPrice: Math.max(0, Math.min(1 - 2 * half, middle - half)) * 1000,
  maxPrice: Math.max(2 * half, Math.min(1, middle + half)) * 1000,
});

async function benchFilters(settings: { products: number[]; queries: number }): Promise<void> {
  const open = benchDatabases().at(process.env.TEST_DATABASE_URL ? 1 : 0);
  if (!open) return;
  const rows: (string | number)[][] = [];
  for (const products of settings.products) {
    const on = await open();
    try {
      rows.push(...(await measure(on, products, settings.queries)));
    } finally {
      await on.drop();
    }
  }
  printTable(
    `${settings.queries} queries each, pages of ${pageSize}; p50 / p99 in milliseconds; in brackets pgvector's plain ORDER BY`,
    [
      'products',
      'filter',
      'strategy',
      'ms',
      'recall@10',
      'full pages',
      '(ms)',
      '(recall@10)',
      '(full pages)',
    ],
    rows,
  );
}

interface Asked {
  vector: Float32Array;
  /** Share of the products that are cheaper. */
  price: number;
}

async function measure(on: BenchDatabase, products: number, queries: number): Promise<(string | number)[][]> {
  const db = on.database.pool;
  const random = randomNumbers(products);
  const shopId = await addShop(db);
  const next = likeableVectors(random, dimension);
  const ranks = await fillForFilters(db, { shopId, products, dimension, vectors: next });
  const asked = Array.from({ length: queries }, () => {
    const vector = next();
    return { vector, price: ranks(vector) };
  });
  const rows = [];
  for (const shape of shapes) {
    process.stderr.write(`${products} ${shape.name}\n`);
    rows.push([products, shape.name, ...(await measureShape(on, asked, shape.filtersFor))]);
  }
  return rows;
}

async function measureShape(on: BenchDatabase, asked: Asked[], filtersFor: (price: number) => Filters) {
  const db = on.database.pool;
  const ours = { times: [] as number[], right: 0, full: 0, strategies: new Set<string>() };
  const plain = { times: [] as number[], right: 0, full: 0 };
  let wanted = 0;
  for (const { vector, price } of asked) {
    const filters = filtersFor(price);
    const truth = await nearest(on, { vector, filters, exact: true });
    const best = new Set(truth.slice(0, 10));
    wanted += best.size;
    await searchByVector(db, { ...options, filters, vector }); // both have met the query
    let startedAt = performance.now();
    const { hits } = await searchByVector(db, { ...options, filters, vector });
    ours.times.push(performance.now() - startedAt);
    const { explain } = await searchByVector(db, { ...options, filters, vector, explain: true });
    if (explain)
      ours.strategies.add(
        explain.strategy === 'hnsw'
          ? 'hnsw'
          : explain.reason.startsWith('the index')
            ? 'hnsw, then exact'
            : 'exact',
      );
    ours.right += hits.slice(0, 10).filter(({ product }) => best.has(product.id)).length;
    ours.full += Number(hits.length === truth.length);
    startedAt = performance.now();
    const found = await nearest(on, { vector, filters, exact: false });
    plain.times.push(performance.now() - startedAt);
    plain.right += found.slice(0, 10).filter((id) => best.has(id)).length;
    plain.full += Number(found.length === truth.length);
  }
  if (ours.right < 0.95 * wanted)
    throw new Error(`Of ${wanted} nearest products only ${ours.right} were found.`);
  if (ours.full < asked.length) throw new Error(`${asked.length - ours.full} pages were not full.`);
  const cells = ({ times, right, full }: typeof plain) => [
    `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.99).toFixed(1)}`,
    (right / wanted).toFixed(3),
    `${Math.round((100 * full) / asked.length)} %`,
  ];
  return [[...ours.strategies].sort().join(' or '), ...cells(ours), ...cells(plain)];
}

async function nearest(
  { database }: BenchDatabase,
  { vector, filters, exact }: { vector: Float32Array; filters: Filters; exact: boolean },
): Promise<number[]> {
  const parameters = new Parameters();
  const distance = `(e.embedding <=> ${parameters.add(vectorParameter(vector))}::vector)`;
  const conditions = filterConditions(filters, { table: 'e', of: 'vectors', parameters });
  const { rows } = await database.pool.query<{ id: number }>(
    `
    select e.product_id as id
    from embeddings_test_model as e
    ${whereAll(conditions)}
    order by ${distance} ${exact ? '+ 0' : ''}
    limit ${pageSize}`,
    parameters.values,
  );
  return rows.map(({ id }) => id);
}
